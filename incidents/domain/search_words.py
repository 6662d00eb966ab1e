"""The words the search box knows. This table feeds the parser, the help beside the box and the documents."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from incidents.domain.history import Nature
from incidents.domain.priority import Priority


class Word(StrEnum):
    """What stands before the colon."""

    IS = "is"
    PRIORITY = "priority"
    SERVICE = "service"
    ASSIGNEE = "assignee"
    TEAM = "team"
    RELEASE = "release"
    REF = "ref"
    NATURE = "nature"
    BREACHED = "breached"
    CLOCK = "clock"
    REPORTER = "reporter"
    SITE = "site"
    PARENT = "parent"
    REPORTED = "reported"
    SORT = "sort"


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a word asks for; `values` are all it takes, or none when it takes names or times."""

    tells: str
    example: str
    values: tuple[str, ...] = ()


ALL, UNASSIGNED, SNOOZED, BUNDLED, MAJOR = "all", "unassigned", "snoozed", "bundled", "major"
ME, NOBODY = "me", "none"
YES, NO = "yes", "no"
STATES = ("open", "new", "in_progress", "waiting", "fix_ready", "resolved", "closed", "declined")
WORDS: Mapping[Word, Meaning] = {
    Word.IS: Meaning("where it stands", "is:open", (*STATES, SNOOZED, UNASSIGNED, BUNDLED, MAJOR, ALL)),
    Word.PRIORITY: Meaning("its priority", "priority:P1,P2", tuple(each.label for each in Priority)),
    Word.SERVICE: Meaning("a service by its name or a part of it", 'service:"Order routing"'),
    Word.ASSIGNEE: Meaning("me, none, or a part of a name or mail address", "assignee:me"),
    Word.TEAM: Meaning("a team by its name or a part of it", 'team:"Service desk"'),
    Word.RELEASE: Meaning("the release with its fix, by its version", "release:1.4.3"),
    Word.REF: Meaning("its key in another system, or a part of it", "ref:JIRA-12"),
    Word.NATURE: Meaning("what it is", "nature:defect", tuple(each.value for each in Nature)),
    Word.BREACHED: Meaning("whether its next promise is past due", "breached:yes", (YES, NO)),
    Word.CLOCK: Meaning("where its next promise stands", "clock:at_risk", ("at_risk", "running", "paused")),
    Word.REPORTER: Meaning("who reported it, by name, mail address or id", "reporter:okafor"),
    Word.SITE: Meaning("where its reporter works", "site:Frankfurt"),
    Word.PARENT: Meaning("the incident it is one report of", "parent:TRD-7"),
    Word.REPORTED: Meaning(
        "when it was reported, where the launch is: older (>2d) or newer (<4h) than an age, "
        "a day, or days from..to",
        "reported:2026-11-20..today",
    ),
    Word.SORT: Meaning("the order", "sort:newest", ("due", "priority", "newest", "oldest")),
}

# Other ways to say a value; understood, and shown as the first.
ALIASES: Mapping[Word, Mapping[str, str]] = {
    Word.IS: {"inbox": "new", "any": ALL},
    Word.PRIORITY: {str(each.value): each.label for each in Priority},
    Word.BREACHED: {"true": YES, "false": NO},
    Word.CLOCK: {"on_time": "running"},
    Word.ASSIGNEE: {"nobody": NOBODY},
}
# Words of other products: never understood, but answered with ours.
ELSEWHERE: Mapping[str, Word] = {
    "state": Word.IS,
    "status": Word.IS,
    "prio": Word.PRIORITY,
    "owner": Word.ASSIGNEE,
    "assigned": Word.ASSIGNEE,
    "created": Word.REPORTED,
    "order": Word.SORT,
    "bundle": Word.PARENT,
}
ALONE: Mapping[Word, frozenset[str]] = {
    Word.IS: frozenset({ALL, UNASSIGNED, SNOOZED, BUNDLED, MAJOR})
}  # in no list
ONE_VALUE = frozenset({Word.BREACHED, Word.REPORTED, Word.SORT})
NEVER_NEGATED = frozenset({Word.SORT})
