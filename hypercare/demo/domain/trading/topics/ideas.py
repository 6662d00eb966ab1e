"""Ideas: what people would like to have."""

from feedback.domain.submissions import Kind
from hypercare.demo.domain.phrases import IDEA_ANSWERS
from hypercare.demo.domain.topic import APPLICATIONS, Fix, Topic
from hypercare.demo.domain.trading.services import (
    CONFIRMATIONS,
    DESKTOP,
    MARKET_DATA,
    POSITIONS,
    REPORTS,
    ROUTING,
)
from incidents.domain.history import Cause, Nature, Resolution


def _idea(slug: str, service: str, *openings: str, detail: str, done: str = "", decline: str = "") -> Topic:
    return Topic(
        slug=slug,
        service=service,
        team=APPLICATIONS,
        nature=Nature.ENHANCEMENT,
        heat=(0.3, 0.6, 0.8, 0.9),
        openings=openings,
        details=(detail, "Others on the {desk} desk would like that too."),
        fixes=(
            Fix(
                Cause.REQUIREMENT,
                Resolution.FIXED,
                done or "It is part of {release}. Thank you for the idea.",
            ),
        ),
        answers=IDEA_ANSWERS,
        notes=("Hannah collects these for the release after hypercare.",),
        priorities=(4,),
        reach=(1, 1),
        decline=decline
        or "We keep the idea on the list for after hypercare, but will not start it within these weeks.",
        kind=Kind.IDEA,
    )


TOPICS = (
    _idea(
        "idea-templates",
        ROUTING,
        "Let me save order templates per client.",
        "Please remember the last ticket per client.",
        detail="I type the same five fields for {counterparty} each morning.",
    ),
    _idea(
        "idea-pin",
        DESKTOP,
        "Let me pin my ten favourite instruments to the top bar.",
        "A mini watch list that stays on top would help.",
        detail="I would have them in view whichever screen I am on.",
        done="You can pin instruments since {release}: the small pin in the watch list.",
    ),
    _idea(
        "idea-colour-desk",
        DESKTOP,
        "Colour the blotter by desk.",
        "A colour per client in the blotter would be great.",
        detail="With {count} lines one sees at once what belongs together.",
        decline="Colours carry buy, sell and warnings already. A second meaning would make those harder to see.",
    ),
    _idea(
        "idea-alert-mail",
        MARKET_DATA,
        "Send price alerts to the phone as well.",
        "An alert for a spread between two instruments, please.",
        detail="I am often away from the desk between {time} and the close.",
        done="Alerts go to the phone app since {release}; switch it on under Settings, Alerts.",
    ),
    _idea(
        "idea-confirm-preview",
        CONFIRMATIONS,
        "Show me the confirmation before it goes out.",
        "Let the sales person approve confirmations of large trades.",
        detail="{counterparty} is very particular about the wording.",
    ),
    _idea(
        "idea-what-if",
        POSITIONS,
        "A 'what if' view of my position before I send.",
        "Show the limit left after this order in the ticket.",
        detail="I calculate it in my head now, and so does everybody.",
    ),
    _idea(
        "idea-schedule",
        REPORTS,
        "Let me choose when the report is sent.",
        "Reports as a sheet instead of PDF, please.",
        detail="At eight I am already in the meeting where I would need it.",
        done="Each report has its own time and format since {release}.",
    ),
    _idea(
        "idea-voice",
        ROUTING,
        "Take orders by voice.",
        "Could the chat place orders by itself?",
        detail="It would save me {count} clicks a day.",
        decline="Orders are placed by people with a name. Neither voice nor chat is planned, for good legal reasons.",
    ),
)
