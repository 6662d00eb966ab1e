"""Orders: placed, routed, filled, cancelled, and sometimes none of it."""

from hypercare.demo.domain.topic import (
    APPLICATIONS,
    DESK,
    DEVELOPMENT,
    Topic,
    configured,
    corrected,
    explained,
    fixed,
    vanished,
    worked_around,
)
from hypercare.demo.domain.trading.services import ROUTING
from incidents.domain.history import Nature

TOPICS = (
    Topic(
        slug="phantom-orders",
        is_often_known=True,
        service=ROUTING,
        team=DEVELOPMENT,
        nature=Nature.DEFECT,
        heat=(5, 2, 0.6, 0.2),
        priorities=(2, 3, 3),
        reach=(3, 60),
        page="/orders/blotter",
        openings=(
            "An order for {instrument} is on my blotter that I never placed.",
            "Phantom order {order} shows as working but the venue does not know it.",
            "The {desk} blotter shows {count} orders nobody here has sent.",
            "Ghost orders in {instrument} again since {time}.",
        ),
        details=(
            "The side and size look like a ticket I closed without sending. I cannot cancel it: 'unknown order'.",
            "They disappear after a restart and are back a few minutes later. My exposure figure counts them.",
            "I called the venue and they have nothing under that number. Please tell me whether I am at risk.",
        ),
        question="Did you open a ticket for {instrument} and close it without sending, shortly before it appeared?",
        reply="Yes, I had a ticket open, got a phone call and closed it with the cross. That was about {time}.",
        notes=(
            "Same picture as the others: a draft ticket is kept by the blotter cache when it is closed during a reconnect.",
            "Checked the venue's drop copy: no such order. Display only, no exposure. Cleared the cache entry for {order}.",
        ),
        fixes=(
            fixed(
                "The order was never real: the blotter kept a ticket you had closed. {release} clears such "
                "tickets, and order {order} is gone from your blotter."
            ),
            fixed(
                "We removed {order} from the cache and deployed {release}, which no longer shows drafts as orders. "
                "You had no exposure from it."
            ),
        ),
    ),
    Topic(
        slug="status-stuck",
        service=ROUTING,
        team=APPLICATIONS,
        nature=Nature.INTEGRATION,
        heat=(4, 3, 1.5, 0.8),
        priorities=(2, 3, 3),
        reach=(2, 40),
        page="/orders/blotter",
        openings=(
            "Order {order} stays in 'Sent' although the venue has filled it.",
            "The status of {order_type} orders does not move past 'Sent'.",
            "Fills in {instrument} arrive at the venue but not on my screen.",
        ),
        details=(
            "The broker confirmed the fill by phone at {time}. My position does not show it either.",
            "It is all {order_type} orders since {time}, the other types are fine. I keep a list on paper meanwhile.",
        ),
        question="Does the order show a venue number in the detail view, or is that field empty?",
        reply="The field is empty. The ones from this morning that worked have a number there.",
        notes=(
            "Execution report came in with an unknown session id and went to the dead letter queue. Replaying.",
            "{count} execution reports replayed for {desk}. All matched.",
        ),
        fixes=(
            fixed(
                "The fill had reached us and was set aside because of an unknown session number. We replayed it: "
                "{order} shows as filled now, and the mapping is corrected."
            ),
            configured(
                "The new session was missing in the routing table. It is in now, and the {count} fills that had "
                "been held back are on the blotter."
            ),
        ),
    ),
    Topic(
        slug="cancel-pending",
        service=ROUTING,
        team=APPLICATIONS,
        nature=Nature.DEFECT,
        heat=(3, 2, 1.2, 0.6),
        priorities=(2, 3, 3),
        reach=(1, 25),
        page="/orders/blotter",
        openings=(
            "Cancel of order {order} has been pending since {time}.",
            "I cannot cancel {order_type} orders in {instrument}.",
            "The cancel button does nothing on amended {order_type} orders.",
        ),
        details=(
            "I pressed it three times. The order is still live and the market is moving away from it.",
            "The line turns grey and then back to white. The venue says no cancel request has arrived.",
        ),
        question="Had the order been amended before you cancelled it?",
        reply="Yes, I changed the limit twice before. The first version I could have cancelled, I think.",
        notes=("Cancel carries the original client order id instead of the last one in the amend chain.",),
        fixes=(
            fixed(
                "After an amend we sent the cancel with the old order number. {release} sends the right one."
            ),
            worked_around(
                "Until {release}, cancel amended orders from the order detail instead of the blotter line: that "
                "one sends the right number. We cancelled {order} for you."
            ),
        ),
    ),
    Topic(
        slug="double-click",
        service=ROUTING,
        team=DEVELOPMENT,
        nature=Nature.DEFECT,
        heat=(2, 1.5, 0.8, 0.3),
        priorities=(2, 3),
        reach=(5, 80),
        page="/orders/new",
        openings=(
            "A double click on 'Send' placed two orders in {instrument}.",
            "My {order_type} order went out twice, {order} and the next number.",
        ),
        details=(
            "Both were filled. I had to sell the second one back at a loss of about {count} ticks.",
            "The screen hung for {seconds} seconds, so I pressed again. The old system ignored the second click.",
        ),
        question="About how long was it between the two clicks?",
        reply="Two or three seconds. Nothing happened on the screen in between.",
        notes=("No idempotency key on the ticket when the gateway retries. Reproduced with a slow network.",),
        fixes=(
            fixed("From {release} on a ticket can be sent once only, however often the button is pressed."),
        ),
    ),
    Topic(
        slug="partial-fills",
        service=ROUTING,
        team=APPLICATIONS,
        nature=Nature.DATA,
        heat=(2.5, 2, 1.5, 1),
        reach=(1, 20),
        page="/orders/blotter",
        openings=(
            "The average price of partially filled {order_type} orders is wrong.",
            "Order {order} shows {count} % filled, the venue says it is complete.",
            "Partial fills in {instrument} are added up twice.",
        ),
        details=(
            "I calculated it by hand from the fills: {price} expected, the blotter shows something else.",
            "It is right again after I press refresh, and wrong after the next fill.",
        ),
        question="Can you send the fills you see under 'Executions', with their times?",
        reply="There are three: 09:02, 09:02 and 09:05. The second one is listed twice.",
        notes=("A busted and re-reported fill is not netted. Two other tickets look the same.",),
        fixes=(
            fixed("Corrected fills were counted beside the ones they replace. {release} nets them."),
            corrected("One execution had been stored twice. We removed it and {order} adds up again."),
        ),
    ),
    Topic(
        slug="lot-size",
        service=ROUTING,
        team=APPLICATIONS,
        nature=Nature.DATA,
        heat=(2, 1.5, 1, 0.8),
        priorities=(3, 3, 4),
        page="/orders/new",
        openings=(
            "Orders in {instrument} are rejected because of the lot size.",
            "'Quantity not a multiple of lot' for {instrument}, but it is.",
        ),
        details=(
            "The contract size changed at the beginning of the month. In the old system it was right.",
            "I have to split the order by hand into pieces, which takes me {count} minutes per client.",
        ),
        notes=("Lot size in reference data is from the migration file, not from the venue's daily feed.",),
        fixes=(
            corrected("The lot size for {instrument} was out of date. It is right now; please send again."),
        ),
    ),
    Topic(
        slug="default-venue",
        service=ROUTING,
        team=APPLICATIONS,
        nature=Nature.DEFECT,
        heat=(1.5, 1.5, 1, 0.6),
        priorities=(3, 3, 4),
        page="/orders/new",
        openings=(
            "My {order_type} orders go to the wrong venue by default.",
            "The ticket forgets the venue I chose for {instrument}.",
        ),
        details=(
            "I have to change it on every ticket. Yesterday I forgot once and got a worse price by {count} ticks.",
            "The {desk} desk agreed on another default before the go-live. It was right in the test system.",
        ),
        question="Which venue should it be, and is that so for the whole desk?",
        reply="The primary venue, for everybody on the {desk} desk in {site}.",
        notes=("Desk defaults of {site} were not in the migration scope. Ines knows; adding them by hand.",),
        fixes=(
            configured(
                "The default venue of the {desk} desk in {site} is set as agreed. New tickets use it at once."
            ),
        ),
    ),
    Topic(
        slug="close-cut-off",
        service=ROUTING,
        team=APPLICATIONS,
        nature=Nature.DEFECT,
        heat=(1, 1.2, 0.8, 0.5),
        priorities=(2, 3),
        reach=(4, 50),
        page="/orders/new",
        openings=(
            "Market-on-close orders are refused {count} minutes before the cut-off.",
            "The cut-off for {instrument} is shown in the wrong time zone.",
        ),
        details=(
            "The venue takes them until later. I lost the closing price for a client order of {counterparty}.",
            "In {site} it says one hour earlier than the rule book. Since the clocks differ I do not trust it.",
        ),
        notes=("Cut-off table is kept in local time of the primary site. Asking Wei whether UTC was meant.",),
        fixes=(
            fixed(
                "Cut-off times are now read in the venue's own time zone. The table was checked line by line."
            ),
        ),
    ),
    Topic(
        slug="basket-upload",
        service=ROUTING,
        team=APPLICATIONS,
        nature=Nature.DEFECT,
        heat=(1.5, 1.5, 1.2, 1),
        priorities=(3, 4),
        page="/orders/baskets",
        openings=(
            "The basket upload stops at row {count} without a reason.",
            "A basket with more than {count} lines cannot be uploaded.",
            "Basket upload reads my commas as decimal points.",
        ),
        details=(
            "The file is the one we have used for years. 'Invalid file' is all it says.",
            "I removed the row and then it stops at another one. There is a blank in the name, maybe that is it.",
        ),
        question="Could you attach the first few rows of the file, with the client's name removed?",
        reply="Attached to my mail to the desk. It is a file with semicolons, saved from our pricing sheet.",
        notes=("Upload fails on non-breaking spaces. Parser trims ASCII blanks only.",),
        fixes=(
            fixed("The upload now accepts such blanks, and says which row and column it cannot read."),
            worked_around("Save the sheet as 'CSV, UTF-8' and it goes through. {release} will accept both."),
        ),
    ),
    Topic(
        slug="stop-after-amend",
        service=ROUTING,
        team=DEVELOPMENT,
        nature=Nature.DEFECT,
        heat=(1.2, 0.8, 0.4, 0.2),
        priorities=(2, 2, 3),
        reach=(2, 30),
        page="/orders/blotter",
        openings=(
            "The stop price is lost when I amend the quantity.",
            "My stop-limit order in {instrument} did not trigger after an amend.",
        ),
        details=(
            "The market went through {price} and nothing happened. The detail view shows an empty stop field.",
            "I only changed the size. If this is how it is meant, somebody has to tell all of us today.",
        ),
        notes=("Confirmed in the log: the amend message leaves out tag for the stop. Raising with Oskar.",),
        fixes=(
            fixed(
                "An amend now carries the stop price along. {release} is live; earlier orders were checked."
            ),
        ),
    ),
    Topic(
        slug="allocation",
        service=ROUTING,
        team=APPLICATIONS,
        nature=Nature.DEFECT,
        heat=(1.2, 1.2, 1, 0.8),
        priorities=(3, 4),
        page="/orders/allocations",
        openings=(
            "The allocation over {count} accounts leaves one share over.",
            "Allocating a block for {counterparty} fails with 'sum differs'.",
        ),
        details=(
            "The remainder should go to the largest account, as in our instruction.",
            "I have to type the numbers in by hand, and the middle office waits for me.",
        ),
        notes=("Rounds each account half up instead of giving the remainder to one. Small change.",),
        fixes=(
            fixed("The remainder goes to the largest account now, in {release}."),
            configured("The remainder rule for {counterparty} was switched off. It is on again."),
        ),
    ),
    Topic(
        slug="reject-reason",
        service=ROUTING,
        team=DESK,
        nature=Nature.USABILITY,
        heat=(1.5, 1, 0.8, 0.6),
        priorities=(4,),
        page="/orders/blotter",
        openings=(
            "A rejected order only says 'Error 1107'.",
            "I cannot see why {order} was rejected.",
        ),
        details=(
            "I had to call the desk to learn that it was a limit. Please show the reason where the order is.",
            "The tooltip is cut off after the first words.",
        ),
        notes=(
            "1107 is 'credit limit of the client exceeded'. The texts exist in the table, in German only.",
        ),
        fixes=(
            fixed(
                "Rejections now show their reason in words. 1107 means that the client's limit is used up."
            ),
            explained(
                "Error 1107 means that the client's credit limit is used up. Texts come with {release}."
            ),
        ),
    ),
    Topic(
        slug="order-in-other-desk",
        service=ROUTING,
        team=DESK,
        nature=Nature.ACCESS,
        heat=(1, 0.8, 0.5, 0.4),
        priorities=(3, 4),
        page="/orders/blotter",
        openings=(
            "I see the orders of the {desk} desk and cannot hide them.",
            "Orders I placed for a colleague do not appear on his blotter.",
        ),
        details=(
            "With {count} foreign lines I cannot find mine. It started after the weekend.",
            "He is on holiday and I stand in for him. He will not find anything when he is back.",
        ),
        question="Which desk are you booked to in the staff directory, and since when?",
        reply="{desk}, for years. I was lent to another desk for a week in spring.",
        notes=("Two desk entries in the directory; the older one won.",),
        fixes=(
            corrected(
                "You were listed under two desks. We removed the old one; sign in again to see the change."
            ),
            vanished(
                "We see only your own orders with your rights now. Please write again if they come back."
            ),
        ),
    ),
)
