"""Sign-in: who gets in, and what they may do then."""

from hypercare.demo.domain.topic import DESK, PLATFORM, Topic, configured, corrected, explained, fixed
from hypercare.demo.domain.trading.services import SIGN_IN
from incidents.domain.history import Cause, Nature

TOPICS = (
    Topic(
        slug="token-login",
        service=SIGN_IN,
        team=PLATFORM,
        nature=Nature.ACCESS,
        heat=(4, 2, 1, 0.6),
        priorities=(2, 3, 3),
        reach=(1, 45),
        page="/sign-in",
        openings=(
            "The code from my token is refused.",
            "I am asked for a new code every {count} minutes.",
            "Sign-in in {site} goes round in circles.",
            "'Your device is not known' on my machine in {site}.",
        ),
        details=(
            "I have tried {count} times and am now afraid of being locked out.",
            "After the code the first page comes again. The colleague beside me has it too.",
            "Without the system I cannot trade. Please call me.",
        ),
        question="Which time does the token show when you compare it with your phone?",
        reply="It is about a minute late. It is the old grey one.",
        notes=(
            "Token drift of {seconds} s. Resynchronised.",
            "Cookie of the old sign-in page shadows the new one.",
        ),
        fixes=(
            configured("Your token ran late; we have set it right. Please try with the next code."),
            fixed("An old cookie sent you back to the start. {release} removes it by itself."),
            explained("Wait for a fresh code, and use it once. The second window asks for its own."),
        ),
    ),
    Topic(
        slug="locked-out",
        service=SIGN_IN,
        team=DESK,
        nature=Nature.ACCESS,
        heat=(3, 1.5, 1, 0.8),
        priorities=(3, 3, 2),
        reach=(1, 2),
        page="/sign-in",
        openings=(
            "My account is locked.",
            "Locked out after my holiday.",
            "Locked after three tries, please open my account in {site}.",
        ),
        details=(
            "I typed the old password once too often. I have orders to watch.",
            "The page says 'contact your administrator', without saying who that is.",
        ),
        notes=("Identity checked by call-back. Unlocked.",),
        fixes=(
            configured("Your account is open again. Please set a new password when you are asked."),
            configured("Unlocked. The page now names the service desk and its number."),
        ),
    ),
    Topic(
        slug="missing-right",
        service=SIGN_IN,
        team=DESK,
        nature=Nature.ACCESS,
        heat=(3.5, 2.5, 1.5, 1.2),
        priorities=(3, 3, 4),
        reach=(1, 8),
        page="/",
        openings=(
            "I have no right to trade {instrument} any more.",
            "The menu 'Allocations' is missing for the {desk} desk in {site}.",
            "Our new colleague on the {desk} desk sees an empty screen.",
            "I may view positions of {desk} but not export them.",
        ),
        details=(
            "Before the go-live I could. My manager approved it again this morning.",
            "The request form answers 'already granted'.",
        ),
        question="Under which number was your request approved?",
        reply="REQ-{order}. My manager approved it at {time}.",
        notes=("Role '{desk} senior' was split in two at migration; the person has one half.",),
        fixes=(
            configured("The missing role is added. Sign out and in again, and the menu is there."),
            corrected(
                "Your rights were taken over from an old list. We corrected it for {count} people of the desk."
            ),
        ),
    ),
    Topic(
        slug="session-timeout",
        service=SIGN_IN,
        team=PLATFORM,
        nature=Nature.USABILITY,
        heat=(1.5, 1.2, 0.8, 0.5),
        priorities=(3, 4),
        reach=(20, 200),
        page="/",
        openings=(
            "I am signed out in the middle of a ticket.",
            "The session ends after {count} minutes although I work.",
        ),
        details=(
            "Watching the market is also work. I do not click all the time.",
            "What I had typed is gone.",
        ),
        notes=("Idle limit is that of the intranet. Security agrees to 4 h on trading machines.",),
        fixes=(
            configured(
                "On trading machines the session now lasts four hours without a click, as agreed with security."
            ),
        ),
    ),
    Topic(
        slug="too-many-rights",
        service=SIGN_IN,
        team=DESK,
        nature=Nature.SECURITY,
        heat=(0.6, 0.5, 0.4, 0.2),
        priorities=(2, 3),
        reach=(1, 4),
        page="/",
        openings=(
            "I can approve my own limit changes.",
            "I see client names of the {desk} desk that I must not see.",
        ),
        details=(
            "I have not used it, but somebody should know.",
            "As an intern I should have read access to two screens only.",
        ),
        notes=("Template 'joiner' still had the test role. {count} people affected; list sent to Ines.",),
        fixes=(
            configured(
                "Thank you for telling us. The role was removed from all {count} people who had it by mistake."
            ),
        ),
    ),
    Topic(
        slug="phone-sign-in",
        service=SIGN_IN,
        team=PLATFORM,
        nature=Nature.ACCESS,
        heat=(1, 0.8, 0.6, 0.5),
        priorities=(4, 3),
        reach=(1, 12),
        page="/mobile",
        openings=(
            "The phone app does not accept my fingerprint any more.",
            "The phone shows 'no connection' outside of the office.",
        ),
        details=(
            "On the way home I cannot see my positions.",
            "It worked during the pilot.",
        ),
        question="Is the company profile on the phone up to date (Settings, Profile)?",
        reply="It says 'update available'. Should I?",
        notes=("Old device profile; the gateway refuses its certificate.",),
        fixes=(
            explained("After the update of the company profile it works again; it takes two minutes."),
            fixed("The store has version {release} of the app, which repairs this.", Cause.VENDOR),
        ),
    ),
)
