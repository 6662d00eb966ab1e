"""Market data: what the screen says things are worth."""

from hypercare.demo.domain.topic import (
    APPLICATIONS,
    PLATFORM,
    Topic,
    configured,
    corrected,
    explained,
    fixed,
    vanished,
)
from hypercare.demo.domain.trading.services import MARKET_DATA
from incidents.domain.history import Cause, Nature

TOPICS = (
    Topic(
        slug="stale-prices",
        service=MARKET_DATA,
        team=PLATFORM,
        nature=Nature.DATA,
        heat=(4, 2.5, 1.5, 1),
        priorities=(2, 3, 3),
        reach=(5, 110),
        page="/markets/watchlist",
        openings=(
            "Prices of {instrument} have stood still since {time}.",
            "Stale quotes for {instrument} without any warning.",
            "The watch list in {site} is {count} minutes behind.",
            "My {instrument} price is not the one my colleague beside me sees.",
        ),
        details=(
            "The dot beside the price is still green. I quoted a client off it and had to take the quote back.",
            "After I remove the line and add it again it moves for a while.",
            "Other instruments on the same screen are live.",
        ),
        question="Which source is shown when you hover over the price?",
        reply="'Composite'. The colleague with the right price has 'Primary' there.",
        vendor="The feed operator found a stuck line handler on their side and restarts it tonight.",
        notes=(
            "Conflation drops updates when one subscriber is slow: the whole group then stands still.",
            "Line handler 3 has not sent a heartbeat since {time}. Failed over to 4.",
        ),
        fixes=(
            fixed(
                "A slow screen no longer holds back the others. Stale prices now turn grey after five seconds."
            ),
            configured(
                "We moved {instrument} to the second line handler, and the prices have been live since {now}."
            ),
            fixed(
                "The feed operator repaired the line. We watched it for two hours without a gap.",
                Cause.VENDOR,
            ),
        ),
    ),
    Topic(
        slug="missing-instrument",
        service=MARKET_DATA,
        team=APPLICATIONS,
        nature=Nature.DATA,
        heat=(2, 1.5, 1.2, 1),
        priorities=(3, 4),
        page="/markets/search",
        openings=(
            "{instrument} cannot be found in the instrument search.",
            "The new issue of {counterparty} has no price.",
            "Two {instrument} contracts of the next expiry are missing.",
        ),
        details=(
            "It was listed this week. In the old system it would have been there on the first day.",
            "I can trade it by typing the number in full, but there is no price and no chart.",
        ),
        notes=("Not in the overnight universe: filter excludes products first traded after the cut.",),
        fixes=(
            corrected(
                "It is in now, with its price. New listings are loaded every hour instead of every night."
            ),
            configured(
                "The filter left out this segment. It is included, and {count} instruments came with it."
            ),
        ),
    ),
    Topic(
        slug="decimal-places",
        service=MARKET_DATA,
        team=APPLICATIONS,
        nature=Nature.DEFECT,
        heat=(1.5, 1, 0.8, 0.5),
        priorities=(3, 3, 4),
        reach=(3, 40),
        page="/markets/watchlist",
        openings=(
            "{instrument} are shown with two decimals, we need five.",
            "The price of {instrument} is off by a factor of 100.",
        ),
        details=(
            "{price} becomes something unusable. The ticket takes it over as it is.",
            "It is right in the ticket and wrong in the watch list.",
        ),
        notes=("Display precision comes from the asset class, not from the instrument.",),
        fixes=(fixed("Each instrument has its own number of decimals now; {instrument} show five."),),
    ),
    Topic(
        slug="chart-gap",
        service=MARKET_DATA,
        team=APPLICATIONS,
        nature=Nature.DATA,
        heat=(0.8, 1, 1, 0.8),
        priorities=(4,),
        page="/markets/charts",
        openings=(
            "The chart of {instrument} has a hole on the day of the go-live.",
            "Intraday charts begin at {time} instead of at the open.",
        ),
        details=(
            "The technical people on my desk rely on it. Can the data be loaded afterwards?",
            "Only the one-minute view, the daily one is complete.",
        ),
        notes=("History service started late on these days; ticks are in the archive and can be replayed.",),
        fixes=(corrected("The missing hours were loaded from the archive. Reload the chart to see them."),),
    ),
    Topic(
        slug="depth-levels",
        service=MARKET_DATA,
        team=APPLICATIONS,
        nature=Nature.USABILITY,
        heat=(1, 1, 0.8, 0.8),
        priorities=(4, 4, 3),
        page="/markets/depth",
        openings=(
            "The order book shows five levels only.",
            "Depth for {instrument} is empty although the venue has it.",
        ),
        details=(
            "We were used to ten. For a size of {count} lots five do not help.",
            "It says 'not permitted'. I am sure we pay for it.",
        ),
        question="Does it say 'not permitted' or does it stay empty?",
        reply="'Not permitted', in small grey letters.",
        notes=("Entitlement for level 2 is per person and was not taken over for {desk}.",),
        fixes=(
            configured(
                "The permission for full depth was missing for the {desk} desk. Sign in again and it is there."
            ),
            explained(
                "Ten levels are behind the small arrow at the top right of the book. It stays open once opened."
            ),
        ),
    ),
    Topic(
        slug="holiday-calendar",
        service=MARKET_DATA,
        team=APPLICATIONS,
        nature=Nature.DATA,
        heat=(0.5, 0.8, 0.8, 0.6),
        priorities=(3, 4),
        page="/markets/calendar",
        openings=(
            "The holiday calendar of {site} is that of last year.",
            "Value dates of {instrument} fall on a holiday.",
        ),
        details=(
            "The ticket proposes a day on which nothing can be settled.",
            "I correct it by hand but the younger colleagues do not notice.",
        ),
        notes=("Calendar file for this year was loaded to test only.",),
        fixes=(
            corrected(
                "This year's calendar is loaded. {count} open trades were checked; none had a wrong date left."
            ),
        ),
    ),
    Topic(
        slug="price-alerts",
        service=MARKET_DATA,
        team=APPLICATIONS,
        nature=Nature.DEFECT,
        heat=(0.8, 1, 1, 0.8),
        priorities=(4, 3),
        page="/markets/alerts",
        openings=(
            "Price alerts come {count} minutes after the price was reached.",
            "My alert for {instrument} at {price} never fired.",
        ),
        details=(
            "I set it in the morning. The high of the day is clearly above it.",
            "On the phone it comes at once, on the desktop late or not at all.",
        ),
        question="Was the desktop locked at that time?",
        reply="Yes, I was at lunch. But then I expect to see it when I come back.",
        notes=("Alerts are evaluated by the client. A locked screen stops its timer.",),
        fixes=(
            fixed("Alerts are watched by the server since {release}, whether your screen is locked or not."),
            vanished(
                "We set the same alert and it fired within a second each time. Please write when it happens again."
            ),
        ),
    ),
)
