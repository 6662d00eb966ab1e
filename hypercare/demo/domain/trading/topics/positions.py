"""Positions and profit: the numbers people look at all day."""

from hypercare.demo.domain.topic import (
    APPLICATIONS,
    DEVELOPMENT,
    Topic,
    configured,
    corrected,
    explained,
    fixed,
    worked_around,
)
from hypercare.demo.domain.trading.services import POSITIONS
from incidents.domain.history import Nature

TOPICS = (
    Topic(
        slug="rounding",
        service=POSITIONS,
        team=DEVELOPMENT,
        nature=Nature.DEFECT,
        heat=(3, 2.5, 1.2, 0.6),
        priorities=(3, 3, 2),
        reach=(5, 80),
        page="/positions",
        openings=(
            "The position in {instrument} is rounded to full thousands.",
            "The sum of the {desk} book differs from its lines by {count}.",
            "Rounding in the position view hides small positions.",
        ),
        details=(
            "With {price} as price the value is off by more than my limit.",
            "Risk uses the same number. They called me about it at {time}.",
        ),
        question="Which display currency have you chosen at the top right?",
        reply="CHF. In EUR the difference is smaller.",
        notes=("Rounds each line after conversion, then sums. Should sum, then round.",),
        fixes=(
            fixed("Sums are made from exact numbers and rounded once, at the end. In {release}."),
            worked_around("Double-click the sum: it shows the exact figure. {release} rounds correctly."),
        ),
    ),
    Topic(
        slug="late-profit",
        service=POSITIONS,
        team=APPLICATIONS,
        nature=Nature.PERFORMANCE,
        heat=(2, 1.8, 1, 0.6),
        priorities=(3, 3, 2),
        reach=(10, 90),
        page="/positions/profit",
        openings=(
            "Profit and loss of the {desk} desk is {count} minutes old.",
            "The profit figure does not move while I trade.",
        ),
        details=(
            "I decide on this number. If it is old, it must at least say so.",
            "In the afternoon it is right. Before that it lags behind.",
        ),
        notes=("Recalculation runs per book in sequence; {desk} is the last of 40.",),
        fixes=(
            fixed(
                "Books are calculated side by side: none is older than ten seconds, and the age is shown beside it."
            ),
            configured("The {desk} book moved to the front of the line. It is renewed every 15 seconds."),
        ),
    ),
    Topic(
        slug="overnight",
        service=POSITIONS,
        team=APPLICATIONS,
        nature=Nature.DATA,
        heat=(2, 1.5, 1, 0.6),
        priorities=(2, 3, 3),
        reach=(2, 50),
        page="/positions",
        openings=(
            "My opening position is not yesterday's closing position.",
            "Trades of {site} after 17:00 are missing in the morning.",
        ),
        details=(
            "The difference is {count} lots in {instrument}. I trade from a sheet until it is right.",
            "Whatever was traded late is counted on the next day.",
        ),
        question="Which closing time do you expect for {site}?",
        reply="17:00 local time. The picture was taken at 17:00 in Zurich.",
        notes=("Roll uses one cut for all sites. Wei adds a cut per site.",),
        fixes=(
            corrected(
                "We rebuilt the opening positions of {site}; they agree with the ledger to the last lot."
            ),
            fixed("Each site has its own closing time since {release}."),
        ),
    ),
    Topic(
        slug="conversion",
        service=POSITIONS,
        team=APPLICATIONS,
        nature=Nature.DEFECT,
        heat=(1, 1, 0.8, 0.6),
        priorities=(3, 3, 4),
        reach=(3, 40),
        page="/positions",
        openings=(
            "The position view converts with yesterday's rate.",
            "FX conversion of {instrument} is inverted.",
        ),
        details=(
            "The rate on the same screen is {price}, the value is calculated with another one.",
            "Long becomes short when I switch the display to CHF.",
        ),
        notes=("Uses the official fixing by design for the ledger; traders want live.",),
        fixes=(
            configured(
                "The trading view converts with live rates; the ledger view keeps the fixing and says so."
            ),
            fixed("Inverted pairs are converted the right way round since {release}."),
        ),
    ),
    Topic(
        slug="corporate-action",
        service=POSITIONS,
        team=APPLICATIONS,
        nature=Nature.DATA,
        heat=(0.6, 0.8, 0.8, 0.6),
        priorities=(3, 4),
        page="/positions",
        openings=(
            "The share split is not reflected in my position.",
            "A dividend was booked twice on the {desk} book.",
        ),
        details=(
            "It took effect this morning. The price is new, the quantity is old.",
            "The client of {counterparty} has already asked.",
        ),
        notes=("Event came in two files; the second is a correction, not an addition.",),
        fixes=(
            corrected(
                "The event is booked once and correctly now. We checked the other {count} of this month."
            ),
        ),
    ),
    Topic(
        slug="limit-use",
        service=POSITIONS,
        team=APPLICATIONS,
        nature=Nature.DEFECT,
        heat=(1.2, 1, 0.8, 0.6),
        priorities=(2, 3, 3),
        reach=(2, 30),
        page="/limits",
        openings=(
            "My limit shows as used up after one trade.",
            "Limit use of {counterparty} counts cancelled orders.",
        ),
        details=(
            "Every order is refused now. I need it released within the hour.",
            "Risk says I have {count} % left, the system says none.",
        ),
        question="Had you cancelled orders for this client today?",
        reply="Yes, about {count}. All of them this morning.",
        notes=("Reservation is not given back on cancel when the venue confirms late.",),
        fixes=(
            fixed(
                "Cancelled orders give their limit back at once, since {release}. Yours was set right at {now}."
            ),
            corrected("We released the reservations that had been left behind. You can trade again."),
        ),
    ),
    Topic(
        slug="missing-trades",
        service=POSITIONS,
        team=APPLICATIONS,
        nature=Nature.INTEGRATION,
        heat=(1.5, 1, 0.8, 0.4),
        priorities=(2, 3),
        reach=(2, 30),
        page="/positions",
        openings=(
            "{count} trades of this morning are missing in my position.",
            "Voice trades with {counterparty} do not reach the position.",
        ),
        details=(
            "They are in the trade list. The position shows the state before them.",
            "I entered them by hand at {time}, as we were taught.",
        ),
        notes=("Voice trades carry no book when entered from the quick ticket.",),
        fixes=(
            corrected("The trades had no book and waited. They are in your position now."),
            fixed("The quick ticket asks for the book since {release}, so nothing can get lost on the way."),
        ),
    ),
    Topic(
        slug="drill-down",
        service=POSITIONS,
        team=APPLICATIONS,
        nature=Nature.USABILITY,
        heat=(0.6, 0.8, 0.8, 0.8),
        priorities=(4,),
        page="/positions",
        openings=(
            "I cannot see which trades make up a position.",
            "A click on a position opens the wrong instrument.",
        ),
        details=(
            "In the old system a double click did it.",
            "It opens the one that was selected before.",
        ),
        notes=("Selection is read before the click is handled. Easy to fix.",),
        fixes=(
            explained(
                "The trades behind a position open with Enter, or with the arrow at the end of its line."
            ),
            fixed("The click takes the line you clicked, since {release}. Sorry for that one."),
        ),
    ),
)
