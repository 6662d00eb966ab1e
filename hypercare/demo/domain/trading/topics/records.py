"""Reference data and reports: what stands behind the trades, and what is written about them."""

from feedback.domain.submissions import Kind
from hypercare.demo.domain.topic import (
    APPLICATIONS,
    DESK,
    Topic,
    configured,
    corrected,
    explained,
    fixed,
    worked_around,
)
from hypercare.demo.domain.trading.services import REFERENCE, REPORTS
from incidents.domain.history import Nature

TOPICS = (
    Topic(
        slug="client-record",
        service=REFERENCE,
        team=APPLICATIONS,
        nature=Nature.DATA,
        heat=(1.5, 1.2, 1, 0.8),
        priorities=(3, 4),
        page="/clients",
        openings=(
            "{counterparty} exists twice in the client list.",
            "The account of {counterparty} is marked as closed.",
            "The contact of {counterparty} left the firm years ago.",
        ),
        details=(
            "One has the limits, the other the accounts. I never know which one to take.",
            "I cannot book the order I have just been given on the phone.",
        ),
        notes=(
            "Merged on the old side after the snapshot was taken. {count} more of this kind in the list.",
        ),
        fixes=(
            corrected("The two entries are one now, with limits and accounts together."),
            corrected(
                "The client list was compared with the source; {count} entries were brought up to date."
            ),
        ),
    ),
    Topic(
        slug="instrument-name",
        service=REFERENCE,
        team=APPLICATIONS,
        nature=Nature.DATA,
        heat=(1, 1, 0.8, 0.6),
        priorities=(4, 3),
        page="/instruments",
        openings=(
            "{instrument} have cryptic names in the ticket.",
            "The maturity of {instrument} is missing.",
        ),
        details=(
            "'X7Q {count} CH' tells me nothing. The old names told me what it is.",
            "I have to look it up elsewhere before each trade.",
        ),
        notes=("Short name taken from the settlement system. Long name is there, not shown.",),
        fixes=(
            configured(
                "The ticket shows the long name and the maturity. Short names are still found by the search."
            ),
        ),
    ),
    Topic(
        slug="standing-data-rights",
        service=REFERENCE,
        team=DESK,
        nature=Nature.TRAINING_GAP,
        heat=(0.8, 0.8, 0.6, 0.6),
        priorities=(4,),
        page="/clients",
        openings=(
            "How are new sub-accounts of {counterparty} set up now?",
            "I cannot find where a client's address is changed.",
        ),
        details=(
            "The training showed it on another screen.",
            "Nobody on the {desk} desk remembers.",
        ),
        notes=("Asked {count} times this week. Hannah adds a page to the quick guide.",),
        fixes=(
            explained(
                "Clients, then 'Request a change': the data team does it within the hour. The quick guide has it."
            ),
        ),
    ),
    Topic(
        slug="daily-report",
        service=REPORTS,
        team=APPLICATIONS,
        nature=Nature.DEFECT,
        heat=(1.8, 1.5, 1.2, 0.8),
        priorities=(3, 3, 4),
        reach=(1, 25),
        page="/reports",
        openings=(
            "The daily report of the {desk} desk did not arrive.",
            "The trade report of yesterday is empty for {site}.",
            "The daily report comes after nine, too late for the meeting.",
        ),
        details=(
            "The head of the desk needs it for the morning meeting.",
            "On the report page it is 'running' since {count} minutes.",
        ),
        notes=("Job waits for the end of the Singapore batch. Ordering changed at go-live.",),
        fixes=(
            configured(
                "The report no longer waits for the other site. It was in your mail at 06:40 this morning."
            ),
            corrected("We ran it again for yesterday and sent it to the whole list."),
        ),
    ),
    Topic(
        slug="report-numbers",
        service=REPORTS,
        team=APPLICATIONS,
        nature=Nature.DATA,
        heat=(1, 1.2, 1, 0.8),
        priorities=(3, 3, 2),
        reach=(2, 30),
        page="/reports",
        openings=(
            "The turnover report and the blotter do not agree.",
            "Commission of {counterparty} is missing in the monthly report.",
        ),
        details=(
            "The difference is {count} trades. I suspect those after {time}.",
            "Finance closes the books this week and asks every day.",
        ),
        question="Which period did you choose, and in which time zone does the report page say it is?",
        reply="This month, 'UTC'. Ah. Is that it?",
        notes=("Report cuts days in UTC, blotter in local time.",),
        fixes=(
            fixed("Reports cut the day in your site's time zone now, and say so in the header."),
            explained(
                "The report counts days in UTC. Choose 'site time' at the top, and both agree to the trade."
            ),
        ),
    ),
    Topic(
        slug="regulatory-file",
        service=REPORTS,
        team=APPLICATIONS,
        nature=Nature.INTEGRATION,
        heat=(0.8, 0.8, 0.5, 0.3),
        priorities=(2, 3),
        reach=(1, 10),
        page="/reports/regulatory",
        openings=(
            "{count} trades were refused by the trade repository.",
            "The regulatory file of {site} was sent without {instrument}.",
        ),
        details=(
            "We have until noon tomorrow to report them. Please treat this as urgent.",
            "The reason given is a missing identifier of the counterparty.",
        ),
        notes=("Identifier is in reference data with a trailing blank. Trimmed and resent.",),
        fixes=(
            corrected(
                "The identifiers are corrected; the {count} trades were sent again and accepted at {now}."
            ),
            worked_around(
                "We reported them by hand within the time limit. The file itself is repaired in {release}."
            ),
        ),
    ),
    Topic(
        slug="export-limit",
        service=REPORTS,
        team=DESK,
        nature=Nature.USABILITY,
        heat=(0.8, 0.8, 0.8, 0.8),
        priorities=(4,),
        page="/reports",
        openings=(
            "The export ends after {count},000 lines.",
            "Exports have no column headers.",
        ),
        details=(
            "It does not say that something is missing. I noticed by chance.",
            "My macro needs them.",
        ),
        notes=("Limit exists to protect the database; the message got lost in translation.",),
        fixes=(
            fixed("Exports carry headers, and a longer one is prepared in the background and sent by mail."),
            explained("Choose 'large export': it runs in the background and comes by mail, without a limit."),
        ),
        decline="The limit protects everybody's speed. 'Large export' has none and comes by mail within minutes.",
    ),
    Topic(
        slug="missing-links",
        service=REFERENCE,
        team=DESK,
        nature=Nature.DOCUMENTATION,
        heat=(0, 0, 0, 0),
        priorities=(4,),
        kind=Kind.USABILITY,
        page="/help",
        openings=("All help links in the order ticket lead nowhere.",),
        details=(" ".join(f"https://help.bank.example/ticket/{page}" for page in range(1, 7)),),
        notes=("Help moved at the go-live; the desktop still has the old addresses.",),
        fixes=(configured("The links lead to the new help pages now. Thank you for listing them."),),
    ),
)
