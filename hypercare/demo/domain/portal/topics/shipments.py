"""The Shipments API: slow for those who have many, and what else is wrong with it."""

from hypercare.demo.domain.portal.people import ANDORINHA, CLERK, DEVELOPER, LARGE, LEAD, TILLEUL
from hypercare.demo.domain.portal.services import LABELS, RATES, SHIPMENTS
from hypercare.demo.domain.topic import (
    APPLICATIONS,
    DEVELOPMENT,
    PLATFORM,
    Topic,
    configured,
    corrected,
    explained,
    fixed,
    worked_around,
)
from incidents.domain.history import Cause, Nature

TOPICS = (
    Topic(
        slug="slow-list",
        service=SHIPMENTS,
        team=PLATFORM,
        nature=Nature.PERFORMANCE,
        heat=(7, 6.5, 6, 1.1, 0.5, 0.35),
        priorities=(2, 3, 3),
        reopened=(0.1, 0.1, 0.12, 0.01),
        sites=LARGE,
        persona=DEVELOPER,
        is_often_known=True,
        reach=(8, 60),
        page="/reference/shipments",
        openings=(
            "GET {endpoint} takes {seconds} seconds for us.",
            "Listing our shipments times out after 30 seconds.",
            "The first page of {endpoint} needs {seconds} s, whatever the page size.",
            "Your API got slow for our account, {count} calls over ten seconds since {time}.",
            "Nightly sync has not finished by morning again.",
            "p95 on {endpoint} went from 300 ms to {ms} ms with the new portal.",
            "504 from {endpoint} as soon as we ask for more than last week.",
            "{endpoint} needs {seconds} s for 50 rows.",
            "Timeouts on {endpoint}, {count} in the last hour.",
            "We pull {thousand} shipments a day and cannot any more.",
            "Is anybody else seeing ten-second responses on {endpoint}?",
            "Our dispatch board shows yesterday because your list is too slow.",
            "Each page of the list costs the same {seconds} seconds, even page 2 with five rows on it.",
            "Polling {endpoint} blocks {key} of our workers at any time.",
        ),
        details=(
            "With our test account, which has a few hundred shipments, the same call is back in 90 ms. So it is not the network.",
            "We have changed nothing. per_page=10 and per_page=200 take equally long.",
            "The warehouse prints pick lists from this. People stand and wait.",
            "Trace id {trace} if you want to look. I can send a dozen more.",
            "It is worst between 9 and 11 Eastern, but never good.",
            "On the old interface the whole export ran in four minutes, now it is over an hour and then it breaks.",
        ),
        wholes=(
            "Hi team, quick numbers from our side, measured from two regions against {endpoint}: median {ms} ms, p95 {seconds} s, and {count} timeouts out of 500 calls. The smaller of our two accounts (about 900 shipments) is at 80 ms with the same key and the same query. To me it smells like something that grows with the size of the account, not with the page. Happy to get on a call.",
            "slow again. started {time}. ref {trace}",
            "Every morning the same picture: our sync starts at six, reads the list page by page, and by the time the shift begins it is at page forty of three hundred. We then switch it off by hand so that the label calls have room. Please tell me honestly whether this gets better before peak season or whether I should build a cache on our side.",
        ),
        native={
            ANDORINHA: (
                "A consulta {endpoint} está levando {seconds} segundos. Antes do portal novo eram menos de um. Temos {thousand} envios por mês e o painel do armazém depende disso. Já baixamos o tamanho da página para 20 e não mudou nada.",
            ),
        },
        question="Do you send the parameter 'since', or do you read the whole list each time?",
        reply="We send since with yesterday's date. Without it there is no answer at all.",
        notes=(
            "{ms} ms in SELECT count(*) over all rows of the partner, 12 ms in the page itself. Trace {trace}.",
            "Only accounts above some 200,000 shipments. Page size makes no difference, history does.",
            "Read replica is idle; the time goes into one query per request. Same plan as last week's reports.",
        ),
        fixes=(
            fixed(
                "The list no longer counts your whole history before it answers; the first page is back below 200 ms since {release}. If you read 'total', please move to 'next' (it stays empty on the last page)."
            ),
            worked_around(
                "With count=none the list answers at once. Please set it for now; the default follows with {release}."
            ),
            configured(
                "Your account reads from a replica of its own since {now}, which halves the time. The real repair is on its way."
            ),
        ),
    ),
    Topic(
        slug="slow-search",
        service=SHIPMENTS,
        team=PLATFORM,
        nature=Nature.PERFORMANCE,
        heat=(1.6, 1.6, 1.4, 0.5, 0.3, 0.2),
        priorities=(3, 3, 2),
        sites=LARGE,
        reach=(4, 30),
        page="/reference/search",
        openings=(
            "Search by reference number spins for {seconds} seconds.",
            "/shipments/search with status={status} runs into the timeout.",
            "Our customer service cannot find a parcel while the caller waits.",
            "Search is quick for numbers of this month and hopeless for older ones.",
        ),
        details=(
            "{count} people use that screen. They have gone back to asking the drivers.",
            "Without the status filter it is fine, for what it is worth.",
            "Same key, same query, smaller account: instant.",
        ),
        notes=(
            "Search asks for the total as well. Same cause as the list, second place in the code.",
            "Missing index on (partner, reference); the list's count hides behind it. {ms} ms.",
        ),
        fixes=(
            fixed("Search uses the new paging too since {release}. Your example takes 140 ms now."),
            configured("An index was missing for large accounts. It is built since {now}."),
        ),
    ),
    Topic(
        slug="page-drift",
        service=SHIPMENTS,
        team=DEVELOPMENT,
        nature=Nature.DEFECT,
        heat=(0.8, 0.8, 0.6, 1.2, 0.6, 0.2),
        priorities=(3, 3, 4),
        persona=DEVELOPER,
        page="/reference/shipments",
        openings=(
            "Shipments appear twice when we page through {endpoint}.",
            "Page 2 repeats the last {key} rows of page 1.",
            "'next' points to the page I am on.",
            "We miss {count} shipments between two pages.",
        ),
        details=(
            "It happens while new ones are being booked, never at night.",
            "I deduplicate on our side, but I should not have to.",
        ),
        notes=("Sort by created_at alone; equal instants swap places. Add the id.",),
        fixes=(fixed("Pages are cut by time and id since {release}, so nothing is shown twice or skipped."),),
    ),
    Topic(
        slug="booking-refused",
        service=SHIPMENTS,
        team=APPLICATIONS,
        nature=Nature.INTEGRATION,
        heat=(2.2, 1.6, 1.2, 0.9, 0.5, 0.4),
        priorities=(2, 3, 3),
        persona=DEVELOPER,
        reach=(3, 40),
        page="/reference/shipments",
        openings=(
            "POST /shipments answers 422 without saying which field.",
            "Bookings to {country} are refused since {time}.",
            "'{field} is invalid', and it is the value of your own example.",
            "Your schema says {field} is optional, your server says it is not.",
            "Same booking: accepted on the first try, 409 on the retry.",
        ),
        details=(
            "{count} parcels stand on the dock because of it.",
            "Trace {trace}, if that helps.",
            "It worked on the old interface with exactly the same values.",
        ),
        wholes=(
            "Ok I give up :) three developers, one afternoon, one 422. We send what the page says, we get 'validation failed', we change things at random until it works, and then it was the capital letters in {field}. Would it be possible that the answer names the field? It would have saved the three of us the afternoon.",
        ),
        native={
            ANDORINHA: (
                "Reservas para o México voltam com 422 desde {time}. O campo {field} está preenchido igual ao manual. Podem olhar o trace {trace}?",
            ),
        },
        question="Can you send me one request as it left your side, without the key?",
        reply="Here it is, as a curl line. Reference {order}.",
        notes=(
            "Validator stops at the first error and drops its path. {field} it was.",
            "Country table of {country} lacks the new postal codes.",
        ),
        fixes=(
            fixed("Errors name the field and the rule since {release}."),
            corrected("The table for {country} was out of date. The refused bookings go through now."),
            explained("'{field}' wants upper case. The page says so now, and shows both cases."),
        ),
    ),
    Topic(
        slug="double-booking",
        service=SHIPMENTS,
        team=DEVELOPMENT,
        nature=Nature.DATA,
        heat=(0.6, 0.6, 0.4, 0.3, 0.2, 0.1),
        priorities=(2, 3),
        page="/reference/shipments",
        openings=(
            "One order, two shipments, {order}.",
            "A retry after the timeout booked the parcel again.",
            "We are billed for {count} shipments that nobody sent.",
        ),
        details=(
            "We send the idempotency key. It seems it is forgotten as soon as your side times out.",
            "The second one has a label, too. The driver was confused.",
        ),
        notes=("Key is stored after the booking, not with it. Timeout in between loses it.",),
        fixes=(
            fixed("The key is stored together with the booking since {release}. We cancelled the doubles."),
        ),
    ),
    Topic(
        slug="label-blank",
        service=LABELS,
        team=DEVELOPMENT,
        nature=Nature.DEFECT,
        heat=(1.4, 1, 0.8, 0.6, 0.4, 0.3),
        priorities=(3, 3, 2),
        persona=CLERK,
        reach=(2, 20),
        page="/labels",
        openings=(
            "Labels for {country} print without the barcode.",
            "Label is cut off at the right edge, Zebra printer.",
            "The label of {order} says 'null' where the street should be.",
            "Half of the labels are A4 since {time}.",
            "Accents come out as question marks on the label.",
        ),
        details=(
            "The depot sends the parcels back.",
            "We stick the old ones over it for now, that works but looks awful.",
            "First {count} were fine, then it began.",
        ),
        native={
            TILLEUL: (
                "Les étiquettes pour les États-Unis sortent sans code-barres depuis {time}. Le chauffeur a refusé {count} colis ce matin. On a réimprimé trois fois, même résultat.",
            ),
        },
        notes=(
            "ZPL template has no fallback for addresses above four lines.",
            "Code page of the printer driver; we send Latin-1.",
        ),
        fixes=(
            fixed("Labels fit again and keep accents, since {release}. Please print the affected ones anew."),
        ),
    ),
    Topic(
        slug="rate-differs",
        service=RATES,
        team=APPLICATIONS,
        nature=Nature.DATA,
        heat=(1, 1, 0.8, 0.7, 0.5, 0.4),
        priorities=(3, 3, 4),
        persona=LEAD,
        page="/reference/rates",
        openings=(
            "Quoted rate and invoiced rate differ for {country}.",
            "The fuel surcharge is missing in the quote.",
            "Rates API quotes 0.00 for parcels above {count} kg.",
            "Our contract rates are not applied to {country}.",
        ),
        details=(
            "We show that price to our customers and pay the difference.",
            "Reference {order}, quoted at {time}.",
        ),
        question="Under which contract number do you quote?",
        reply="The one that ends in {count}, signed in spring.",
        notes=("Contract has two price lists; the portal reads the first.",),
        decline="Thank you, {name}. The quote leaves out the fuel surcharge on purpose, as it changes weekly; the invoice shows it. The page says so now.",
        fixes=(
            corrected("Your contract's second list is loaded. Quotes and invoices agree from now on."),
            fixed("Heavy parcels are priced again since {release}.", Cause.DATA),
        ),
    ),
    Topic(
        slug="rate-limit",
        service=SHIPMENTS,
        team=PLATFORM,
        nature=Nature.INTEGRATION,
        heat=(1.4, 1.2, 1, 0.7, 0.4, 0.3),
        priorities=(3, 3, 4),
        persona=DEVELOPER,
        page="/guides/limits",
        openings=(
            "429 after {count} calls, we were told 600 a minute.",
            "Retry-After says 0 and the next call is refused again.",
            "Limits are counted per address, and we sit behind one address with {key} customers.",
            "The sandbox refuses us after {count} calls in a minute.",
        ),
        details=(
            "Our morning peak is over in five minutes. It is not a flood.",
            "We back off as described and never come out of it.",
        ),
        notes=(
            "Counted per address and not per key on two of the nodes.",
            "Burst not set for this plan.",
        ),
        decline="Hello {name}, 300 a minute is what your plan has. I have asked your account manager to call you about the larger one.",
        fixes=(
            configured("Calls are counted per key now, as the page says. Your morning fits in."),
            configured("Retry-After tells the real number of seconds again."),
        ),
    ),
)
