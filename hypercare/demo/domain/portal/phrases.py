"""What partners and the partner desk say in their own words."""

from hypercare.demo.domain.phrases import Phrases

PHRASES = Phrases(
    praise=(
        "Merci pour l'exemple en PHP, il fonctionne du premier coup.",
        "Errors that name the field! Our juniors can integrate you now.",
        "The sandbox key arrived within a minute. Other carriers take a week.",
        "Whoever wrote the new page on customs: thank you, truly.",
        "First page of our list in 120 ms today. It feels like another product.",
        "Devon called me back himself. I did not expect that from a carrier.",
        "The changelog mail last Thursday is exactly how it should be done.",
        "O webhook de entrega é excelente, nossos clientes adoram.",
        "Live since Monday, 4,000 labels, not one question from the depot.",
    ),
    first_replies=(
        "Thank you, {name}. I have found it in our log and am going through it. You will hear from me today.",
        "Hello {name}, thanks for the clear report. It is with our integration engineers, and I stay your contact.",
        "Thanks, {name}. I can see it here as well, so there is no need to send more.",
        "Hello {name}, you are right to ask. I have passed it to the people who can change it and stay your contact.",
        "Thank you for writing, {name}. We are on it; please leave your side as it is, we do not want you to build around us.",
        "Hi {name}, got it. I will write again before five, Toronto time, with or without news.",
    ),
    questions_before=(
        "Thanks, {name}. Before I pass it on, one question: {question}",
        "Hello {name}, I have begun with this and need one thing from you. {question}",
        "Hi {name}, nearly there. {question}",
    ),
    hand_overs=(
        "Reproduced with a copy of the account. Over to {team}, steps are above.",
        "Nothing in the partner's code that I would change. {team}, please.",
        "This needs somebody who can see the traces. Handing to {team}.",
    ),
    on_the_way=(
        "A word in between, {name}: the change is in review and goes out with the next release.",
        "Hello {name}, still on it. We have the cause and are measuring whether the repair really helps you.",
        "Not forgotten, {name}. It is tested against a copy of your account tonight.",
    ),
    team_waits=(
        "Waiting for the data team, who have to look as well.",
        "Needs a word from the contract side; asked them.",
    ),
    problem_waits=("Part of a larger problem that is being worked on. Waiting for its result.",),
    resumed=(
        "They answered. Going on.",
        "Their part is done; trying it with the partner's own request.",
        "Answer is in, and it fits what we saw.",
    ),
    no_answer="Hello {name}, I have not heard from you and see no such call of yours since, so I put this aside. One line from you opens it again.",
    duplicate="Thank you, {name}. A colleague of yours told us the same, and we work on it there. You will hear from us when it is solved, there is nothing else you need to do.",
    thanks=(
        "Works. Thanks for being quick.",
        "Confirmed from production. You can close this.",
        "That was it. Obrigada!",
        "Good now, I removed our workaround.",
        "Merci beaucoup, c'est réglé.",
    ),
    not_fixed=(
        "Sorry, not for us. It failed again an hour after you wrote.",
        "Back again since this morning, same trace as before.",
        "It is fixed in the sandbox and not in production.",
        "Half of it: the first call is fine now, the second is not.",
        "We waited a day before writing this. It is still there.",
    ),
    second_look=(
        "The change was live for new clients only. Theirs is an old one.",
        "There is a second way into the same fault. Taking it up again.",
        "Watched it together on a call. They are right, it is us.",
    ),
    second_fix=(
        "You were right, {name}. One node still ran the old build; it has the new one now, and I checked with your own call.",
        "There was a second cause, and it is gone too. I will look at your traffic for three more days before I believe it.",
        "Your client had been left out of the change. It is in now, sorry for the extra round, {name}.",
    ),
    happened_again=("Seen in the traces of this morning. Taking it up before the partner notices.",),
    overrides=(
        "Their peak begins on Monday, so we treat it one step higher. Agreed with Winston.",
        "One of our three largest partners stands still. One step higher.",
    ),
    spam=(
        "Boost your API with us!! http://a.example http://b.example http://c.example http://d.example http://e.example http://f.example",
        "We are a leading supplier of pallets and offer 20 percent to new customers.",
        "Guest post on your developer blog? We pay well.",
        "Verified buyers list of logistics managers, 2026 edition, half price this week.",
    ),
    known="We know about it, {name}, and everybody needed is on it. Next word within the half hour.",
    confirmed=("Confirmed on our side, numbers look normal again.", "Yes, works here. Thank you all."),
)
