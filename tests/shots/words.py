"""What stands in the scenes: ordinary words, and the words that break layouts."""

SERVICES = ("Order routing", "Desktop", "Market data", "Confirmations", "Reporting", "Single sign-on")
TEAMS = ("Routing", "Desktop", "Service desk")
SITES = ("Frankfurt", "London", "Singapore")
REPORTERS = ("Rosa Delgado", "Tomas Novak", "Aiko Sato", "Lena Vogt", "Dimitri Petrou")
TITLES = (
    "Orders appear but never execute",
    "Confirmations late for options",
    "Second monitor loses its layout after lock",
    "Price ladder freezes at the open",
    "Blotter export is empty",
    "Cannot sign in from the branch network",
    "Positions differ from the ledger by one lot",
    "Alert sound plays twice",
    "Order ticket opens behind the chart",
    "Report of yesterday shows the day before",
    "Search finds no cancelled orders",
    "Partial fills are shown as complete",
    "Wrong currency on the confirmation",
)
BODY = (
    "I entered two orders at 09:12. Both show as sent, neither executed, and the market sees nothing.\n\n"
    "Restarting the desktop did not help. A colleague next to me has the same."
)
SAID = (
    "The ladder stands still for about ten seconds at the open, then jumps.",
    "Options confirmations arrive after the cut-off, third day in a row.",
    "My second monitor is empty after I lock the screen.",
)
ANSWER = (
    "Thank you, Rosa. The orders wait in the router; we are restarting its session with the exchange.\n\n"
    "You can enter new orders through the fallback ticket meanwhile: F9, then Enter."
)
NOTE = (
    "Session 4 lost its heartbeat at 09:11. Vendor ticket 88213. Do not restart the gateway before the close."
)
AGAIN = "The fallback ticket works, thank you. The two old orders are still shown as sent."
PROMISES = (
    "Repair the session handling behind the workaround",
    "Raise the limit of open sessions at the gateway",
    "Write down how to switch to the fallback ticket",
    "Show the branch network the new sign-in",
    "Tell the desks when the fallback ticket goes",
    "May month-end close with the workaround?",
    "The vendor may withdraw the old protocol in January",
)
P1_TITLE = "No order can be entered in Frankfurt"
SENTENCES = (
    "Frankfurt trades by phone; about 40 orders an hour instead of 900.",
    "We know that orders cannot be entered in Frankfurt and are working on it.",
    "https://meet.bank.example/war-room/orders",
)
UPDATES = (
    (
        "Session 4 of the router drops every two minutes. London and Singapore are not touched.",
        "Restarting the gateway with half the load; the vendor reads our traces.",
        "Somebody of the network team until 14:00.",
    ),
    ("Frankfurt works by phone. We expect orders on screen again this afternoon.",),
)
LEARNT = (
    "At 09:11 the session table of the router ran over. Orders were taken and never sent.",
    "The limit of sessions was that of the test system. Nobody was warned before it was reached.",
    "Limits are compared before each go-live, and a warning comes at three quarters.",
)
ANSWERS = ("Yes, with the workaround", "No, move it a day")

NO_SPACES = "Verbindungsunterbrechungsfehlermeldung" * 6
COMPOUND = "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverordnung "
RIGHT_TO_LEFT = "الطلبات تظهر لكنها لا تنفذ أبدا منذ الساعة التاسعة. הפקודות מופיעות אך אינן מתבצעות."
EMOJI = "🚨🔥 Order ticket 🧾 shows 👩‍👩‍👧‍👦 instead of the trader 🙈 and the price as ∞ ½ ﷽"
LAUNCH_NAME = (
    "Wertpapierhandelsabwicklungsplattform der Zentralverwahrungsgesellschaft für Süddeutschland (Welle 3)"
)
SERVICE = "Wertpapierabrechnungsschnittstellenüberwachungsdienst Mitte"
TEAM = "Rechenzentrumsbetriebsbereitschaftsgruppe Nordwest mit Rufbereitschaft"
SITE = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch"
PERSONA = "Hauptabteilungsleiterstellvertretungsassistentin"
REPORTER = "Dr. Maximiliana-Theodora von und zu Hohenzollern-Sigmaringen-Altenburg, Wertpapierabwicklung"
EMAIL = "maximiliana.theodora.von.hohenzollern-sigmaringen@wertpapierabwicklungsgesellschaft.example"
NAMES = {
    "mara": "Maria-Magdalena Freifrau von Lindqvist-Habsburg-Lothringen",
    "ilya": "علي بن محمد بن عبد الرحمن الحسيني",
    "ines": "אינס קרוואליו",
}
LONG_TITLES = (
    "W" * 200,
    NO_SPACES[:200],
    (COMPOUND * 3)[:200].strip(),
    RIGHT_TO_LEFT,
    EMOJI,
    "x",
    "<b>Bold</b> & \"quoted\" 'titles' \\ with {{ braces }} and %s",
    "An ordinary title that simply goes on and on, because somebody pasted the whole error message into it",
)
FIVE_THOUSAND_WORDS = "\n\n".join(
    " ".join(f"word{paragraph * 100 + word}" for word in range(100)) for paragraph in range(50)
)[:19_900]
