"""What people say about the trading platform in its own words."""

from hypercare.demo.domain.phrases import Phrases

PHRASES = Phrases(
    duplicate=(
        "Thank you, {name}. This is the same as what we have been working on since this morning. You do not need to do "
        "anything else; the news about it is on the start page of the desktop."
    ),
    second_look=(
        "The change had not reached all servers. Checking the rest.",
        "There is a second way into the same fault. Taking it up again.",
        "Looked at the screen together; the old version was still running.",
    ),
    second_fix=(
        "You were right, {name}. One server still ran the old version; it has the new one now. Thank you for checking.",
        "There was a second cause, and it is repaired too. Please tell us if you see it once more.",
        "Please start the desktop once more: your machine had kept the old version. We checked that it is gone.",
    ),
    overrides=(
        "The client behind this settles today, so we treat it one step higher than the matrix says.",
        "Month-end figures depend on it. Agreed with Eleanor.",
    ),
    praise=(
        "The new ticket is so much faster than the old one. I place an order in four key presses.",
        "Search by client works wonderfully. Somebody has thought about us.",
        "The people of the service desk are patient and kind, also in the third call of the day.",
        "I had feared this change for a year. It is good.",
        "The morning page with all open orders is exactly what I needed.",
        "Charts are crisp and quick, even on the wide monitor.",
        "Thank you for bringing back the shortcuts so soon.",
        "The new limits view saves me two phone calls a day.",
        "Layout stays now. A small thing, a big relief.",
        "Prices turn grey when they are old. I trust the screen again.",
        "The quick guide is short and to the point.",
        "You said Thursday, and it was Thursday. Thank you.",
        "Confirmations are out before I have hung up the phone.",
        "The blotter with colours per state is a joy.",
        "Everything was ready when we came in on the first day. Well done.",
    ),
)
