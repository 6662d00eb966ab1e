"""Questions and ideas about the chatbot, and one honest report that was held back."""

from feedback.domain.submissions import Kind
from hypercare.demo.domain.chatbot.services import ANSWERS, CONSOLE, HAND_OFF, WIDGET
from hypercare.demo.domain.phrases import IDEA_ANSWERS
from hypercare.demo.domain.topic import APPLICATIONS, DESK, Topic, configured, explained, fixed
from incidents.domain.history import Cause, Nature


def _questions(slug: str, service: str, *asked: tuple[str, str]) -> tuple[Topic, ...]:
    """One topic for each question with its answer."""
    return tuple(
        Topic(
            slug=f"{slug}-{number}",
            service=service,
            team=DESK,
            nature=Nature.QUESTION,
            heat=(0.25, 0.2, 0.2, 0.2),
            openings=(question,),
            details=("Nobody in {site} could tell me.", "Thank you!"),
            fixes=(explained(answer),),
            notes=("For the page of tips.",),
            priorities=(4,),
            reach=(1, 1),
            kind=Kind.QUESTION,
        )
        for number, (question, answer) in enumerate(asked, start=1)
    )


def _idea(slug: str, service: str, *openings: str, detail: str) -> Topic:
    return Topic(
        slug=slug,
        service=service,
        team=APPLICATIONS,
        nature=Nature.ENHANCEMENT,
        heat=(0.3, 0.6, 0.7, 0.7),
        openings=openings,
        details=(detail,),
        fixes=(fixed("It is part of {release}. Thank you for the idea.", Cause.REQUIREMENT),),
        answers=IDEA_ANSWERS,
        notes=("Helene keeps the list for after hypercare.",),
        priorities=(4,),
        reach=(1, 1),
        decline="Thank you, {name}. We keep it on the list for after hypercare and will not start it before.",
        kind=Kind.IDEA,
    )


OTHER_TOPICS = (
    *_questions(
        "how-take-over",
        CONSOLE,
        (
            "How do I take a chat from the bot before it gives up?",
            "Press 'Join': the bot stops and you write.",
        ),
        ("Can I give a chat back to the bot?", "Yes, 'Leave to bot' gives it back, with all you wrote."),
        (
            "Does the customer see that I took over?",
            "They read 'You are talking to' and your first name from your first line on.",
        ),
        ("How many chats may I have open at once?", "Four. Ask your team lead if you would like more."),
    ),
    *_questions(
        "what-it-reads",
        ANSWERS,
        ("Which pages does the bot read?", "The public help pages and the returns rules, nothing else."),
        ("Does the bot know my mails with the customer?", "No. It reads public pages only, and no mails."),
        (
            "Where does the bot get its opening hours from?",
            "From the page 'Contact'. Whoever changes that page changes the bot.",
        ),
        (
            "Can the bot see what a customer has in the basket?",
            "Only when the chat is opened from the basket, and then just the articles.",
        ),
    ),
    *_questions(
        "how-to-rate",
        CONSOLE,
        ("How do I tell you that an answer was wrong?", "With the thumb beside it; 'why' helps us most."),
        ("Where do I mark a good answer?", "The thumb beside each answer does it, up for good."),
        ("Does anybody read our thumbs down?", "Agnieszka does, every morning, all of them."),
        (
            "Am I allowed to correct the bot in front of the customer?",
            "Please do. 'I have to correct my colleague' is a sentence customers like.",
        ),
    ),
    _idea(
        "idea-summary",
        HAND_OFF,
        "A summary of three lines at the hand-off.",
        "Tell me the customer's mood before I take over.",
        "Let me hand a chat to the bot for the label only.",
        detail="I read {screens} pages before I can write the first word.",
    ),
    _idea(
        "idea-snippets",
        CONSOLE,
        "Let me save my own answers.",
        "A dark console for the late shift.",
        "Suggest an answer to me as well, not only to the customer.",
        detail="I type the same sentence {count} times a day.",
    ),
    _idea(
        "idea-tracking",
        WIDGET,
        "Show where the parcel is within the chat.",
        "A map for parcels, please.",
        "Tell the customer by itself when the parcel is late.",
        detail="Half of the questions are 'where is it'.",
    ),
)
SOURCE_TOPICS = (
    Topic(
        slug="dead-sources",
        service=ANSWERS,
        team=APPLICATIONS,
        nature=Nature.DOCUMENTATION,
        heat=(0, 0, 0, 0),
        priorities=(4,),
        kind=Kind.USABILITY,
        page="/chat",
        openings=("The sources below the bot's answers lead nowhere.",),
        details=(" ".join(f"https://help.shop.example/article/{page}" for page in range(11, 18)),),
        notes=("The articles moved in the second week; the index still has the old addresses.",),
        fixes=(configured("The sources lead to the articles again. Thank you for listing them."),),
    ),
)
