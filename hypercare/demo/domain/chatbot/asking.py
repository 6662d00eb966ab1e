"""Questions and ideas about the chatbot, and one honest report that was held back."""

from feedback.domain.submissions import Kind
from hypercare.demo.domain.chatbot.services import ANSWERS, CONSOLE, HAND_OFF, WIDGET
from hypercare.demo.domain.topic import APPLICATIONS, DESK, Topic, configured, explained, fixed
from incidents.domain.history import Cause, Nature


def _question(slug: str, service: str, *openings: str, answer: str) -> Topic:
    return Topic(
        slug=slug,
        service=service,
        team=DESK,
        nature=Nature.QUESTION,
        heat=(0.8, 0.7, 0.6, 0.6),
        openings=openings,
        details=("Nobody in {site} could tell me.", "Thank you!"),
        fixes=(explained(answer),),
        notes=("For the page of tips.",),
        priorities=(4,),
        reach=(1, 1),
        kind=Kind.QUESTION,
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
        notes=("Helene keeps the list for after hypercare.",),
        priorities=(4,),
        reach=(1, 1),
        decline="Thank you, {name}. We keep it on the list for after hypercare and will not start it before.",
        kind=Kind.IDEA,
    )


OTHER_TOPICS = (
    _question(
        "how-take-over",
        CONSOLE,
        "How do I take a chat from the bot before it gives up?",
        "Can I give a chat back to the bot?",
        "Does the customer see that I took over?",
        "How many chats may I have open at once?",
        answer="Press 'Join': the bot stops and you write. 'Leave to bot' gives it back.",
    ),
    _question(
        "what-it-reads",
        ANSWERS,
        "Which pages does the bot read?",
        "Does the bot know my mails with the customer?",
        "Where does the bot get its opening hours from?",
        "Can the bot see what a customer has in the basket?",
        answer="It reads the public help pages and the returns rules, nothing else, and no mails.",
    ),
    _question(
        "how-to-rate",
        CONSOLE,
        "How do I tell you that an answer was wrong?",
        "Where do I mark a good answer?",
        "Does anybody read our thumbs down?",
        "Am I allowed to correct the bot in front of the customer?",
        answer="The thumb beside each answer does it; 'why' helps us most.",
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
