"""What people say whatever it is about; a plot may say some of it in its own words."""

from dataclasses import dataclass

# First replies to an idea, whatever it is about.
IDEA_ANSWERS = (
    "Thank you for the idea, {name}. I have passed it to the people who plan what comes next, and will tell you what they say.",
    "Hello {name}, that is a good thought. It is on the list for Friday, when we go through all of them.",
    "Thanks, {name}. You are not the first to wish for it. You will hear from me once it is decided.",
)


@dataclass(frozen=True, slots=True)
class Phrases:
    """Texts by occasion; one of each tuple is drawn. They hold the placeholders of `parts.parts_for`."""

    praise: tuple[str, ...]
    first_replies: tuple[str, ...] = (
        "Thank you, {name}. We can see it on our side and are looking for the cause. You will hear from me today.",
        "Hello {name}, thank you for the clear report. I have taken it over and will write as soon as I know more.",
        "Thank you for telling us, {name}. It is with the people who can repair it. Please work on as you do now.",
        "Hello {name}, I have reproduced this here. No need to send anything else for now.",
        "Thanks, {name}. Two more people have said the same this week, so we are looking at the cause at once.",
        "Good that you wrote, {name}. I have found your session in the log and am going through it.",
    )
    questions_before: tuple[str, ...] = (
        "Thank you, {name}. One question, so that we look in the right place: {question}",
        "Hello {name}, I have started on this and need one thing from you. {question}",
        "Thanks for the report, {name}. {question}",
    )
    hand_overs: tuple[str, ...] = (
        "Not a setting, so over to {team}. Steps and log lines are in the notes.",
        "Second tier cannot see the cause in the log. Handing over to {team} with what I have tried.",
        "Needs a change in the code. {team}, please take it from here.",
    )
    on_the_way: tuple[str, ...] = (
        "A short word in between, {name}: we know where it comes from and are testing the repair.",
        "Hello {name}, this takes longer than I had hoped. The change is being tested and should be in tomorrow.",
        "No news yet, {name}, but it has not been forgotten: we are on it.",
    )
    team_waits: tuple[str, ...] = (
        "Waiting for the network team to open the port in {site}.",
        "Data team has to approve; asked them.",
    )
    problem_waits: tuple[str, ...] = (
        "Belongs to the problem 'session handling after reconnect'. Waiting for its result.",
    )
    resumed: tuple[str, ...] = (
        "They answered. Going on.",
        "Their change is in. Testing with the example of the report.",
    )
    no_answer: str = (
        "Hello {name}, we have not heard from you and could not make it happen here, so I put this as done for "
        "now. One line from you opens it again."
    )
    duplicate: str = "Thank you, {name}. This is the same as what we are working on already. You do not need to do anything else; you will hear from us when it is solved."
    thanks: tuple[str, ...] = (
        "Works again. Thank you for the quick help.",
        "Confirmed, it is all right now. Thanks to the team.",
        "Yes, this was it. Thank you!",
        "Perfect, and thank you for explaining it.",
    )
    not_fixed: tuple[str, ...] = (
        "I am sorry, but it is still the same on my screen.",
        "It was gone for a while and is back since this morning.",
        "For me it is fixed, for my colleague at the next desk it is not.",
        "Only half of it is repaired: the first case works, the other one does not.",
    )
    second_look: tuple[str, ...] = (
        "The change had not reached all servers. Checking the rest.",
        "There is a second way into the same fault. Taking it up again.",
        "Looked at it together on the phone; the change was not active for this case.",
    )
    second_fix: tuple[str, ...] = (
        "You were right, {name}. One server still ran the old version; it has the new one now. Thank you for checking.",
        "There was a second cause, and it is repaired too. Please tell us if you see it once more.",
    )
    happened_again: tuple[str, ...] = ("Seen again in the morning check. Taking it up before people notice.",)
    overrides: tuple[str, ...] = (
        "Somebody important waits for this today, so we treat it one step higher than the matrix says.",
    )
    spam: tuple[str, ...] = (
        "Best chairs! http://a.example http://b.example http://c.example http://d.example http://e.example http://f.example",
        "Cheap toner and paper! Order now and save 40 percent on your next invoice.",
        "We have noticed that your site is not on the first page of the search engines.",
        "Dear sir, I can offer you a loan at two percent without any papers.",
    )
    known: str = "We know about this, {name}, and work on it with priority. News at the top of the hour."
    confirmed: tuple[str, ...] = ("Confirmed from the floor. Thank you all.",)
