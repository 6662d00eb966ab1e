"""What people say about the chatbot in their own words."""

from hypercare.demo.domain.phrases import Phrases

PHRASES = Phrases(
    praise=(
        "Parcel questions are gone from my queue. Wonderful.",
        "The bot found the order by the phone number. I had not expected that.",
        "Endlich kann ich die Chats in Ruhe zu Ende bringen. Danke!",
        "Customers say it is quick at night. So do I.",
        "Muy bien lo de las etiquetas, ahora salen solas 👏",
        "The new returns dialogue is a relief, really.",
        "Thank you for reading what we write here. It shows.",
        "My team has stopped complaining about the bot. That is praise.",
        "The hand-off with the whole history is what we needed.",
    ),
    first_replies=(
        "Thank you, {name}. We see it in the chats too and are looking for the cause. You will hear from me today.",
        "Hello {name}, thank you for the clear report. I have taken it over and will write as soon as I know more.",
        "Thank you for telling us, {name}. It is with the people who can repair it. Please work on as you do now.",
        "Hello {name}, I have tried it here and it happens to me as well. No need to send anything else for now.",
        "Thanks, {name}. Two more people have said the same this week, so we are looking at the cause at once.",
        "Good that you wrote, {name}. I am on it and will tell you before the end of your shift where we are.",
    ),
    team_waits=(
        "Waiting for the shop team, whose page it is.",
        "The people of the contact centre system have to look as well; asked them.",
    ),
    problem_waits=("Has the same cause as several others. Waiting for the one repair of all.",),
    overrides=("The consumer board asks about it, so we treat it one step higher. Agreed with Helene.",),
    confirmed=("Confirmed, the queue is going down. Thank you.", "Yes, we see it in the chats too. Thanks!"),
    spam=(
        "More followers for your shop! http://a.example http://b.example http://c.example http://d.example http://e.example http://f.example",
        "Cheap parcel tape by the pallet, order today.",
        "We can bring your chatbot to the first page of the search engines.",
    ),
)
