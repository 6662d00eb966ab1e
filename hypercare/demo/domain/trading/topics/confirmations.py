"""Confirmations: what the client gets on paper, and when."""

from hypercare.demo.domain.topic import (
    APPLICATIONS,
    DEVELOPMENT,
    Topic,
    configured,
    corrected,
    fixed,
    worked_around,
)
from hypercare.demo.domain.trading.services import CONFIRMATIONS
from incidents.domain.history import Cause, Nature

TOPICS = (
    Topic(
        slug="confirmations-late",
        is_often_known=True,
        service=CONFIRMATIONS,
        team=DEVELOPMENT,
        nature=Nature.PERFORMANCE,
        heat=(3.5, 3, 1.2, 0.6),
        priorities=(2, 3, 3),
        reach=(8, 120),
        page="/confirmations",
        openings=(
            "Confirmations for {instrument} go out {count} minutes late.",
            "{counterparty} has not received a confirmation since {time}.",
            "The outgoing confirmations pile up, {count} are waiting.",
            "Late confirmations for {counterparty} again.",
        ),
        details=(
            "The client has a cut-off and threatens to break the trade. Please tell me what I can promise.",
            "In the list they are 'generated' but not 'sent'. The middle office sends the urgent ones by hand.",
            "Trades before {time} went out within a minute.",
        ),
        question="Are all of them for this client, or do you see other names in 'generated' too?",
        reply="Mostly this one, but I also see two others with more than {count} minutes.",
        vendor="Case with the message network's operator: acknowledgements come back after {seconds} s instead of 1 s.",
        notes=(
            "Sender works through the queue one message at a time and waits for each acknowledgement.",
            "Queue length {count} and growing by a few each minute. Started a second sender by hand.",
        ),
        fixes=(
            fixed(
                "Confirmations went out one after the other; since {release} they go out side by side. The "
                "backlog was empty at {now}."
            ),
            worked_around(
                "We started a second sender, and everything for {counterparty} is out. The lasting change "
                "comes with {release}.",
                Cause.INFRASTRUCTURE,
            ),
        ),
    ),
    Topic(
        slug="confirmation-currency",
        service=CONFIRMATIONS,
        team=APPLICATIONS,
        nature=Nature.DATA,
        heat=(1.5, 1.2, 0.8, 0.5),
        priorities=(2, 3, 3),
        reach=(1, 15),
        page="/confirmations",
        openings=(
            "The confirmation for {counterparty} shows the amount in the wrong currency.",
            "Settlement currency is missing on confirmations for {instrument}.",
        ),
        details=(
            "The number is right, the letters beside it are not. The client has sent it back.",
            "It takes the currency of the account instead of that of the trade.",
        ),
        notes=(
            "Template reads account.currency. Only cross-currency trades are affected, {count} since Monday.",
        ),
        fixes=(
            fixed(
                "The confirmation takes the currency from the trade now. The {count} wrong ones were sent again."
            ),
        ),
    ),
    Topic(
        slug="confirmation-twice",
        service=CONFIRMATIONS,
        team=APPLICATIONS,
        nature=Nature.DEFECT,
        heat=(1.5, 1.2, 0.8, 0.4),
        reach=(2, 25),
        page="/confirmations",
        openings=(
            "{counterparty} received the same confirmation twice.",
            "Every amended trade sends a second confirmation without the word 'amended'.",
        ),
        details=(
            "They booked it twice and found out at reconciliation. They are not happy.",
            "Both carry the same number. One was sent at {time}, the other {count} minutes later.",
        ),
        question="Was the trade amended in between, perhaps only the sales person?",
        reply="Yes, I changed the sales credit. Is that an amendment for the client?",
        notes=("Any change of the trade triggers a message, internal fields too.",),
        fixes=(
            fixed("Changes of internal fields no longer send anything, and amendments say what they are."),
        ),
    ),
    Topic(
        slug="settlement-instruction",
        service=CONFIRMATIONS,
        team=APPLICATIONS,
        nature=Nature.DATA,
        heat=(1.2, 1.2, 1, 0.8),
        priorities=(3, 3, 2),
        reach=(1, 10),
        page="/confirmations",
        openings=(
            "The settlement instruction of {counterparty} is missing on the confirmation.",
            "Old settlement instruction on confirmations for {counterparty}.",
        ),
        details=(
            "They changed their bank in spring. In the old system the new one was used.",
            "If it is not right by noon the payment goes to the wrong place.",
        ),
        notes=("Instruction was effective-dated after the migration snapshot. Loading the difference file.",),
        fixes=(
            corrected("We loaded the current instruction of {counterparty} and sent the confirmation again."),
        ),
    ),
    Topic(
        slug="confirmation-layout",
        service=CONFIRMATIONS,
        team=APPLICATIONS,
        nature=Nature.USABILITY,
        heat=(1, 1, 0.8, 0.6),
        priorities=(4, 4, 3),
        reach=(1, 10),
        page="/confirmations/preview",
        openings=(
            "The PDF confirmation breaks in the middle of the table.",
            "The client's name is cut off on confirmations for {counterparty}.",
            "Umlauts are question marks on the confirmation.",
        ),
        details=(
            "It looks unprofessional. The second page holds one line only.",
            "The preview is right, the file that is sent is not.",
        ),
        notes=("Renderer on the batch servers lacks the font that the preview uses.",),
        fixes=(
            configured("The missing font is installed, and the PDF looks as the preview does."),
            fixed("Long names wrap now, and a table keeps its last rows together. Part of {release}."),
        ),
    ),
    Topic(
        slug="confirmation-utc",
        service=CONFIRMATIONS,
        team=DEVELOPMENT,
        nature=Nature.DEFECT,
        heat=(0.8, 1, 0.6, 0.3),
        priorities=(3, 4),
        reach=(5, 60),
        page="/confirmations",
        openings=(
            "The execution time on confirmations is in UTC without saying so.",
            "Trade time on the confirmation differs by hours in {site}.",
        ),
        details=(
            "The client asked whether we traded before the market opened.",
            "Compliance wants the local time of the venue, with the zone beside it.",
        ),
        notes=("Asked compliance which time must be printed: venue's local time with offset.",),
        fixes=(
            fixed("The time is printed in the venue's zone, with the offset beside it, since {release}."),
        ),
    ),
    Topic(
        slug="option-confirmations",
        service=CONFIRMATIONS,
        team=APPLICATIONS,
        nature=Nature.INTEGRATION,
        heat=(1.5, 1.5, 0.6, 0.3),
        priorities=(2, 3),
        reach=(3, 40),
        page="/confirmations",
        openings=(
            "No confirmations at all for exercised options.",
            "Option confirmations for {counterparty} lack the premium.",
        ),
        details=(
            "The exercise is booked, the client hears nothing. There are {count} of them since {time}.",
            "Premium and its payment day were on the old form. Without it they will not sign.",
        ),
        question="Are these exercised by us or assigned to us?",
        reply="Assigned. For those we exercise ourselves there is a paper.",
        notes=("Event type 'assignment' has no template mapped. 'Exercise' has.",),
        fixes=(
            configured(
                "Assignments have their own form now. The missing {count} confirmations went out at {now}."
            ),
        ),
    ),
)
