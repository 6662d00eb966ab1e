"""The trading desktop: windows, columns, keys, and how quickly it answers."""

from feedback.domain.submissions import Kind
from hypercare.demo.domain.topic import (
    APPLICATIONS,
    DESK,
    DEVELOPMENT,
    Topic,
    configured,
    explained,
    fixed,
    vanished,
    worked_around,
)
from hypercare.demo.domain.trading.services import DESKTOP
from incidents.domain.history import Nature

TOPICS = (
    Topic(
        slug="monitor-layout",
        is_often_known=True,
        service=DESKTOP,
        team=DEVELOPMENT,
        nature=Nature.DEFECT,
        heat=(4, 3.5, 2, 0.8),
        priorities=(3, 3, 3, 2),
        reach=(5, 140),
        page="/workspace",
        openings=(
            "My layout on the {monitor} is lost after every restart.",
            "Windows jump from the {monitor} to the first when I lock the screen.",
            "With {screens} monitors the workspace opens on one of them only.",
            "The blotter opens outside the {monitor} and cannot be reached.",
        ),
        details=(
            "I need {count} minutes each morning to put everything back. With {screens} screens that is no detail.",
            "It happens when the screens wake up in another order. The old system remembered each one.",
            "The whole {desk} desk in {site} has it, we have the new monitors.",
        ),
        question="Do the monitors have different scaling (100 % and 150 %), and in which order are they plugged in?",
        reply="The middle one has 150 %, the others 100 %. It hangs on the docking station.",
        notes=(
            "Layout is stored by screen index, not by screen name. Index changes when a dock reconnects.",
            "Reproduced with Camille: lock, unplug the dock, plug in, unlock. Windows of screen 2 land on screen 1.",
        ),
        fixes=(
            fixed(
                "The layout is kept per monitor by its name since {release}, also when they wake up in another order."
            ),
            worked_around(
                "Until {release}: menu, Workspace, Restore last layout brings everything back in one step. "
                "We have stored your layout on the server as well."
            ),
        ),
    ),
    Topic(
        slug="column-widths",
        service=DESKTOP,
        team=DEVELOPMENT,
        nature=Nature.USABILITY,
        kind=Kind.USABILITY,
        heat=(2, 2, 1.2, 0.8),
        priorities=(4, 4, 3),
        page="/orders/blotter",
        openings=(
            "Column widths in the blotter are forgotten every day.",
            "The sort order of the {desk} blotter is lost after each update.",
        ),
        details=(
            "I make the price column wider each morning. It is a small thing but there are {count} of us.",
            "As soon as a fill comes in, the list jumps back to the order number.",
        ),
        notes=("Preferences are saved on clean exit only; most people just lock the machine.",),
        fixes=(
            fixed(
                "Widths and sort order are saved when you change them, not when you leave. Part of {release}."
            ),
        ),
    ),
    Topic(
        slug="small-font",
        service=DESKTOP,
        team=DEVELOPMENT,
        nature=Nature.USABILITY,
        kind=Kind.USABILITY,
        heat=(2, 1.5, 1, 0.6),
        priorities=(4, 3),
        reach=(1, 30),
        page="/workspace",
        openings=(
            "The font on the {monitor} is far too small to read.",
            "Text is blurred on the {monitor}.",
        ),
        details=(
            "I am not the youngest, but even my colleagues lean forward.",
            "Since the go-live I have a headache in the evening. Please give us a zoom.",
        ),
        question="What scaling is set for this monitor in the system settings?",
        reply="175 %, as always. Other programs are fine.",
        notes=("Client ignores per-monitor scaling. Camille checks which sizes we support.",),
        fixes=(
            worked_around(
                "Ctrl and the mouse wheel zoom each window, and it is remembered. {release} follows the system."
            ),
            configured("We switched on scaling per monitor for your machine. Restart the desktop once."),
        ),
    ),
    Topic(
        slug="missing-shortcut",
        service=DESKTOP,
        team=DEVELOPMENT,
        nature=Nature.USABILITY,
        kind=Kind.USABILITY,
        heat=(2, 1.8, 1.2, 0.8),
        priorities=(4, 4, 3),
        reach=(5, 90),
        page="/orders/new",
        openings=(
            "There is no keyboard shortcut for 'cancel all' any more.",
            "F{key} used to open a {order_type} ticket, now it does nothing.",
            "Shift and F{key} sends instead of saving the draft.",
        ),
        details=(
            "In a fast market I cannot search for a button with the mouse.",
            "We have all learnt it for ten years. At least let us set the keys ourselves.",
        ),
        notes=(
            "Shortcut list of the old system had {count} entries, {seconds} are not mapped. Hannah has the list.",
        ),
        fixes=(
            fixed("The key is back in {release}, and all shortcuts can be changed under Settings, Keys."),
            explained("The key moved to Ctrl and F{key}. The list of all keys opens with the question mark."),
        ),
        decline="F{key} is reserved by the operating system on the new machines. You can set another key under Settings.",
    ),
    Topic(
        slug="slow-search",
        service=DESKTOP,
        team=APPLICATIONS,
        nature=Nature.PERFORMANCE,
        heat=(2.5, 2, 1.2, 0.8),
        priorities=(3, 3, 4),
        reach=(5, 120),
        page="/search",
        openings=(
            "The client search takes {seconds} seconds.",
            "Searching trades of more than {count} days freezes the window.",
            "Search for {counterparty} returns nothing, then everything.",
        ),
        details=(
            "While it searches I cannot type an order. With a client on the phone this is embarrassing.",
            "It is quick with the number and slow with the name.",
        ),
        question="Do you type the beginning of the name or something from its middle?",
        reply="From the middle, mostly. The names all begin with 'Fund'.",
        notes=("Leading wildcard: full scan on trades. {ms} ms in the log, for one user 14 s.",),
        fixes=(
            fixed(
                "Searching by a part of the name has an index of its own since {release}: under half a second."
            ),
            configured("The search looks at the last 90 days first, and goes further back only when asked."),
        ),
    ),
    Topic(
        slug="freeze",
        service=DESKTOP,
        team=DEVELOPMENT,
        nature=Nature.PERFORMANCE,
        heat=(3, 2, 1, 0.5),
        priorities=(2, 3, 3),
        reach=(3, 70),
        page="/workspace",
        openings=(
            "The desktop freezes for {seconds} seconds when many fills come in.",
            "Memory of the desktop grows until it has to be killed.",
            "The screen goes white when I open the {desk} blotter.",
        ),
        details=(
            "I have to end it in the task manager and lose my open tickets. {count} times today.",
            "It begins after about four hours. In the morning all is well.",
        ),
        question="Could you send the log (Help, Save log) the next time, before you restart?",
        reply="Sent. It froze again at {time}.",
        notes=(
            "Heap dump: closed tickets stay referenced by the hot key handler.",
            "Render of the blotter is not virtual: {count} k rows.",
        ),
        fixes=(
            fixed("Closed tickets are freed now. In our test the memory stayed level for a whole day."),
            fixed(
                "The blotter draws what is visible only. {release} held {count},000 lines without a stutter."
            ),
        ),
    ),
    Topic(
        slug="dark-contrast",
        service=DESKTOP,
        team=DEVELOPMENT,
        nature=Nature.USABILITY,
        kind=Kind.USABILITY,
        heat=(1, 1, 0.8, 0.6),
        priorities=(4,),
        page="/settings/appearance",
        openings=(
            "Red and green are impossible to tell apart in the dark theme.",
            "Selected lines cannot be read in the dark theme.",
        ),
        details=(
            "I am colour-blind, as every twelfth man. Buy and sell need a shape or a word.",
            "Grey on blue. On the {monitor} it is worst.",
        ),
        notes=("Contrast measured 2.1 to 1. Camille proposes arrows for side, and lighter text.",),
        fixes=(
            fixed(
                "Buy and sell carry an arrow and a word, and the selected line has more contrast. In {release}."
            ),
        ),
    ),
    Topic(
        slug="no-sound",
        service=DESKTOP,
        team=DESK,
        nature=Nature.DEFECT,
        heat=(1, 0.8, 0.6, 0.5),
        priorities=(4,),
        page="/settings/sounds",
        openings=(
            "There is no sound when an order is filled.",
            "The fill sound plays for the whole {desk} desk, not only for mine.",
        ),
        details=(
            "I listen while I am on the phone. Without the sound I miss fills.",
            "With {count} people it sounds like a fairground.",
        ),
        notes=("Sound device is chosen at installation; after the dock was added it points nowhere.",),
        fixes=(
            configured(
                "The sound goes to your headset again. Under Settings, Sounds you can choose 'only mine'."
            ),
            explained(
                "Settings, Sounds, 'Only my orders' does that. It is off at first, we know that surprises."
            ),
        ),
    ),
    Topic(
        slug="copy-to-sheet",
        service=DESKTOP,
        team=APPLICATIONS,
        nature=Nature.DEFECT,
        heat=(1.2, 1.2, 1, 0.8),
        priorities=(4, 3),
        page="/orders/blotter",
        openings=(
            "Copying the blotter into a sheet loses the last column.",
            "Numbers copied from the blotter arrive as text.",
        ),
        details=(
            "My pricing sheet then shows errors. Each number has a blank inside.",
            "I do this {count} times a day for the {desk} report.",
        ),
        notes=("Thin space as thousands separator ends up in the clipboard.",),
        fixes=(
            fixed(
                "Copied numbers are plain numbers now, and all visible columns are included. In {release}."
            ),
        ),
    ),
    Topic(
        slug="filters-forgotten",
        service=DESKTOP,
        team=APPLICATIONS,
        nature=Nature.DEFECT,
        heat=(1.2, 1.2, 1, 0.8),
        priorities=(4, 4, 3),
        page="/orders/blotter",
        openings=(
            "Saved filters disappear after the nightly restart.",
            "The filter 'my clients' shows those of everybody.",
        ),
        details=(
            "I have saved it {count} times by now.",
            "Nobody on the {desk} desk uses it any more because of that.",
        ),
        question="Do you save it under your own name or as a desk filter?",
        reply="As a desk filter, so that the colleagues have it too.",
        notes=("Desk filters need a right that nobody on {desk} has; the error is swallowed.",),
        fixes=(
            configured(
                "The {desk} desk may save filters for all now. Yours is there; we restored it from the log."
            ),
            fixed("If a filter cannot be saved, it says so. And yours are kept over night since {release}."),
        ),
    ),
    Topic(
        slug="printing",
        service=DESKTOP,
        team=DESK,
        nature=Nature.DEFECT,
        heat=(0.6, 0.8, 0.6, 0.5),
        priorities=(4,),
        page="/orders/blotter",
        openings=(
            "Printing the blotter gives {count} empty pages.",
            "The print-out lacks the header with the date.",
        ),
        details=(
            "Compliance wants a signed copy each evening, so we do need it.",
            "The preview is right.",
        ),
        notes=("Driver of the floor printer in {site} does not take landscape from the client.",),
        fixes=(
            worked_around(
                "Save as PDF and print that: it comes out right. The printer driver is being replaced."
            ),
            configured("The floor printer has a new driver. A test page of your blotter is in its tray."),
        ),
    ),
    Topic(
        slug="update-window",
        service=DESKTOP,
        team=DESK,
        nature=Nature.USABILITY,
        heat=(0.8, 1, 1, 0.8),
        priorities=(4, 3),
        reach=(2, 60),
        page="/",
        openings=(
            "The update window pops up while I am typing an order.",
            "The desktop updated itself at {time} and closed my tickets.",
        ),
        details=(
            "It takes the focus, and my next key press confirms it. This must not happen during trading.",
            "Please do this before the market opens or not at all.",
        ),
        notes=("Update policy group 'traders' is empty; everybody gets the office policy.",),
        fixes=(
            configured(
                "Traders get updates between 20:00 and 05:00 only. The window never takes the keyboard now."
            ),
        ),
    ),
    Topic(
        slug="desktop-start",
        service=DESKTOP,
        team=DESK,
        nature=Nature.PERFORMANCE,
        heat=(1.5, 1, 0.6, 0.4),
        priorities=(3, 4),
        reach=(1, 40),
        page="/",
        openings=(
            "The desktop needs {count} minutes to start in {site}.",
            "The start stops at 'Loading workspace'.",
        ),
        details=(
            "I start it and get a coffee. Before the last update it was quicker.",
            "Only with my user. A colleague at my machine starts in seconds.",
        ),
        question="May we reset your workspace? Your layout is saved before that.",
        reply="Yes, please, after six.",
        notes=("Workspace file has grown to {count} MB, old layouts are never removed.",),
        fixes=(
            worked_around(
                "We cleaned your workspace; it starts in six seconds. Old layouts are removed by {release}."
            ),
            vanished(
                "It starts in eight seconds today, also in the log. Please tell us the time when it is slow again."
            ),
        ),
    ),
)
