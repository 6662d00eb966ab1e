"""Every page, as whom it is looked at, and what is pressed before the picture is taken.

A page is looked at in each scene whose facts its address names; a test holds that no route is missing here.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from string import Formatter
from typing import Any

from playwright.sync_api import Page as Window

from tests.credentials import PASSWORD, mail
from tests.door.phone import code_of

Step = Callable[[Window], None]
ANY = ("EMP", "FUL", "LNG")
FULL = ("FUL",)
EMPTY = ("EMP",)
WIDE = 1200


@dataclass(frozen=True, slots=True)
class Page:
    """One page in one state. `route` is the name of its address; `path` is filled from a scene's facts."""

    name: str
    route: str
    path: str
    who: str = "mara"
    steps: tuple[Step, ...] = ()
    scenes: tuple[str, ...] = ANY
    status: int = 200
    is_main: bool = False

    def path_in(self, facts: Mapping[str, Any]) -> str:
        """The address in a scene, or nothing where the scene lacks what it names."""
        names = [name for _, name, _, _ in Formatter().parse(self.path) if name]
        return self.path.format(**facts) if all(facts.get(name) for name in names) else ""


def press(keys: str) -> Step:
    """Press keys one after the other, as a person would."""
    return partial(_press, keys=keys.split())


def click(selector: str) -> Step:
    """Click the first that is shown."""
    return partial(_click, selector=selector)


def send(selector: str) -> Step:
    """Send a form past the browser's own checks, to see what the server says."""
    return partial(_send, selector=selector)


def offline(window: Window) -> None:
    """Lose the connection."""
    window.context.set_offline(True)
    window.evaluate("dispatchEvent(new Event('offline'))")
    window.locator(".offline").wait_for(state="visible")


def rate(window: Window) -> None:
    """Give the worst answer, unless it was given before."""
    for button in window.locator("button[value='1']").all():
        button.click()


def confirm(window: Window) -> None:
    """Give the password once more, where it is asked for."""
    if "/confirm/" in window.url:
        window.get_by_label("Password").fill(PASSWORD)
        window.keyboard.press("Enter")
        window.wait_for_url(lambda url: "/confirm/" not in url)


def guard(window: Window) -> None:
    """Switch the second factor on, unless it is, and look at the recovery codes."""
    secret = window.locator("[data-secret]")
    if secret.count():
        window.get_by_label("Code").fill(code_of(str(secret.text_content())))
        window.keyboard.press("Enter")
        window.wait_for_url("**/recovery-codes/")
    window.goto("/accounts/second-factor/recovery-codes/")


def give_password(window: Window) -> None:
    """Sign in as the one whose account is guarded."""
    window.get_by_label("Email").fill(mail("nobody", "EMP"))
    window.get_by_label("Password").fill(PASSWORD)
    window.keyboard.press("Enter")
    window.wait_for_url("**/second-factor/")


def _press(window: Window, *, keys: list[str]) -> None:
    for key in keys:
        window.keyboard.press(key)
        window.wait_for_timeout(250)


def _click(window: Window, *, selector: str) -> None:
    window.locator(f"{selector} >> visible=true").first.click(timeout=3_000)
    window.wait_for_timeout(250)


def _send(window: Window, *, selector: str) -> None:
    with window.expect_response(lambda response: response.request.method == "POST"):
        window.locator(selector).first.evaluate("form => { form.noValidate = true; form.requestSubmit(); }")
    window.wait_for_timeout(250)


INCIDENT = "/incidents/{worked}/"
ACTS = (
    "assign",
    "triage",
    "override",
    "reply",
    "note",
    "wait",
    "resolve",
    "decline",
    "find_cause",
    "plan",
    "fix_ready",
    "refer",
    "restrict",
)

PICKED = (press("j x j j x"),)
RESOLVE_THEM, TAKE_THEM = (
    click("#picked button:text('Resolve')"),
    click("#picked button:text('Assign to me')"),
)

STAFF = (
    Page("start", "home", "/?launch={key}", is_main=True),
    Page("start-first-shift", "home", "/?launch={key}", who="ines", scenes=FULL),
    Page("start-hand-over", "home", "/?launch={key}", steps=(press("n"),), scenes=FULL),
    Page(
        "start-hand-over-refused",
        "incidents:hand_over",
        "/?launch={key}",
        steps=(press("n"), send("#hand-over form")),
        scenes=FULL,
    ),
    Page("queue", "incidents:queue", "/queue/?launch={key}", is_main=True),
    Page("queue-opened", "incidents:queue", "/queue/?launch={key}&open={worked}", scenes=("FUL", "LNG")),
    Page("queue-filter", "incidents:queue", "/queue/?launch={key}", steps=(press("f"),), scenes=FULL),
    Page(
        "queue-misread",
        "incidents:queue",
        "/queue/?launch={key}&q=is:opne+priority:P1,P2+frozen",
        scenes=FULL,
        status=422,
    ),
    Page(
        "queue-search-words",
        "incidents:queue",
        "/queue/?launch={key}",
        steps=(click(".search-words summary"),),
        scenes=FULL,
    ),
    Page("saved-views", "incidents:saved_views", "/queue/views/?launch={key}"),
    Page(
        "saved-view",
        "incidents:saved_view",
        "/queue/views/{view}/?launch={key}",
        scenes=("FUL", "LNG"),
    ),
    Page("canned-replies", "incidents:canned_replies", "/queue/replies/?launch={key}"),
    Page(
        "canned-reply-refused",
        "incidents:canned_replies",
        "/queue/replies/?launch={key}",
        steps=(send("main form"),),
        scenes=FULL,
    ),
    Page(
        "canned-reply",
        "incidents:canned_reply",
        "/queue/replies/{reply}/?launch={key}",
        scenes=("FUL", "LNG"),
    ),
    Page("queue-keys", "incidents:queue", "/queue/?launch={key}", steps=(press("?"),), scenes=FULL),
    Page(
        "queue-assign",
        "incidents:queue",
        "/queue/?launch={key}",
        steps=(press("j a"),),
        scenes=("FUL", "LNG"),
    ),
    Page("queue-picked", "incidents:queue", "/queue/?launch={key}", steps=PICKED, scenes=("FUL", "LNG")),
    Page("bulk", "incidents:bulk", "/queue/?launch={key}", steps=(*PICKED, RESOLVE_THEM), scenes=FULL),
    Page(
        "bulk-refused",
        "incidents:bulk",
        "/queue/?launch={key}",
        steps=(*PICKED, RESOLVE_THEM, send("#bulk")),
        scenes=FULL,
    ),
    Page("bulk-preview", "incidents:bulk", "/queue/?launch={key}", steps=(*PICKED, TAKE_THEM), scenes=FULL),
    Page(
        "bulk-change",
        "incidents:bulk_change",
        "/queue/?launch={key}",
        steps=(*PICKED, TAKE_THEM, click("#bulk button.is-primary, .bar a.button")),
        scenes=FULL,
    ),
    Page(
        "queue-nothing-passes",
        "incidents:queue",
        "/queue/?launch={key}&state=new&assignee=me",
        scenes=FULL,
    ),
    Page("queue-not-found", "incidents:queue", "/queue/?launch={key}&q=zeppelin"),
    Page("queue-refused", "incidents:queue", "/queue/?launch={key}&sort=sideways", status=422, scenes=FULL),
    Page("queue-offline", "incidents:queue", "/queue/?launch={key}", steps=(offline,), scenes=FULL),
    Page("queue-reads-only", "incidents:queue", "/queue/?launch={key}", who="bo", scenes=FULL),
    Page(
        "menu",
        "incidents:queue",
        "/queue/?launch={key}",
        steps=(click(".account-menu > summary"),),
        scenes=FULL,
    ),
    Page("follow-ups", "incidents:follow_ups", "/follow-ups/?launch={key}"),
    Page("decisions", "incidents:follow_ups", "/follow-ups/?launch={key}&show=decisions", who="bo"),
    Page("follow-up", "incidents:follow_up", "/follow-ups/{follow_up}/", scenes=("FUL", "LNG")),
    Page("follow-up-new", "incidents:new_follow_up", "/follow-ups/new/?launch={key}", scenes=FULL),
    Page("incident-follow-up", "incidents:add_follow_up", f"{INCIDENT}follow-up/"),
    Page("phone-report", "incidents:declare", "/incidents/new/?launch={key}"),
    Page(
        "phone-report-refused",
        "incidents:declare",
        "/incidents/new/?launch={key}",
        scenes=FULL,
        steps=(send("main form"),),
    ),
    Page("incident", "incidents:incident", INCIDENT, is_main=True),
    Page("incident-fresh", "incidents:incident", "/incidents/{fresh}/"),
    Page("incident-solved", "incidents:incident", "/incidents/{solved}/"),
    Page("incident-wordy", "incidents:incident", "/incidents/{wordy}/", scenes=("LNG",)),
    Page(
        "incident-why",
        "incidents:incident",
        INCIDENT,
        scenes=FULL,
        steps=(click("#why-response > summary"), click("#why-priority > summary")),
    ),
    Page("incident-writes-note", "incidents:incident", INCIDENT, steps=(press("n"),), scenes=FULL),
    Page(
        "incident-resolve-refused",
        "incidents:incident",
        INCIDENT,
        scenes=FULL,
        steps=(click("#step-resolve"), send("#act form:has(textarea)")),
    ),
    Page("incident-reads-only", "incidents:incident", INCIDENT, who="bo", scenes=FULL),
    Page("look-alikes", "incidents:look_alikes", f"{INCIDENT}look-alikes/"),
    *(Page(f"incident-{act}", f"incidents:{act}", f"{INCIDENT}{act.replace('_', '-')}/") for act in ACTS),
    Page(
        "incident-triage-preview",
        "incidents:triage_preview",
        f"{INCIDENT}triage/preview/?levels=high/high&nature=defect",
        scenes=FULL,
    ),
    Page(
        "incident-override-preview",
        "incidents:override_preview",
        f"{INCIDENT}override/preview/?priority=1",
        scenes=FULL,
    ),
    Page("incident-tie", "incidents:tie", f"{INCIDENT}tie/"),
    Page("incident-snooze", "incidents:snooze", "/incidents/{fresh}/snooze/"),
    Page("incident-reopen", "incidents:reopen", "/incidents/{solved}/reopen/"),
    Page("incident-led", "incidents:incident", "/incidents/{led}/", scenes=("FUL", "LNG")),
    Page("major", "incidents:major", "/incidents/{led}/major/", scenes=("FUL", "LNG")),
    Page("major-reviewed", "incidents:major", "/incidents/{reviewed}/major/", scenes=FULL),
    Page("major-declare", "incidents:declare_major", f"{INCIDENT}major/declare/", scenes=FULL),
    Page("major-role", "incidents:major_role", "/incidents/{led}/major/role/", scenes=FULL),
    Page("major-words", "incidents:major_words", "/incidents/{led}/major/words/", scenes=FULL),
    Page("major-update", "incidents:major_update", "/incidents/{led}/major/update/tactical/", scenes=FULL),
    Page("major-review", "incidents:major_review", "/incidents/{reviewed}/major/review/", scenes=FULL),
    Page("ledger", "intake:ledger", "/feedback/?launch={key}"),
    Page("ledger-not-found", "intake:ledger", "/feedback/?launch={key}&receipt=R-0000-0000", scenes=FULL),
    Page(
        "ledger-held", "intake:ledger", "/feedback/?launch={key}&outcome=quarantined", scenes=("FUL", "LNG")
    ),
    Page("releases", "feedback:releases", "/releases/?launch={key}"),
    Page("release", "feedback:release", "/releases/{release}/?launch={key}", scenes=FULL),
    Page("incident-way", "feedback:way", f"{INCIDENT}way/", scenes=FULL),
    Page("keys", "launches:keys", "/keys/?launch={key}", who="ines"),
    Page(
        "keys-refused",
        "launches:keys",
        "/keys/?launch={key}",
        who="ines",
        scenes=FULL,
        steps=(send("main form"),),
    ),
    Page("outbox", "notifications:outbox", "/outbox/?launch={key}"),
    Page("message", "notifications:message", "/outbox/{message}/?launch={key}"),
    Page("health", "watch:health", "/health/?launch={key}", scenes=("EMP",)),
)

EXECUTIVE = (
    Page("week", "dashboards:week", "/launches/{key}/", who="vera", is_main=True),
    Page("week-first", "dashboards:week", "/launches/{key}/?week={early_week}", who="vera"),
    Page(
        "week-why",
        "dashboards:week",
        "/launches/{key}/",
        who="vera",
        scenes=FULL,
        steps=(click(".tile summary"),),
    ),
    Page("rows", "dashboards:rows", "/launches/{key}/rows/?kpi=time_to_resolve"),
    Page("rows-backlog", "dashboards:rows", "/launches/{key}/rows/?kpi=backlog&week={week}"),
    Page("rows-unknown", "dashboards:rows", "/launches/{key}/rows/?kpi=nothing", scenes=FULL, status=422),
)

REPORTER = (
    Page("form", "feedback:form", "/f/{form}/?page=/orders/new&version=1.4.2", who="", is_main=True),
    Page("form-refused", "feedback:form", "/f/{form}/", who="", steps=(send("main form"),), scenes=FULL),
    Page("form-unknown", "feedback:form", "/f/no-such-form/", who="", status=404, scenes=FULL),
    Page("receipt", "feedback:receipt", "/f/{form}/sent/{receipt}/", who=""),
    Page("status", "feedback:status", "/t/{status}/", who="", is_main=True),
    Page("status-solved", "feedback:status", "/t/{status_solved}/", who=""),
    Page("status-broken-link", "feedback:status", "/t/{status}x/", who="", status=404, scenes=FULL),
    Page("status-refused", "feedback:reply", "/t/{status}/", who="", steps=(send("#reply"),), scenes=FULL),
    Page("rating", "feedback:survey", "/s/{survey}/", who=""),
    Page(
        "rating-thanks",
        "feedback:survey",
        "/s/{survey}/",
        who="",
        steps=(rate,),
        scenes=FULL,
    ),
)

ON = "/accounts/second-factor/on/"
GUARDED = (confirm, guard)

DOOR = (
    Page("login", "account_login", "/accounts/login/", who="", scenes=FULL, is_main=True),
    Page(
        "login-refused", "account_login", "/accounts/login/", who="", scenes=FULL, steps=(send("main form"),)
    ),
    Page("reset", "account_reset_password", "/accounts/password/reset/", who="", scenes=FULL),
    Page(
        "reset-refused",
        "account_reset_password",
        "/accounts/password/reset/",
        who="",
        scenes=FULL,
        steps=(send("main form"),),
    ),
    Page("reset-sent", "account_reset_password_done", "/accounts/password/reset/sent/", who="", scenes=FULL),
    Page(
        "reset-too-late",
        "account_reset_password_from_key",
        "/accounts/password/reset/1/1-1/",
        who="",
        scenes=FULL,
    ),
    Page("account", "account", "/account/?launch={key}"),
    Page("password", "account_change_password", "/accounts/password/", scenes=FULL),
    Page(
        "password-refused",
        "account_change_password",
        "/accounts/password/",
        scenes=FULL,
        steps=(send("main form"),),
    ),
    Page("second-factor-on", "mfa_activate_totp", ON, steps=(confirm,), scenes=FULL),
    Page(
        "second-factor-refused",
        "mfa_activate_totp",
        ON,
        steps=(confirm, send("main form")),
        scenes=FULL,
    ),
    Page("recovery-codes", "mfa_view_recovery_codes", ON, who="nobody", steps=GUARDED, scenes=EMPTY),
    Page(
        "recovery-codes-renew",
        "mfa_generate_recovery_codes",
        ON,
        who="nobody",
        steps=(*GUARDED, click("text=Make new ones")),
        scenes=EMPTY,
    ),
    Page(
        "account-guarded", "account", ON, who="nobody", steps=(*GUARDED, click("text=I have")), scenes=EMPTY
    ),
    Page(
        "second-factor-off",
        "mfa_deactivate_totp",
        ON,
        who="nobody",
        steps=(*GUARDED, click("text=I have"), click("text=Switch it off")),
        scenes=EMPTY,
    ),
    Page("code", "mfa_authenticate", "/accounts/login/", who="", steps=(give_password,), scenes=EMPTY),
    Page("confirm", "account_reauthenticate", "/accounts/password/confirm/", scenes=FULL),
    Page("logout", "account_logout", "/accounts/logout/", scenes=FULL),
    Page("no-launch", "home", "/", who="nobody", scenes=("EMP",)),
)

ERRORS = (
    Page("error-403", "incidents:incident", INCIDENT, who="vera", status=403, scenes=FULL),
    Page("error-404", "", "/incidents/NONE-1/", status=404, scenes=FULL),
    Page("error-422", "dashboards:week", "/launches/{key}/?week=yesterday", status=422, scenes=FULL),
    Page("error-500", "", "/shots/500/", status=500, scenes=FULL),
    Page("error-503", "", "/shots/503/", status=503, scenes=FULL),
)

PAGES = (*STAFF, *EXECUTIVE, *REPORTER, *DOOR, *ERRORS)

# Addresses that show no page of their own, each with what it is instead.
WITHOUT_PAGE: Mapping[str, str] = {
    "launches:live": "a number the script asks for",
    "launches:here": "who else is there, asked by the script",
    "demo:progress": "a strip in the rail while the demo is made",
    "intake:release": "a button of the ledger",
    "incidents:export": "a file",
    "incidents:delete_view": "a button of a saved view",
    "launches:revoke_key": "a button of the keys",
    "incidents:panel": "a part of the incident page",
    "incidents:look_alikes_typed": "a part of the phone report",
    "incidents:draft": "what is being typed",
    "incidents:words_preview": "a part of the composer",
    "incidents:completions": "what the composer offers",
    "incidents:delete_canned_reply": "a button of a canned reply",
    "incidents:picture": "a picture",
    "feedback:picture": "a picture",
    "incidents:acknowledge": "a button",
    "incidents:take": "a button",
    "incidents:lift_override": "a button",
    "incidents:raise": "a button",
    "incidents:end_wait": "a button",
    "incidents:close": "a button",
    "incidents:wake": "a button",
    "incidents:decide": "a button",
    "incidents:stand_down": "a button",
    "incidents:step_follow_up": "a button",
    "incidents:untie": "a button",
    "incidents:withdraw_fix": "a button",
    "incidents:open_to_all": "a button",
    "incidents:remove_reference": "a button",
    "feedback:move_release": "a button",
    "incidents:bulk_undo": "a button",
    "no_such_address": "a problem document of the API",
    "watch:metrics": "for machines",
    "healthz": "for machines",
    "readyz": "for machines",
}
# Whole families that are somebody else's pages or no pages.
FOREIGN = ("admin/", "api/")
