"""How many submissions are accepted a second, against a view that makes one INSERT of the same request.

Both get the same bytes on the same server, eight senders at once, by turns; every answer of either comes
after its commit reached the disk.
"""

import statistics
from collections.abc import Iterator

from tests.benchmarks import posting
from tests.benchmarks.report import Measured
from tests.benchmarks.stage import Stage

BAR = 0.5
BURSTS = 25
WARM_UPS = 3
SAID = {
    "idempotency_key": posting.KEY,
    "page": "/orders/today",
    "version": "1.4.2",
    "body": "The blotter stays empty when I filter by trader. It took a minute before, today it never ends.",
    "kind": "bug",
    "sentiment": "2",
    "email": "rosa.alvarez@desk.example",
    "name": "Rosa Alvarez",
    "website": "",
}
WAYS = {"as a browser sends the form": posting.as_a_browser, "url-encoded": posting.as_a_program}


def measure(stage: Stage) -> Iterator[Measured]:
    """Each way a form can be sent, to the largest launch."""
    site = stage.large
    for what, encode in WAYS.items():
        form = posting.post("/f/bench-b0/", SAID, encode)
        bare = posting.post("/bench/insert/", SAID, encode)
        try:
            rates = [_pair(site.port, form, bare) for _ in range(BURSTS + WARM_UPS)][WARM_UPS:]
        finally:
            site.run("tests.benchmarks.inside:forget_posts")
        ratio = statistics.median(ours / theirs for ours, theirs in rates)
        ours, theirs = (statistics.median(each) for each in zip(*rates, strict=True))
        figure = f"{ratio:.0%} ({ours:,.0f}/s, one INSERT {theirs:,.0f}/s)"
        yield Measured("submissions accepted", what, f">= {BAR:.0%}", figure, ratio >= BAR, ratio)


def _pair(port: int, form: posting.Post, bare: posting.Post) -> tuple[float, float]:
    theirs = posting.rate(port, bare)
    return posting.rate(port, form), theirs
