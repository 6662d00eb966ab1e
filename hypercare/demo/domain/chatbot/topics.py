"""Everything reports about the chatbot are about."""

from collections.abc import Mapping

from feedback.domain.submissions import Kind
from hypercare.demo.domain.chatbot.conversations import HAND_OFF_TOPICS, RETURNS_TOPICS
from hypercare.demo.domain.chatbot.services import ANSWERS, CONSOLE, HAND_OFF, MODELS, WIDGET
from hypercare.demo.domain.topic import (
    APPLICATIONS,
    DESK,
    DEVELOPMENT,
    PLATFORM,
    Topic,
    by_slug,
    configured,
    corrected,
    explained,
    fixed,
)
from incidents.domain.history import Cause, Nature

ANSWER_TOPICS = (
    Topic(
        slug="refund-policy",
        service=ANSWERS,
        team=APPLICATIONS,
        nature=Nature.MODEL_ANSWER,
        heat=(4, 4, 2, 1),
        priorities=(2, 2, 3),
        reach=(5, 150),
        page="/answers/refunds",
        openings=(
            "The bot promised a refund after 60 days for {article}, we give 30.",
            "Wrong answer on refunds: 'you may keep the article', order {order}.",
            "It told a customer of {channel} that sale items can be refunded in cash.",
            "The bot invents a refund fee of {amount}.",
            "Refund rule for {article} is last year's.",
        ),
        details=(
            "She has a screenshot and insists. I think we have to pay.",
            "It cites the page about the loyalty programme, which is about points.",
            "Asked the same a minute later, it gave the right answer.",
        ),
        wholes=(
            "Der Bot hat einem Kunden für {article} 60 Tage Rückgabe versprochen. Bei uns sind es 30. Er beruft sich auf 'unsere Kulanzregel', die es nicht gibt. Auftrag {order}, der Kunde besteht darauf.",
            "Asked about {article} the bot says, word for word: 'You can return it at any time, no questions asked, and we refund {amount} for your trouble.' We have never offered that to anybody. The customer copied it into her mail to the consumer board. Legal wants to know how many people were told the same. I looked at {count} chats of this week and found four.",
        ),
        question="Can you send me the number of the chat, so that I see which page it used?",
        reply="It is {order}. The answer came at {time}.",
        notes=(
            "Retrieval ranks the page of 2023 first: it has the word 'refund' fourteen times.",
            "No source above 0.5; the model answered from memory. Should have handed over.",
        ),
        fixes=(
            corrected(
                "The old page is gone from what the bot reads, and we asked it fifty ways: it says 30 days now."
            ),
            configured("Without a source the bot no longer answers on refunds but hands over to you."),
        ),
    ),
    Topic(
        slug="made-up-facts",
        service=ANSWERS,
        team=APPLICATIONS,
        nature=Nature.MODEL_ANSWER,
        heat=(2, 2, 1.2, 0.8),
        priorities=(3, 3, 2),
        openings=(
            "The bot calls {article} waterproof, which is wrong.",
            "Invented opening hours for the shop in {site}.",
            "It gives the number of a hotline that does not exist.",
            "Delivery 'by tomorrow' promised for order {order}.",
        ),
        details=("The customer drove there in vain.", "I find this nowhere in our pages."),
        notes=("Answer without source; guard only looks at the first sentence.",),
        fixes=(configured("The guard reads the whole answer now. This one is not given any more."),),
    ),
    Topic(
        slug="language-mix",
        service=ANSWERS,
        team=PLATFORM,
        nature=Nature.MODEL_ANSWER,
        heat=(2.5, 2, 1, 0.6),
        openings=(
            "The bot changes to {language} in the middle of an answer.",
            "Question in {language}, answer in English.",
            "Half of the buttons are in {language}.",
        ),
        details=(
            "It began after the customer wrote the name of an article.",
            "On {channel} only, as far as I see.",
        ),
        wholes=(
            "El bot contesta en alemán a clientes que escriben en español. Pasa cuando mencionan {article}. Hoy {count} veces en Valencia.",
            "Klientka pisała po polsku, bot odpowiadał po niemiecku, a na końcu po angielsku. Zamówienie {order}.",
        ),
        notes=("Language is guessed per message; short ones with a brand name flip it.",),
        fixes=(
            fixed("The language of the first message stays for the whole chat, unless the customer asks."),
        ),
    ),
    Topic(
        slug="tone",
        service=ANSWERS,
        team=APPLICATIONS,
        nature=Nature.USABILITY,
        heat=(1.5, 1.2, 0.8, 0.6),
        priorities=(4, 4, 3),
        openings=(
            "The bot is too cheerful when somebody complains.",
            "'No worries!' to a customer whose parcel is lost.",
            "It says sorry {screens} times in one answer.",
            "Du and Sie are mixed in one chat.",
        ),
        details=("An emoji after 'your parcel is lost' is not funny.", "Our brand book says something else."),
        notes=("Tone prompt is only in the first turn.",),
        decline="Thank you. The cheerful opening was tested with customers and stays for now; complaints are to be calmer.",
        fixes=(configured("Complaints get a calmer voice and no emoji since {release}."),),
    ),
    Topic(
        slug="stale-article",
        service=ANSWERS,
        team=DESK,
        nature=Nature.DOCUMENTATION,
        heat=(1.5, 1, 0.8, 0.6),
        priorities=(3, 4),
        openings=(
            "The page about {article} that the bot cites is gone.",
            "Size table for {article} is of last season.",
            "No answer at all about gift cards.",
        ),
        details=("The link leads to 'not found'.", "We changed it on Monday, the bot still has the old one."),
        notes=("Index is built once a week. Asked for every night.",),
        fixes=(corrected("The page is in, and the bot reads our pages every night now."),),
    ),
)
MODEL_TOPICS = (
    Topic(
        slug="slow-answers",
        service=MODELS,
        team=PLATFORM,
        nature=Nature.PERFORMANCE,
        heat=(4, 2.5, 1.2, 0.6),
        priorities=(2, 3, 3),
        is_often_known=True,
        reach=(50, 900),
        page="/gateway",
        openings=(
            "The bot thinks for {seconds} seconds before each answer.",
            "Answers stop in the middle and go on later, {channel}.",
            "Three dots and nothing since {time}.",
            "Very slow at lunch time in {site}.",
            "Customers leave before the bot has answered, {count} in an hour.",
        ),
        details=(
            "Mornings are fine. It begins when the shops open.",
            "Short questions as well as long ones.",
            "On the phone it is worse than on the computer.",
        ),
        vendor="Case with the model vendor: first token after {ms} ms at noon, {seconds} times the morning's.",
        notes=(
            "p95 to the first token {ms} ms. Queue at the vendor's side, our gateway is idle.",
            "Retries double the load: each timeout sends the whole chat again.",
        ),
        fixes=(
            fixed("Short questions go to the small model now, and the wait is below two seconds."),
            configured("We have more reserved capacity at noon since {now}."),
        ),
    ),
    Topic(
        slug="gateway-errors",
        service=MODELS,
        team=PLATFORM,
        nature=Nature.INTEGRATION,
        heat=(2, 1.2, 0.6, 0.3),
        priorities=(2, 3),
        openings=(
            "'Something went wrong' instead of an answer, {channel}.",
            "The bot is silent after a photograph of {article}.",
            "Error 529 in {count} chats.",
        ),
        details=("The second try works most of the time.", "It began at {time}."),
        notes=("Vendor throttles us above 600 a minute. Pictures count ten times.",),
        vendor="Vendor confirms the limit and raises it tonight.",
        fixes=(
            configured("The limit is raised, and a busy model is tried again without the customer noticing."),
        ),
    ),
    Topic(
        slug="personal-data",
        service=MODELS,
        team=PLATFORM,
        nature=Nature.SECURITY,
        heat=(0.4, 0.5, 0.2, 0.1),
        priorities=(2,),
        openings=(
            "The bot repeats the full card number a customer typed.",
            "Chat shows the address of another customer, order {order}.",
        ),
        details=("I have hidden the chat. Please look at once.", "I sent nothing on to anybody."),
        notes=("Masking runs after storing, not before. Chats blanked by hand.",),
        fixes=(
            fixed(
                "Numbers are masked before anything is stored. The chats concerned are blanked, data protection is told."
            ),
        ),
    ),
)
WIDGET_TOPICS = (
    Topic(
        slug="widget-hides",
        service=WIDGET,
        team=DEVELOPMENT,
        nature=Nature.USABILITY,
        heat=(2, 1.2, 0.8, 0.5),
        priorities=(3, 4),
        openings=(
            "The chat window covers 'Pay now' on small phones.",
            "The chat button is gone on the page of {article}.",
            "Window closes when the customer turns the phone.",
        ),
        details=("{count} people asked us where to pay.", "Only with the newest browser."),
        notes=("Layer above the basket's footer. Lifts by its height now.",),
        fixes=(fixed("The window keeps clear of the basket since {release}."),),
    ),
    Topic(
        slug="widget-access",
        service=WIDGET,
        team=DEVELOPMENT,
        nature=Nature.USABILITY,
        heat=(0.6, 0.6, 0.5, 0.3),
        priorities=(3,),
        openings=(
            "A blind customer cannot reach the text field.",
            "Screen reader reads the bot's answer twice.",
        ),
        details=("She called us and was very patient.", "Tab goes round the window and never into it."),
        notes=("Focus is on a hidden frame.",),
        fixes=(fixed("The field has the focus when the window opens, and answers are read once."),),
    ),
    Topic(
        slug="upload-photo",
        service=WIDGET,
        team=DEVELOPMENT,
        nature=Nature.DEFECT,
        heat=(1.2, 1, 0.6, 0.4),
        openings=(
            "Customers cannot send a photograph of the damage.",
            "Photographs of {article} arrive lying on their side.",
            "Upload stops at {key} MB.",
        ),
        details=("The bot asks for it and then refuses it.", "From phones of one maker only."),
        notes=("Format of the phone is not in the list.",),
        fixes=(fixed("All usual formats are taken and turned the right way up."),),
    ),
    Topic(
        slug="console-sign-in",
        service=CONSOLE,
        team=DESK,
        nature=Nature.ACCESS,
        heat=(2, 1, 0.6, 0.4),
        priorities=(3, 3, 4),
        openings=(
            "I cannot sign in to the agent console.",
            "My role lacks the queue for {language}.",
            "Console signs me out in the middle of a chat.",
            "New colleague in {site} needs access.",
        ),
        details=("It says 'no licence'.", "Since the change of my password at {time}."),
        notes=("Group is missing in the directory.",),
        fixes=(configured("You are in the right group now. Please sign in once more."),),
    ),
    Topic(
        slug="statistics",
        service=CONSOLE,
        team=APPLICATIONS,
        nature=Nature.DATA,
        heat=(0.8, 1, 0.8, 0.5),
        priorities=(3, 4),
        openings=(
            "Solved-by-bot rate in the report cannot be right.",
            "Report counts chats in which the customer left as solved.",
            "My team's numbers lack the weekend.",
        ),
        details=("We are measured by it.", "{count} chats more than yesterday's list."),
        notes=("'Solved' is set when a chat times out.",),
        fixes=(
            corrected("A chat that was left counts as left. The report was computed anew since the go-live."),
        ),
    ),
)


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
        answer="Press 'Join': the bot stops and you write. 'Leave to bot' gives it back.",
    ),
    _question(
        "what-it-reads",
        ANSWERS,
        "Which pages does the bot read?",
        "Does the bot know my mails with the customer?",
        answer="It reads the public help pages and the returns rules, nothing else, and no mails.",
    ),
    _question(
        "how-to-rate",
        CONSOLE,
        "How do I tell you that an answer was wrong?",
        "Where do I mark a good answer?",
        answer="The thumb beside each answer does it; 'why' helps us most.",
    ),
    _idea(
        "idea-summary",
        HAND_OFF,
        "A summary of three lines at the hand-off.",
        "Tell me the customer's mood before I take over.",
        detail="I read {screens} pages before I can write the first word.",
    ),
    _idea(
        "idea-snippets",
        CONSOLE,
        "Let me save my own answers.",
        "Suggest an answer to me as well, not only to the customer.",
        detail="I type the same sentence {count} times a day.",
    ),
    _idea(
        "idea-tracking",
        WIDGET,
        "Show where the parcel is within the chat.",
        "A map for parcels, please.",
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
TOPICS: Mapping[str, Topic] = by_slug(
    RETURNS_TOPICS, HAND_OFF_TOPICS, ANSWER_TOPICS, MODEL_TOPICS, WIDGET_TOPICS, OTHER_TOPICS, SOURCE_TOPICS
)
