"""The API gateway in front of everything: latency, tokens, limits, connections."""

from hypercare.demo.domain.topic import PLATFORM, Topic, configured, explained, fixed, vanished, worked_around
from hypercare.demo.domain.trading.services import GATEWAY
from incidents.domain.history import Cause, Nature

TOPICS = (
    Topic(
        slug="order-latency",
        is_often_known=True,
        service=GATEWAY,
        team=PLATFORM,
        nature=Nature.PERFORMANCE,
        heat=(5, 2.5, 1, 0.5),
        priorities=(2, 2, 3, 3),
        reach=(10, 180),
        page="/orders/new",
        openings=(
            "{order_type} orders take {seconds} seconds to be acknowledged.",
            "Sending a {order_type} order hangs, all other types are quick.",
            "Latency on {order_type} orders is back since {time}.",
            "Order entry in {site} is slow for {order_type} orders only.",
        ),
        details=(
            "By then the price has moved. I measured {count} orders with a stopwatch, none was under {seconds} seconds.",
            "The round trip display says {ms} ms. Before the go-live it was under 80.",
            "I have switched to plain limit orders and slice by hand, but that is no way to work a large order.",
        ),
        question="Is it the same when you send the order from the second gateway (menu, Connection, Alternative)?",
        reply="On the alternative connection it is quick. I stay on it for now if that is allowed.",
        vendor="Opened a case with the gateway vendor: schema validation of nested order legs takes the time.",
        notes=(
            "p99 {ms} ms on /orders/{order_type}, 70 ms elsewhere. Validation plug-in compiles the schema per call.",
            "Thread dump shows the validator. Cache size is 0 in production, 500 in test.",
        ),
        fixes=(
            configured(
                "The gateway checked the form of each {order_type} order from scratch. It remembers the check "
                "now, and the round trip is back under 90 ms."
            ),
            fixed("The vendor's patch for {order_type} orders is in production since {now}.", Cause.VENDOR),
        ),
    ),
    Topic(
        slug="token-expiry",
        service=GATEWAY,
        team=PLATFORM,
        nature=Nature.ACCESS,
        heat=(3, 2, 1, 0.7),
        priorities=(2, 3, 3),
        reach=(2, 60),
        page="/settings/api",
        openings=(
            "Our pricing service gets 401 from the gateway every {count} minutes.",
            "API tokens of the {desk} desk expire in the middle of the day.",
            "'Token not valid before' although the token is new.",
        ),
        details=(
            "We renew it as the guide says. For about {seconds} seconds after that, every call is refused.",
            "The quotes stop and the traders shout. The client id ends in {count}.",
        ),
        question="Which time does the machine show, compared with the time service? A few seconds matter here.",
        reply="It is {seconds} seconds ahead. I did not know that this matters.",
        notes=("Clock skew tolerance is 0 on two of the four gateway nodes.",),
        fixes=(
            configured(
                "All gateway nodes now accept clocks that differ by up to 30 seconds. No more 401 since {now}."
            ),
            explained(
                "Renew the token one minute before it ends, not after. The guide says so now, with an example."
            ),
        ),
    ),
    Topic(
        slug="rate-limit",
        service=GATEWAY,
        team=PLATFORM,
        nature=Nature.INTEGRATION,
        heat=(2, 1.5, 1, 0.8),
        priorities=(2, 3, 3),
        reach=(3, 40),
        page="/settings/api",
        openings=(
            "The gateway refuses our quotes with 429 at the open.",
            "The rate limit of the {desk} desk is too low for the first minutes.",
        ),
        details=(
            "We send {count} quotes a second for about a minute, as agreed in the interface paper.",
            "In the test system nobody noticed because the load was never that high.",
        ),
        notes=("Limit is 50 a second per client, agreed were 200. Burst is not set at all.",),
        fixes=(
            configured("The limit of your client is raised to the agreed 200 a second, with a burst of 600."),
        ),
    ),
    Topic(
        slug="stream-drops",
        service=GATEWAY,
        team=PLATFORM,
        nature=Nature.INTEGRATION,
        heat=(2.5, 2, 1.2, 0.8),
        priorities=(2, 3, 3),
        reach=(5, 90),
        page="/",
        openings=(
            "The connection drops every {count} minutes in {site}.",
            "'Reconnecting...' on all screens of the {desk} desk.",
            "The stream to the desktop breaks after {count} minutes without a trade.",
        ),
        details=(
            "It comes back by itself after {seconds} seconds, but the prices jump and I lose my open ticket.",
            "Only on the new network segment. The colleague on the old floor has no problem.",
        ),
        question="Does the status bar show a number after 'Reconnecting'? And is it on cable or wireless?",
        reply="Cable. The number is 1006, each time.",
        vendor="Asked the gateway vendor about idle streams; they know it and suggest a keep-alive of 25 s.",
        notes=("Load balancer closes idle streams after 60 s, client pings every 90 s.",),
        fixes=(
            configured(
                "The connection is kept alive every 25 seconds now. It has held in {site} since {now}."
            ),
            vanished(
                "We watched your connection for two days and saw no break. Please write again when it does."
            ),
        ),
    ),
    Topic(
        slug="wrong-region",
        service=GATEWAY,
        team=PLATFORM,
        nature=Nature.PERFORMANCE,
        heat=(1.5, 1, 0.5, 0.3),
        priorities=(3, 3, 2),
        reach=(10, 60),
        page="/",
        openings=(
            "Everything is slow in {site}, about {ms} ms per click.",
            "{site} seems to be connected through Frankfurt.",
        ),
        details=(
            "The colleagues in London do not have it. A trace goes half around the world and back.",
            "It is worst before ten. Switching screens takes {seconds} seconds.",
        ),
        notes=("Name service sends {site} to the Frankfurt entry. Health check of the local entry flaps.",),
        fixes=(configured("{site} goes through its own entry point again. Clicks are back under 150 ms."),),
    ),
    Topic(
        slug="certificate",
        service=GATEWAY,
        team=PLATFORM,
        nature=Nature.SECURITY,
        heat=(0.8, 0.6, 0.4, 0.3),
        priorities=(3, 2),
        reach=(1, 20),
        page="/settings/api",
        openings=(
            "Our spreadsheet add-in reports an unknown certificate.",
            "The gateway's certificate is not trusted on the {desk} machines.",
        ),
        details=(
            "We have not changed anything since the go-live. The add-in refuses to load prices.",
            "I can click it away but I was told never to do that.",
        ),
        notes=("Intermediate certificate is missing on one node. The others send the whole chain.",),
        fixes=(
            configured(
                "One server sent an incomplete certificate chain. It is complete now, nothing to click away."
            ),
        ),
    ),
    Topic(
        slug="api-description",
        service=GATEWAY,
        team=PLATFORM,
        nature=Nature.DOCUMENTATION,
        heat=(0.8, 0.8, 1, 0.8),
        priorities=(4,),
        reach=(1, 8),
        page="/docs/api",
        openings=(
            "The interface description names a field that does not exist.",
            "The example for {order_type} orders in the guide is refused.",
        ),
        details=(
            "It says 'limitPrice', the gateway wants 'limit_price'. Cost us half a day.",
            "The page is dated before the last change. Who keeps it up to date?",
        ),
        notes=("Guide is generated from the old branch. Build job points to the wrong tag.",),
        fixes=(
            fixed(
                "The guide is built from the running version again, and every example in it is tried each night."
            ),
        ),
    ),
    Topic(
        slug="time-out-at-open",
        service=GATEWAY,
        team=PLATFORM,
        nature=Nature.PERFORMANCE,
        heat=(2, 1, 0.6, 0.3),
        priorities=(2, 3, 3),
        reach=(10, 120),
        page="/orders/new",
        openings=(
            "The gateway times out at the open for {seconds} seconds.",
            "'Gateway time-out' on the first orders of the day.",
        ),
        details=(
            "Every day at the same time, and gone five minutes later. The {desk} desk starts with it.",
            "{count} colleagues have it too. We now wait five minutes before we send anything.",
        ),
        notes=("Connection pools are empty after the nightly restart. First calls open them one by one.",),
        fixes=(
            configured(
                "The connections are opened before the market is. This morning no call took longer than 200 ms."
            ),
            worked_around(
                "Until {release}, the operators warm it up at 06:45. You should not notice it any more."
            ),
        ),
    ),
)
