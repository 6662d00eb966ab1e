"""Everything reports about the chatbot are about."""

from collections.abc import Mapping

from hypercare.demo.domain.chatbot.asking import OTHER_TOPICS, SOURCE_TOPICS
from hypercare.demo.domain.chatbot.conversations import HAND_OFF_TOPICS, RETURNS_TOPICS
from hypercare.demo.domain.chatbot.people import KRAKOW, LEIPZIG, VALENCIA
from hypercare.demo.domain.chatbot.services import ANSWERS, CONSOLE, MODELS, WIDGET
from hypercare.demo.domain.topic import (
    APPLICATIONS,
    DESK,
    DEVELOPMENT,
    PLATFORM,
    Topic,
    by_slug,
    configured,
    corrected,
    fixed,
)
from incidents.domain.history import Nature

ANSWER_TOPICS = (
    Topic(
        slug="refund-policy",
        service=ANSWERS,
        team=APPLICATIONS,
        nature=Nature.MODEL_ANSWER,
        heat=(3, 3, 2, 1),
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
            "Asked about {article} the bot says, word for word: 'You can return it at any time, no questions asked, and we refund {amount} for your trouble.' We have never offered that to anybody. The customer copied it into her mail to the consumer board. Legal wants to know how many people were told the same. I looked at {count} chats of this week and found four.",
        ),
        native={
            LEIPZIG: (
                "Der Bot hat einem Kunden für einen Wintermantel 60 Tage Rückgabe versprochen. Bei uns sind es 30. Er beruft sich auf 'unsere Kulanzregel', die es nicht gibt. Auftrag {order}, der Kunde besteht darauf.",
            ),
        },
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
        details=("The customer believed it, of course.", "I find this nowhere in our pages."),
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
        native={
            VALENCIA: (
                "El bot contesta en alemán a clientes que escriben en español. Pasa cuando mencionan el nombre de una marca. Hoy {count} veces en Valencia.",
            ),
            KRAKOW: (
                "Klientka pisała po polsku, bot odpowiadał po niemiecku, a na końcu po angielsku. Zamówienie {order}.",
            ),
        },
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
            "Typing dots for ever, then the answer comes twice.",
            "{seconds} seconds to say hello.",
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
            "The chat button lies on top of the size table.",
            "On {channel} the window opens again and again by itself.",
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
            "Two reports, two numbers of chats for the same day.",
            "The report says I was idle, I had {screens} chats open.",
        ),
        details=("We are measured by it.", "{count} chats more than yesterday's list."),
        notes=("'Solved' is set when a chat times out.",),
        fixes=(
            corrected("A chat that was left counts as left. The report was computed anew since the go-live."),
        ),
    ),
)
TOPICS: Mapping[str, Topic] = by_slug(
    RETURNS_TOPICS, HAND_OFF_TOPICS, ANSWER_TOPICS, MODEL_TOPICS, WIDGET_TOPICS, OTHER_TOPICS, SOURCE_TOPICS
)
