"""Everybody who may try an address: nobody, a stranger, each role, and a key of each scope."""

from collections.abc import Callable
from uuid import uuid4

from django.conf import settings
from django.db import transaction
from django.http import HttpResponseBase
from django.test import Client

from hypercare.accounts.actions import create_api_key
from hypercare.accounts.models import User
from hypercare.accounts.roles import Role, Scope
from hypercare.launches.models import Launch
from tests.factories.launches import MembershipFactory

Caller = Callable[[], Client]
NOBODY, STRANGER = "nobody", "stranger"
CALLERS = (NOBODY, STRANGER, *reversed(Role.values), *(f"key:{scope}" for scope in Scope))
LOGIN = ("/accounts/login/", "/admin/login/")
# Where a launch is named: in the body of these, in the query of every page and of no other address.
NAMED_IN_BODY = ("api/v1/follow-ups/", "api/v1/incidents/", "api/v1/submissions/", "api/v1/releases/")
NAMED_IN_QUERY = (*NAMED_IN_BODY, "api/v1/kpis/", "api/v1/submissions/balance/")


def caller_of(name: str, launch: Launch) -> Caller:
    """Makes a fresh client of that caller each time, as one request may sign it out."""
    if name == NOBODY:
        return lambda: Client(raise_request_exception=False)
    if name.startswith("key:"):
        manager = MembershipFactory(launch=launch, role=Role.LAUNCH_MANAGER).user
        key = create_api_key(manager, label=name, scopes=[name[4:]], launch_key=launch.key)
        headers = {"Authorization": f"Bearer {key}"}
        return lambda: Client(raise_request_exception=False, headers=headers)
    if name == STRANGER:
        return _signed_in(MembershipFactory(role=Role.LAUNCH_MANAGER).user)
    return _signed_in(MembershipFactory(launch=launch, role=name).user)


def _signed_in(user: User) -> Caller:
    first = Client()
    first.force_login(user)
    session = first.cookies[settings.SESSION_COOKIE_NAME].value

    def fresh() -> Client:
        client = Client(raise_request_exception=False)
        client.cookies[settings.SESSION_COOKIE_NAME] = session
        return client

    return fresh


def ask(client: Client, method: str, route: str, path: str, launch: Launch) -> str:
    """What comes back, as a word of the table; whatever it did is undone."""
    with transaction.atomic():
        answer = _answer(client, method, route, path, launch)
        transaction.set_rollback(True)
    is_way_in = answer.get("Location", "").startswith(LOGIN)
    return "log" if is_way_in else str(answer.status_code)


def _answer(client: Client, method: str, route: str, path: str, launch: Launch) -> HttpResponseBase:
    is_api = route.startswith(("api/", "^api/", "metrics"))
    if method == "POST" and is_api:
        said = {"launch": launch.key} if route in NAMED_IN_BODY else {}
        once = {"Idempotency-Key": str(uuid4())}
        return client.post(path, said, content_type="application/json", headers=once)
    asked = f"{path}?launch={launch.key}" if not is_api or route in NAMED_IN_QUERY else path
    return client.generic(method, asked)
