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
    overrides=("The consumer board asks about it, so we treat it one step higher. Agreed with Helene.",),
    confirmed=("Confirmed, the queue is going down. Thank you.", "Yes, we see it in the chats too. Thanks!"),
    spam=(
        "More followers for your shop! http://a.example http://b.example http://c.example http://d.example http://e.example http://f.example",
        "Cheap parcel tape by the pallet, order today.",
        "We can bring your chatbot to the first page of the search engines.",
    ),
)
