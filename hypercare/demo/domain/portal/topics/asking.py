"""Questions, ideas, and one honest report that was held back."""

from feedback.domain.submissions import Kind
from hypercare.demo.domain.phrases import IDEA_ANSWERS
from hypercare.demo.domain.portal.people import CLERK, DEVELOPER, LEAD
from hypercare.demo.domain.portal.services import DOCUMENTS, KEYS, LABELS, PORTAL, RATES, SHIPMENTS, WEBHOOKS
from hypercare.demo.domain.topic import APPLICATIONS, DESK, Topic, corrected, explained, fixed
from incidents.domain.history import Cause, Nature


def _questions(
    slug: str, service: str, *asked: tuple[str, str], persona: str = DEVELOPER
) -> tuple[Topic, ...]:
    """One topic for each question with its answer."""
    return tuple(
        Topic(
            slug=f"{slug}-{number}",
            service=service,
            team=DESK,
            nature=Nature.QUESTION,
            heat=(0.25, 0.22, 0.2, 0.18, 0.15),
            openings=(question,),
            details=("I did not find it in the guides.", "Thanks in advance.", "No hurry."),
            persona=persona,
            fixes=(explained(answer),),
            notes=("For the list of common questions.",),
            priorities=(4,),
            reach=(1, 1),
            kind=Kind.QUESTION,
        )
        for number, (question, answer) in enumerate(asked, start=1)
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
        answers=IDEA_ANSWERS,
        notes=("On Winston's list for the spring.",),
        priorities=(4,),
        reach=(1, 1),
        decline=decline
        or "Thank you, {name}. We like it and have put it on the list for spring; nothing new is begun within hypercare.",
        kind=Kind.IDEA,
    )


TOPICS = (
    *_questions(
        "which-plan",
        SHIPMENTS,
        (
            "How many calls a minute does our plan include?",
            "300. The header X-Limit-Left tells what is left.",
        ),
        ("Does a refused call count towards the limit?", "Yes, each call counts, refused ones included."),
        ("Who do I ask for a larger plan?", "Winston Clarke; I have asked him to call you."),
        (
            "Are limits per key or per company?",
            "Per key. Two systems with a key each do not disturb each other.",
        ),
    ),
    *_questions(
        "key-rotation",
        KEYS,
        ("How often should we change our key?", "Once a year is enough. 'Rotate' under Keys does it."),
        (
            "Can two keys be active while we change over?",
            "Yes, the old one lives for 14 days after 'Rotate'.",
        ),
        ("Where do I see which key was used last?", "Under Keys, in the column 'Last call'."),
    ),
    *_questions(
        "label-formats",
        LABELS,
        ("Which label sizes do you support?", "4x6 inches and A6. Ask for it with 'size'."),
        ("Can labels be had as PNG?", "As PDF, PNG or ZPL; ask for it with 'format'."),
        (
            "Is there a label for fragile goods?",
            "Book with 'handling' set to 'fragile', and it is on the label.",
        ),
        persona=CLERK,
    ),
    *_questions(
        "event-history",
        WEBHOOKS,
        ("How long do you keep tracking events?", "For 90 days."),
        (
            "Can we have old events sent again?",
            "'Send again' under Webhooks repeats any hour of the last 90 days.",
        ),
        (
            "Is there an event for 'driver was here, nobody home'?",
            "It is 'exception' with the reason 'absent'. The guide has a table of all reasons now.",
        ),
        ("Do test parcels send events, too?", "In the sandbox yes, one step a minute."),
    ),
    *_questions(
        "quote-validity",
        RATES,
        ("How long is a quoted rate valid?", "24 hours."),
        ("Are quotes to {country} with or without duty?", "Without duty and tax."),
        ("Which day's fuel surcharge does a quote use?", "That of the day of the quote."),
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
