"""The words that vary from report to report: names of things, numbers, times."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from hypercare.demo.domain.dice import Dice
from hypercare.demo.domain.people import Site


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What a plot speaks of: its releases in order, and the options of each placeholder of its own."""

    releases: tuple[str, ...]
    pools: Mapping[str, tuple[str, ...]]

    def release_in(self, week: int) -> str:
        """The release in production in a week, counted from 0."""
        return self.releases[min(week, len(self.releases) - 2)]

    def release_after(self, week: int) -> str:
        """The release that comes next."""
        return self.releases[min(week + 1, len(self.releases) - 1)]


def parts_for(
    vocabulary: Vocabulary, dice: Dice, *, site: Site, at: datetime, week: int
) -> Mapping[str, str]:
    """Every placeholder of the texts, drawn once per report so that its texts agree."""
    noticed_at = at.astimezone(site.zone) - timedelta(minutes=dice.between(10, 95))
    return {
        **{name: dice.pick(options) for name, options in vocabulary.pools.items()},
        "site": site.name,
        "screens": str(dice.between(3, 6)),
        "order": f"{dice.between(31, 58)}-{dice.between(10_000, 99_999)}",
        "count": str(dice.between(3, 48)),
        "seconds": str(dice.between(4, 19)),
        "ms": f"{dice.between(9, 64) * 100:,}",
        "key": str(dice.between(2, 11)),
        "price": f"{0.8 + dice.roll():.4f}",
        "time": f"{noticed_at:%H:%M}",
        "release": vocabulary.release_after(week),
    }


def fill(text: str, parts: Mapping[str, str]) -> str:
    """The text with its parts put in; begins with a capital letter whatever the first part is."""
    filled = text.format_map(parts)
    return filled[:1].upper() + filled[1:]
