"""Questions and training: nothing is broken, somebody wants to know."""

from feedback.domain.submissions import Kind
from hypercare.demo.domain.topic import DESK, Topic, explained
from hypercare.demo.domain.trading.services import (
    CONFIRMATIONS,
    DESKTOP,
    MARKET_DATA,
    POSITIONS,
    REPORTS,
    ROUTING,
    SIGN_IN,
)
from incidents.domain.history import Nature


def _question(
    slug: str, service: str, heat: tuple[float, float, float, float], *openings: str, detail: str, answer: str
) -> Topic:
    return Topic(
        slug=slug,
        service=service,
        team=DESK,
        nature=Nature.QUESTION,
        heat=heat,
        openings=openings,
        details=(detail, "Thank you in advance."),
        fixes=(explained(answer),),
        notes=("Candidate for the quick guide.",),
        priorities=(4,),
        reach=(1, 1),
        kind=Kind.QUESTION,
    )


TOPICS = (
    _question(
        "how-to-split",
        ROUTING,
        (1, 0.8, 0.6, 0.6),
        "How do I split a block order over several accounts?",
        "Can I allocate a block after it is filled?",
        detail="In the training we did it before sending only.",
        answer="Select the filled block, press Shift and A, and enter the accounts. It works until 18:00 of the same day.",
    ),
    _question(
        "how-to-share",
        DESKTOP,
        (1, 0.8, 0.6, 0.4),
        "Can I share my workspace with a colleague?",
        "How do I take over the layout of a colleague on holiday?",
        detail="We stand in for each other in {site}.",
        answer="Workspace, Share, then choose the colleague. They get a copy, so nothing of yours can be changed.",
    ),
    _question(
        "what-colours-mean",
        MARKET_DATA,
        (1, 0.6, 0.4, 0.3),
        "What does the orange dot beside a price mean?",
        "What is the difference between a grey and a white price?",
        detail="The help page shows green and red only.",
        answer="Orange is delayed by 15 minutes, grey is older than five seconds, white is live. The help page has it now.",
    ),
    _question(
        "when-confirmed",
        CONFIRMATIONS,
        (0.8, 0.8, 0.6, 0.4),
        "When exactly is a confirmation sent to the client?",
        "Does the client get a confirmation for a cancelled trade?",
        detail="{counterparty} asks me, and I do not know.",
        answer="At the first full booking, usually within a minute of the fill. A cancellation sends its own note.",
    ),
    _question(
        "which-currency",
        POSITIONS,
        (0.6, 0.6, 0.6, 0.5),
        "In which currency is the {desk} limit counted?",
        "Which rate is used for the daily profit?",
        detail="The two screens say different things.",
        answer="Limits are counted in CHF with the fixing of the day; the profit view uses live rates. Both now say so.",
    ),
    _question(
        "who-approves",
        SIGN_IN,
        (0.8, 0.6, 0.5, 0.5),
        "Who approves rights for a new colleague?",
        "How long does it take until a new colleague can trade?",
        detail="She starts on Monday on the {desk} desk.",
        answer="The head of the desk approves in the request form. From there it takes about two hours in working time.",
    ),
    _question(
        "where-archive",
        REPORTS,
        (0.5, 0.6, 0.6, 0.6),
        "Where do I find the trades from before the go-live?",
        "How far back does the trade archive go?",
        detail="A client asks about a trade in {instrument} from last year.",
        answer="Reports, Archive. It holds ten years; those from before the go-live carry the old number beside the new one.",
    ),
    _question(
        "how-to-replay",
        DESKTOP,
        (0.5, 0.5, 0.5, 0.5),
        "Is there a recording of the training for {order_type} orders?",
        "When is the next training for the {desk} desk?",
        detail="I was travelling when it took place.",
        answer="The recordings are under Help, Learn, by topic. The next live session is on Thursday at 16:00, in all sites.",
    ),
    _question(
        "how-to-undo",
        ROUTING,
        (0.6, 0.6, 0.4, 0.4),
        "Can a trade booked on the wrong client be moved?",
        "How do I correct the book of a trade?",
        detail="It was my typing mistake, order {order}.",
        answer="Open the trade and choose 'Correct'. Until 18:00 you can do it yourself, afterwards the middle office can.",
    ),
)
