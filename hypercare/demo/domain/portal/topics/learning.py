"""What partners have to learn: the documentation, its examples, and the sandbox."""

from feedback.domain.submissions import Kind
from hypercare.demo.domain.portal.people import ANDORINHA, DEVELOPER
from hypercare.demo.domain.portal.services import DOCUMENTS, SANDBOX
from hypercare.demo.domain.topic import (
    APPLICATIONS,
    DESK,
    DEVELOPMENT,
    PLATFORM,
    Topic,
    configured,
    corrected,
    explained,
    fixed,
)
from incidents.domain.history import Nature

WRITES_IT = (
    "Thank you, {name}. Delphine writes our guides and is at it. She may ask you to read the draft.",
    "Hello {name}, you are right, that page does not help. It is being written anew, and I send you the link.",
    "Thanks, {name}. Until the page is better, just ask me, I have the answers of the engineers here.",
)
TOPICS = (
    Topic(
        slug="missing-example",
        service=DOCUMENTS,
        team=APPLICATIONS,
        nature=Nature.DOCUMENTATION,
        answers=WRITES_IT,
        heat=(3.6, 3.4, 2.6, 2, 1.4, 1.2),
        priorities=(4, 3, 4),
        persona=DEVELOPER,
        reach=(1, 15),
        page="/docs",
        kind=Kind.USABILITY,
        openings=(
            "There is no example for {endpoint} with customs data.",
            "The {language} example does not compile.",
            "No example of a webhook signature in {language}.",
            "Please show one complete request for {country}, with {field} filled in.",
            "The page on {field} explains the type and not the meaning.",
            "Error codes are listed without saying what to do about them.",
            "Your quick start stops before the first label.",
            "Example answer in the docs has fields the API does not return.",
            "How does a return look in the API?",
            "Examples use a host name that does not exist.",
            "Webhook page shows the body and not the headers.",
            "Which fields are needed for {country}, and which are nice to have?",
            "The {language} sample uses a library that was given up years ago.",
        ),
        details=(
            "We found it in the end by trying, which took most of a day.",
            "I copied it as it stands. {language} says no.",
            "A single real one would say more than the whole table.",
            "The schema file has it, but nobody reads schema files at six in the evening.",
        ),
        wholes=(
            "Honest feedback from somebody who integrates carriers for a living: the reference is complete and still I could not get a parcel to {country} out of it. I know every field's maximum length. I do not know which of them I need. Give me three full requests (domestic, {country}, return) and I will be a happy man.",
            "docs say {field}, api says unknown field. which one is it",
        ),
        native={
            ANDORINHA: (
                "Faltam exemplos em {language}. O exemplo em curl funciona, mas a assinatura do webhook a gente teve que adivinhar.",
            ),
        },
        question="Which language do you work in, so that we write the right example first?",
        reply="{language}. And thank you for asking.",
        notes=(
            "Page has no request body at all. Third report on it; Delphine writes one.",
            "Example was for the old field names. Test the examples in the build.",
        ),
        fixes=(
            corrected(
                "The page has a complete example now, in curl, Python and PHP, and it is run each night."
            ),
            explained("It works like this: see the new example under 'Guides'. Is anything missing still?"),
            corrected(
                "You were right, the example was wrong. It is replaced, and you are the first to read it."
            ),
        ),
    ),
    Topic(
        slug="sandbox-differs",
        service=SANDBOX,
        team=DEVELOPMENT,
        nature=Nature.DEFECT,
        heat=(1.4, 1.2, 1, 0.7, 0.5, 0.4),
        priorities=(3, 4, 3),
        persona=DEVELOPER,
        page="/sandbox",
        openings=(
            "Sandbox accepts what production refuses.",
            "No webhook ever comes from the sandbox.",
            "Sandbox shipments stay at 'booked' for ever.",
            "Sandbox has been down since {time}.",
            "Test data of {site} was wiped over night.",
        ),
        details=(
            "How are we supposed to test {status} then?",
            "We found out on our first real day.",
        ),
        notes=(
            "Sandbox runs 4.0 still; production has moved on.",
            "Worker of the sandbox was not restarted.",
        ),
        decline="Hello {name}, the sandbox starts anew each Sunday; that is meant so and now stands on its first page.",
        fixes=(
            fixed("The sandbox has the version of production since {release}, and will stay with it."),
            configured("Webhooks leave the sandbox again since {now}."),
        ),
    ),
    Topic(
        slug="misread-guide",
        service=DOCUMENTS,
        team=DESK,
        nature=Nature.TRAINING_GAP,
        heat=(2, 1.6, 1.2, 0.9, 0.6, 0.4),
        priorities=(4, 4, 3),
        reach=(1, 6),
        page="/guides",
        openings=(
            "Pickup windows seem to be ignored.",
            "Weights come out a thousand times too high.",
            "Customs asks us for an invoice we have uploaded.",
            "The status '{status}' never changes on our side.",
            "Cancelled shipments are charged.",
        ),
        details=(
            "We did as the training showed, I think.",
            "I was not in the training, my predecessor was.",
            "Maybe it is us. Please have a look at {order}.",
        ),
        question="Can you tell me how you send it, in your own words?",
        reply="In kilograms and in our local time. Is that wrong?",
        notes=(
            "They send kilograms, we read grams. Third partner; belongs on the first page of the guide.",
            "Local time without offset is taken as UTC.",
        ),
        fixes=(
            explained("Weights are in grams. I have corrected the {count} open ones for you, no harm done."),
            explained("A pickup window needs an offset, as in 14:00-05:00. The training shows that now."),
            explained(
                "Cancel before the cut-off of the depot, and nothing is charged. I took these off your bill."
            ),
        ),
    ),
    Topic(
        slug="changelog",
        service=DOCUMENTS,
        team=APPLICATIONS,
        nature=Nature.DOCUMENTATION,
        answers=WRITES_IT,
        heat=(0.4, 0.6, 0.7, 0.9, 0.6, 0.4),
        priorities=(4, 3),
        persona=DEVELOPER,
        page="/changelog",
        kind=Kind.USABILITY,
        openings=(
            "You changed {field} without a word in the changelog.",
            "When will the old interface be switched off?",
            "'total' is gone from the list, our code relied on it.",
            "No notice of the maintenance at {time}.",
        ),
        details=(
            "We read the changelog every Monday, on purpose.",
            "A mail a week before would do.",
        ),
        notes=("Release notes went out a day after the release.",),
        fixes=(
            corrected("Changes are announced a week before, by mail and on the page, from {release} on."),
            explained(
                "'total' is still there if you ask with count=exact. The guide on paging explains why."
            ),
        ),
    ),
    Topic(
        slug="schema-file",
        service=DOCUMENTS,
        team=PLATFORM,
        nature=Nature.DOCUMENTATION,
        answers=WRITES_IT,
        heat=(0.6, 0.6, 0.5, 0.4, 0.3, 0.2),
        priorities=(4, 4, 3),
        persona=DEVELOPER,
        page="/openapi",
        kind=Kind.USABILITY,
        openings=(
            "The generated {language} client does not build from your schema.",
            "Schema file and server disagree about {field}.",
            "Enum of states in the schema lacks '{status}'.",
        ),
        details=(
            "I patch the file by hand after each release.",
            "The generator complains about a duplicate operation id.",
        ),
        notes=("Schema is written by hand. Generate it, then test it against the server.",),
        fixes=(
            corrected("The schema is generated from the server since {release}, and a test compares both."),
        ),
    ),
)
