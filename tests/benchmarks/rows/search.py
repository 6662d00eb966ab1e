"""Full-text search, newest first: any word, also one that is common elsewhere and absent here."""

from collections.abc import Iterator
from urllib.parse import urlencode

from tests.benchmarks.report import Measured
from tests.benchmarks.rows.queue import FLOOR
from tests.benchmarks.stage import Stage
from tests.benchmarks.timing import Visitor, compare, in_rounds, median_ratio
from tests.benchmarks.words import COMMON_WORD, FAMILY_WORDS

BAR = 10.0
WORDS = {
    "in two thirds of all texts": COMMON_WORD,
    "in half the texts here": FAMILY_WORDS[0],
    "common elsewhere, absent here": FAMILY_WORDS[1],
    "nowhere": "xylophone",
    "in one title of 800": "kerberos ticket renewal",
    "two common words": f"{COMMON_WORD} desk",
    "a common word and a rare one": f"{COMMON_WORD} snappy",
    "a phrase": '"name node"',
    "one word without another": f"{COMMON_WORD} -{FAMILY_WORDS[0]}",
    "a stop word": "the",
    "a short word": "s3a",
    "either of two": f"xylophone or {FAMILY_WORDS[1]}",
}
LAUNCHES = ("B0", "B1", "B39")


def measure(stage: Stage) -> Iterator[Measured]:
    """Every word in the largest, in a large and in a small launch; the slowest with all rounds."""
    visitor = Visitor(stage.large, stage.large.cookies())
    floor = visitor.page(FLOOR)
    paths = {
        f"{what}, {launch}": f"/queue/?{urlencode({'launch': launch, 'q': words, 'sort': 'newest'})}"
        for what, words in WORDS.items()
        for launch in LAUNCHES
        if stage.large.run("tests.benchmarks.inside:is_member", "agent0@bench.example", launch)
    }
    quick = {what: compare(floor, visitor.page(path), pairs=10, warm_ups=2) for what, path in paths.items()}
    slowest = sorted(quick, key=lambda what: quick[what].ratio)[-3:]
    rounds = {what: in_rounds(floor, visitor.page(paths[what]), pairs=50) for what in slowest}
    worst = max(rounds, key=lambda what: median_ratio(rounds[what]))
    ratio = median_ratio(rounds[worst])
    figure = f"{ratio:.2f} x ({rounds[worst][0].median * 1000:.1f} ms): {worst}"
    yield Measured(
        "search", f"slowest of {len(paths)}, newest first", f"<= {BAR:g} x F", figure, ratio <= BAR, ratio
    )
