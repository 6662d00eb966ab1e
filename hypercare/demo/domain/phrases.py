"""What people say whatever it is about."""

FIRST_REPLIES = (
    "Thank you, {name}. We can see it on our side and are looking for the cause. You will hear from me today.",
    "Hello {name}, thank you for the clear report. I have taken it over and will write as soon as I know more.",
    "Thank you for telling us, {name}. It is with the people who can repair it. Please work on as you do now.",
    "Hello {name}, I have reproduced this here. No need to send anything else for now.",
    "Thanks, {name}. Two more people have said the same this week, so we are looking at the cause at once.",
    "Good that you wrote, {name}. I have found your session in the log and am going through it.",
)
QUESTIONS_BEFORE = (
    "Thank you, {name}. One question, so that we look in the right place: {question}",
    "Hello {name}, I have started on this and need one thing from you. {question}",
    "Thanks for the report, {name}. {question}",
)
HAND_OVERS = (
    "Not a setting, so over to {team}. Steps and log lines are in the notes.",
    "Second tier cannot see the cause in the log. Handing over to {team} with what I have tried.",
    "Needs a change in the code. {team}, please take it from here.",
)
ON_THE_WAY = (
    "A short word in between, {name}: we know where it comes from and are testing the repair.",
    "Hello {name}, this takes longer than I had hoped. The change is being tested and should be in tomorrow.",
    "No news yet, {name}, but it has not been forgotten: we are on it.",
)
TEAM_WAITS = (
    "Waiting for the network team to open the port in {site}.",
    "Data team has to approve; asked them.",
)
PROBLEM_WAITS = ("Belongs to the problem 'session handling after reconnect'. Waiting for its result.",)
RESUMED = ("They answered. Going on.", "Their change is in. Testing with the example of the report.")
NO_ANSWER = (
    "Hello {name}, we have not heard from you and could not make it happen here, so I put this as done for "
    "now. One line from you opens it again."
)
DUPLICATE = (
    "Thank you, {name}. This is the same as what we have been working on since this morning. You do not need to do "
    "anything else; the news about it is on the start page of the desktop."
)
THANKS = (
    "Works again. Thank you for the quick help.",
    "Confirmed, it is all right now. Thanks to the team.",
    "Yes, this was it. Thank you!",
    "Perfect, and thank you for explaining it.",
)
NOT_FIXED = (
    "I am sorry, but it is still the same on my screen.",
    "It was gone for a while and is back since this morning.",
    "For me it is fixed, for my colleague at the next desk it is not.",
    "Only half of it is repaired: the first case works, the other one does not.",
)
SECOND_LOOK = (
    "The change had not reached all servers. Checking the rest.",
    "There is a second way into the same fault. Taking it up again.",
    "Looked at the screen together with {name}; the old version was still running.",
)
SECOND_FIX = (
    "You were right, {name}. One server still ran the old version; it has the new one now. Thank you for checking.",
    "There was a second cause, and it is repaired too. Please tell us if you see it once more.",
    "Please start the desktop once more: your machine had kept the old version. We checked that it is gone.",
)
HAPPENED_AGAIN = ("Seen again in the morning check. Taking it up before people notice.",)
OVERRIDES = (
    "The client behind this settles today, so we treat it one step higher than the matrix says.",
    "Month-end figures depend on it. Agreed with Eleanor.",
)
PRAISE = (
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
)
SPAM = (
    "Best chairs! http://a.example http://b.example http://c.example http://d.example http://e.example http://f.example",
    "Cheap toner and paper! Order now and save 40 percent on your next invoice.",
    "We have noticed that your site is not on the first page of the search engines.",
    "Dear sir, I can offer you a loan at two percent without any papers.",
)
