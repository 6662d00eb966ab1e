"""Keys, tokens and signing in: easy for most partners, and never for one."""

from hypercare.demo.domain.portal.people import DEVELOPER, HALDEN, LEAD, TILLEUL
from hypercare.demo.domain.portal.services import KEYS, PORTAL
from hypercare.demo.domain.topic import (
    APPLICATIONS,
    DESK,
    DEVELOPMENT,
    PLATFORM,
    Topic,
    configured,
    explained,
    fixed,
    worked_around,
)
from incidents.domain.history import Cause, Nature

TOPICS = (
    Topic(
        slug="token-refresh",
        service=KEYS,
        team=PLATFORM,
        nature=Nature.ACCESS,
        heat=(1.2, 1.3, 1.3, 1.4, 1.2, 1),
        priorities=(2, 3, 3),
        reopened=(0.5, 0.5, 0.45, 0.4, 0.35),
        sites=(HALDEN,),
        persona=DEVELOPER,
        pace=1.5,
        reach=(4, 25),
        page="/guides/tokens",
        openings=(
            "Our token refresh fails again with invalid_grant.",
            "401 on every call for {count} minutes after the refresh.",
            "Refresh token is 'already used', and we use it once.",
            "The token works on one of your nodes and not on the other.",
            "Logged out of the API at {time}, third time this week.",
            "New access token is refused as 'not yet valid'.",
            "We have to ask for a new refresh token by hand each morning.",
            "Token refresh: works in the sandbox, fails in production.",
            "Refresh at {time} answered after {seconds} s, and the token was dead on arrival.",
        ),
        details=(
            "Two of our servers refresh at about the same time. On the old interface that was allowed.",
            "You closed this last week. It is not fixed for us.",
            "Our shop shows 'shipping not available' while it lasts, so we lose orders.",
            "No other partner seems to have this, your colleague said. That does not help us much.",
            "Log of the last hour is ready if you want it, trace {trace}.",
        ),
        wholes=(
            "I will describe it once more from the beginning, since every answer so far was about something else. We run two servers. Each holds the refresh token. At {time} server A refreshes and gets a new pair. {seconds} seconds later server B refreshes with the old one, and from then on you refuse BOTH, including the fresh pair that A got. We understand that you rotate. We do not understand why the good one dies too. It is the {key}. time we write.",
            "invalid_grant {time}, trace {trace}, again after your 'fix'. We now restart by cron every 50 minutes. Not proud of it.",
        ),
        native={
            HALDEN: (
                "Hei, samme feil igjen: invalid_grant kl. {time}. Vi har gjort alt som står i veiledningen. Kan noen ringe Sindre?",
            ),
        },
        question="Do both of your servers refresh with the same token, and how far are their clocks apart?",
        reply="Same token, yes, as your first guide told us to. Clocks are {key} ms apart, we measured.",
        vendor="Case with the identity vendor: reuse detection kills the whole family of tokens, grace period is ignored. Trace {trace}.",
        notes=(
            "Rotation with reuse detection. B's refresh {seconds} s after A's counts as theft, family revoked.",
            "Grace period is set to 30 s in the console and has no effect on one of the vendor's two nodes.",
            "Only Halden has two servers on one client. Everybody else has one, or one client each.",
        ),
        fixes=(
            configured("The grace period for your client is 60 seconds now, on all nodes."),
            worked_around(
                "Your second server has a client of its own since {now}, so the two no longer take each other's token away."
            ),
            fixed(
                "The vendor's patch is in: a late refresh is answered with the same new pair.", Cause.VENDOR
            ),
            explained(
                "Refresh on one server and share the token. Delphine has added a page with an example."
            ),
        ),
    ),
    Topic(
        slug="key-not-working",
        service=KEYS,
        team=DESK,
        nature=Nature.ACCESS,
        heat=(2.4, 1.4, 0.9, 0.7, 0.5, 0.5),
        priorities=(3, 3, 2),
        persona=DEVELOPER,
        page="/keys",
        openings=(
            "The production key we got is refused with 403.",
            "Our key lacks the scope labels:write.",
            "Key created at {time}, and every call says 'unknown client'.",
            "Where has our second key gone?",
            "The key of a colleague who left still works.",
        ),
        details=(
            "Sandbox key works, production does not.",
            "Go-live of our shop is tomorrow, so this is a bit urgent.",
            "The page says 'active'.",
        ),
        question="Which are the last four characters of the key? Please never send me all of it.",
        reply="They are {count}fe.",
        notes=(
            "Scope was not copied at migration; {count} keys have the same gap.",
            "Key was made in the sandbox realm.",
        ),
        fixes=(
            configured(
                "Your key had come over from the old portal half-made. It is whole now, and no new one is needed."
            ),
            configured("The old key is revoked, and a new one is waiting for you under Keys."),
        ),
    ),
    Topic(
        slug="portal-sign-in",
        service=PORTAL,
        team=DESK,
        nature=Nature.ACCESS,
        heat=(2, 1.1, 0.7, 0.6, 0.4, 0.4),
        priorities=(3, 4, 3),
        page="/sign-in",
        openings=(
            "I cannot sign in to the portal.",
            "The invitation link for {site} has run out.",
            "Sign-in asks for a code from an app I never set up.",
            "New colleague at {site} sees 'no organisation'.",
            "My account belongs to the wrong company.",
            "Password reset mail never comes.",
            "I am asked to accept terms in a language I do not read.",
        ),
        details=(
            "The mail came on Friday evening, on Monday the link was dead.",
            "I am the only one here who has access, so nobody can invite me again.",
            "Thanks!",
        ),
        native={
            TILLEUL: (
                "Bonjour, impossible de me connecter depuis {time}. Le portail me demande un code que je n'ai jamais reçu. Nous sommes une petite maison, je suis la seule à avoir un accès.",
            ),
        },
        notes=(
            "Invitation is valid for 24 h. Asked for seven days.",
            "Second account with another spelling.",
        ),
        fixes=(
            configured("A new invitation is on its way, valid for seven days."),
            configured("The two accounts are one now. Please sign in with the address you wrote from."),
        ),
    ),
    Topic(
        slug="roles",
        service=PORTAL,
        team=APPLICATIONS,
        nature=Nature.ACCESS,
        heat=(0.8, 0.8, 0.6, 0.5, 0.4, 0.3),
        priorities=(4, 3),
        persona=LEAD,
        page="/organisation",
        openings=(
            "Everybody at {site} may see our invoices.",
            "I cannot give a colleague read-only access.",
            "An administrator of ours cannot remove people.",
        ),
        details=("We have {count} people in the portal by now.", "Our auditors will ask."),
        notes=("Roles come as 'all or nothing' from the migration.",),
        decline="Thank you, {name}. Roles per page are planned for after hypercare; until then please keep invoices with the account 'billing only'.",
        fixes=(configured("There is a role 'billing' now, and only people who have it see invoices."),),
    ),
    Topic(
        slug="other-partners-data",
        service=PORTAL,
        team=DEVELOPMENT,
        nature=Nature.SECURITY,
        heat=(0.35, 0.25, 0.15, 0.05, 0.05, 0.02),
        priorities=(2,),
        page="/shipments",
        openings=(
            "I see a shipment that is not ours, {order}.",
            "The export holds addresses of another company.",
        ),
        details=(
            "I closed the page and told nobody but you.",
            "Only one line, but it should not be there. Screenshot on request.",
        ),
        notes=("Shared sub-account after a merger of two partners. Not a leak of the filter.",),
        fixes=(
            configured(
                "The two accounts are parted, and the other company is told. Thank you for saying so at once."
            ),
        ),
    ),
)
