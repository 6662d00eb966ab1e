"""Returns and hand-offs: what the chatbot should do alone, and what it gives to people."""

from hypercare.demo.domain.chatbot.people import LEIPZIG, VALENCIA
from hypercare.demo.domain.chatbot.services import CONSOLE, HAND_OFF, RETURNS
from hypercare.demo.domain.topic import (
    APPLICATIONS,
    DEVELOPMENT,
    Topic,
    configured,
    fixed,
    worked_around,
)
from incidents.domain.history import Nature

RETURNS_TOPICS = (
    Topic(
        slug="returns-escalate",
        service=RETURNS,
        team=APPLICATIONS,
        nature=Nature.DEFECT,
        heat=(14, 10, 1.6, 0.8),
        priorities=(2, 3, 3),
        reopened=(0.45, 0.4, 0.03),
        is_often_known=True,
        reach=(20, 400),
        page="/dialogues/returns",
        openings=(
            "The bot hands every return of {article} to a person.",
            "Return of {order} was escalated although the customer only wanted a label.",
            "{count} returns in my queue since {time}, all from the bot.",
            "The returns topic gives up after the second question, {channel}.",
            "Customers ask for a return label and get a queue, {article}.",
            "Why does a plain return of {article} come to me?",
            "Escalation 'returns: low confidence' {count} times this morning.",
            "The bot gives up as soon as the customer names the size.",
            "Every second chat I get today is a return the bot could have done.",
            "A customer who wrote 'return, order {order}' waited {count} minutes for me.",
            "Bot says 'I did not understand' to the word 'return'.",
            "I am a label printer now.",
            "Still all the returns, in spite of what was announced.",
        ),
        details=(
            "It asks for the order number, gets it, and says 'let me find a colleague'. I do nothing but click 'send label'.",
            "In the trial one in ten came through, now it is most of them. We have no people for that.",
            "When the customer writes the article in their own words it works; with the button it does not.",
            "It happens when there are two articles in the order. Singles go through.",
        ),
        wholes=(
            "retuns again!! i have {count} chats open and evry single one is 'i want to send it back'. the bot asks order nr, they give it ({order}), the bot says sorry and puts them to me. befor go live we were told it would do these alone. pls look at it today, two of us are off sick",
        ),
        native={
            LEIPZIG: (
                "Der Bot leitet jede Retoure an uns weiter. Die Kundin hat Bestellnummer {order} zweimal geschrieben, trotzdem kam 'Ich verbinde Sie mit einem Kollegen'. Das geht seit {time} so, bei mir sind es {count} Stück.",
            ),
            VALENCIA: (
                "El bot me pasa todas las devoluciones. El cliente solo quería la etiqueta del pedido {order} y acabó esperando {count} minutos conmigo. Mis compañeras dicen lo mismo.",
            ),
        },
        question="Was the article chosen with the button or written by the customer?",
        reply="With the button, in all the {count} cases I looked at.",
        notes=(
            "Confidence of 'returns.label' 0.41, threshold 0.60. With one article in the order 0.83.",
            "Button sends the article number, the classifier was trained on names. {count} examples added to the test set.",
            "Share of escalated returns today: six in ten. Was one in ten in the trial.",
        ),
        fixes=(
            fixed(
                "Returns chosen with the button are understood now. We watch the share of escalations for you."
            ),
            worked_around("We lowered the threshold for returns, so most labels are sent without you again."),
            configured(
                "The returns topic asks once more before it hands over. Please tell us if it still gives up."
            ),
        ),
    ),
    Topic(
        slug="label-not-sent",
        service=RETURNS,
        team=DEVELOPMENT,
        nature=Nature.INTEGRATION,
        heat=(2, 1.5, 1, 0.6),
        priorities=(2, 3),
        reopened=(0.25, 0.2, 0.02),
        reach=(5, 120),
        page="/dialogues/returns",
        openings=(
            "The bot promises a label for {order} and none arrives.",
            "Return label for {article} ends in a blank page.",
            "Two labels for one return, order {order}.",
        ),
        details=(
            "The customer has written three times by now.",
            "I sent it by hand. The carrier's page shows nothing for {time}.",
        ),
        notes=("Carrier answers 202 and later an error; nobody reads the second answer.",),
        vendor="Asked the carrier why labels for {article} fail after the acknowledgement.",
        fixes=(
            fixed("We wait for the carrier's second answer now, and the label of {order} is on its way."),
        ),
    ),
    Topic(
        slug="exchange-or-return",
        service=RETURNS,
        team=APPLICATIONS,
        nature=Nature.USABILITY,
        heat=(1.5, 1.2, 0.8, 0.5),
        priorities=(3, 4),
        reopened=(0.2, 0.1, 0.02),
        page="/dialogues/returns",
        openings=(
            "Customers who want another size of {article} land in returns.",
            "No way to say 'exchange' to the bot, {channel}.",
        ),
        details=(
            "They get their money back and have to order again. Some do not.",
            "'Umtausch' is understood, 'other size' is not.",
        ),
        notes=("Intent 'exchange' has eleven examples, 'return' four hundred.",),
        fixes=(fixed("'Another size' leads to the exchange since {release}."),),
    ),
)
HAND_OFF_TOPICS = (
    Topic(
        slug="blind-hand-off",
        service=HAND_OFF,
        team=DEVELOPMENT,
        nature=Nature.DEFECT,
        heat=(6, 4, 2, 1),
        priorities=(2, 3, 3),
        is_often_known=True,
        reach=(10, 220),
        page="/console/chat",
        openings=(
            "I take over a chat and see nothing of what was said before.",
            "The customer has to tell everything again after the hand-off, {channel}.",
            "Transcript is empty for chat {order}.",
            "Only the last line of the conversation reaches me, {count} times today.",
            "Handed-off chats from {channel} come without order number.",
            "Photographs the customer sent to the bot are not in my chat.",
            "The summary I get from the bot is about another customer.",
            "Two of us answer the same customer in two pieces of one chat.",
            "I had to ask a customer for her address, the third time for her.",
        ),
        details=(
            "The first thing I write is 'please explain once more'. You can imagine the answer.",
            "When the customer changes the page during the chat, all before it is gone.",
            "My colleague beside me sees the whole text of the same chat.",
        ),
        wholes=(
            "Customer wrote to the bot in Arabic, «أريد إرجاع الطلب {order}», then the chat came to me with question marks only. I could not tell what she wanted, and the bot's summary said 'greeting'.",
            "Long story, sorry, but I think it matters. At {time} I took over a chat about {article}. The panel on the right said 'new conversation'. So I greeted the customer and asked how I can help. She answered that she had just spent {count} minutes with 'my colleague' (the bot), had given order {order}, her address, two photographs, and had been promised a refund. None of that was on my screen. I put her on hold and asked my team lead, who could see the first half of the chat but not the photographs. In the end a third colleague found the rest under another number. So one conversation is three pieces now, and each of us sees one of them. Can it please be one again?",
        ),
        native={
            LEIPZIG: (
                "Chat {order} wurde mir um {time} übergeben, ohne ein Wort vom bisherigen Gespräch. Die Kundin war zu Recht sauer, sie hatte alles schon zweimal erklärt 😡. Bitte gebt uns wenigstens die letzten zehn Zeilen.",
            ),
        },
        question="Did the customer change the page or the device during the chat?",
        reply="Yes, from the phone to the computer, I think. At least {seconds} minutes lie between.",
        notes=(
            "A page change starts a new session; the hand-off joins the newest only. {count} pieces for this customer.",
            "Console asks for the transcript before the bot has stored it; race of about {ms} ms.",
        ),
        fixes=(
            fixed("You see the whole conversation again, also across pages. Part of {release}."),
            worked_around(
                "Press 'reload history' for now: it brings the earlier pieces. The repair comes with {release}."
            ),
        ),
    ),
    Topic(
        slug="wrong-queue",
        service=HAND_OFF,
        team=APPLICATIONS,
        nature=Nature.DEFECT,
        heat=(2, 1.5, 1, 0.6),
        openings=(
            "Spanish chats arrive in {site}, nobody here speaks it.",
            "Invoice questions come to the returns queue.",
            "Chat {order} went round three teams.",
        ),
        details=(
            "Each transfer starts the waiting again for the customer.",
            "{count} today, and I send them on by hand.",
        ),
        notes=("Routing rule by language comes after the one by topic.",),
        fixes=(
            configured(
                "Language is looked at first now, then topic. Please tell us of any that still goes astray."
            ),
        ),
    ),
    Topic(
        slug="nobody-there",
        service=HAND_OFF,
        team=APPLICATIONS,
        nature=Nature.USABILITY,
        heat=(1.5, 1, 0.6, 0.3),
        priorities=(3, 4),
        openings=(
            "At night the bot offers a person, and nobody is there.",
            "Customers wait {count} minutes for a colleague who went home.",
        ),
        details=(
            "In the morning we find angry lines from the night.",
            "It should take a number and call back.",
        ),
        notes=("Opening hours of the queue are not known to the bot.",),
        fixes=(fixed("Outside our hours the bot says so, and takes an address for the answer."),),
    ),
    Topic(
        slug="console-freezes",
        service=CONSOLE,
        team=DEVELOPMENT,
        nature=Nature.PERFORMANCE,
        heat=(2, 1.5, 0.8, 0.5),
        openings=(
            "The agent console freezes with more than {screens} chats.",
            "{seconds} seconds until a chat opens in the console.",
            "Console eats the memory of my computer, {site}.",
        ),
        details=("I close the browser every hour.", "The line in which I type jumps away."),
        question="Which browser is it, and how many chats are open then?",
        reply="The one we all have, and {screens} chats.",
        notes=("Every open chat polls each second. Moving to one connection.",),
        fixes=(
            fixed("The console keeps one connection for all chats since {release}. It should feel light."),
        ),
    ),
)
