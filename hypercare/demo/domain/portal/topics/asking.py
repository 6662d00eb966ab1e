"""Questions, ideas, and one honest report that was held back."""

from feedback.domain.submissions import Kind
from hypercare.demo.domain.portal.people import CLERK, DEVELOPER, LEAD
from hypercare.demo.domain.portal.services import DOCUMENTS, KEYS, LABELS, PORTAL, RATES, SHIPMENTS, WEBHOOKS
from hypercare.demo.domain.topic import APPLICATIONS, DESK, Topic, corrected, explained, fixed
from incidents.domain.history import Cause, Nature


def _question(
    slug: str, service: str, *openings: str, answer: str, more: str = "", persona: str = DEVELOPER
) -> Topic:
    return Topic(
        slug=slug,
        service=service,
        team=DESK,
        nature=Nature.QUESTION,
        heat=(0.8, 0.7, 0.6, 0.5, 0.5, 0.5),
        openings=openings,
        details=(more or "I did not find it in the guides.", "Thanks in advance."),
        persona=persona,
        fixes=(explained(answer),),
        notes=("For the list of common questions.",),
        priorities=(4,),
        reach=(1, 1),
        kind=Kind.QUESTION,
    )


def _idea(slug: str, service: str, *openings: str, detail: str, decline: str = "") -> Topic:
    return Topic(
        slug=slug,
        service=service,
        team=APPLICATIONS,
        nature=Nature.ENHANCEMENT,
        heat=(0.2, 0.3, 0.4, 0.5, 0.6, 0.6),
        openings=openings,
        details=(detail, "Just an idea, no hurry."),
        persona=DEVELOPER,
        fixes=(fixed("It is part of {release}. Thank you for the idea.", Cause.REQUIREMENT),),
        notes=("On Winston's list for the spring.",),
        priorities=(4,),
        reach=(1, 1),
        decline=decline
        or "Thank you, {name}. We like it and have put it on the list for spring; nothing new is begun within hypercare.",
        kind=Kind.IDEA,
    )


TOPICS = (
    _question(
        "which-plan",
        SHIPMENTS,
        "How many calls a minute does our plan include?",
        "Does a refused call count towards the limit?",
        "Who do I ask for a larger plan?",
        "Are limits per key or per company?",
        answer="Your plan has 300 calls a minute, refused ones included. The header X-Limit-Left tells what is left.",
    ),
    _question(
        "key-rotation",
        KEYS,
        "How often should we change our key?",
        "Can two keys be active while we change over?",
        "Where do I see which key was used last?",
        answer="Once a year is enough, and two keys may be active for 14 days. 'Rotate' under Keys does it.",
        more="Our security team wants to know.",
    ),
    _question(
        "label-formats",
        LABELS,
        "Which label sizes do you support?",
        "Can labels be had as PNG?",
        "Is there a label for fragile goods?",
        answer="4x6 and A6 as PDF, PNG or ZPL; ask for it with 'format'.",
        persona=CLERK,
    ),
    _question(
        "event-history",
        WEBHOOKS,
        "How long do you keep tracking events?",
        "Can we have old events sent again?",
        "Is there an event for 'driver was here, nobody home'?",
        "Do test parcels send events, too?",
        answer="Events are kept for 90 days, and 'Send again' under Webhooks repeats any hour of them.",
    ),
    _question(
        "quote-validity",
        RATES,
        "How long is a quoted rate valid?",
        "Are quotes to {country} with or without duty?",
        "Which day's fuel surcharge does a quote use?",
        answer="A quote holds for 24 hours, is without duty and tax, and uses the surcharge of its own day.",
        persona=LEAD,
    ),
    _idea(
        "idea-sdk",
        DOCUMENTS,
        "An official {language} library would be great.",
        "Publish your examples as a collection we can import.",
        "Examples as tests we can run against the sandbox, please.",
        detail="All of us write the same {count} lines.",
    ),
    _idea(
        "idea-bulk",
        SHIPMENTS,
        "Let us book many shipments in one call.",
        "A bulk endpoint for cancellations, please.",
        "Accept a list of {key} or more shipments in one POST.",
        detail="We send {thousand} single calls on a Monday.",
    ),
    _idea(
        "idea-status-page",
        PORTAL,
        "A public status page for the API.",
        "Tell us by mail when the API is slow.",
        "A small graph of my own calls in the portal.",
        detail="Today we find out from our customers.",
    ),
    _idea(
        "idea-graphql",
        SHIPMENTS,
        "Will there be GraphQL?",
        "Offer the API over gRPC as well.",
        detail="It would fit our stack better.",
        decline="Thank you, {name}. One interface done well comes first; there is no plan for a second.",
    ),
    Topic(
        slug="broken-links",
        service=DOCUMENTS,
        team=APPLICATIONS,
        nature=Nature.DOCUMENTATION,
        heat=(0, 0, 0, 0),
        priorities=(4,),
        persona=DEVELOPER,
        kind=Kind.USABILITY,
        page="/docs",
        openings=("These links of your migration guide are all dead, I went through them.",),
        details=(
            " ".join(
                f"https://docs.carrier.example/v3/{page}"
                for page in (
                    "auth",
                    "shipments",
                    "manifests",
                    "labels",
                    "webhooks",
                    "errors",
                    "limits",
                    "returns",
                )
            ),
        ),
        notes=("Pages of the old version were taken down before the redirects were in.",),
        fixes=(corrected("All eight lead to the new pages now. Thank you for going through them."),),
    ),
)
