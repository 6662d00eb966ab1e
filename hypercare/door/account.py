"""A person's own page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from hypercare.accounts.roles import Permission
from hypercare.door.second_factor import second_factor_of
from hypercare.launches.access import enter, first_membership, membership_in, signed_in


@require_safe
def account(request: HttpRequest) -> HttpResponse:
    """Opened rarely, from the menu: who am I here, and what guards my account? Next one changes it."""
    user, key = signed_in(request), request.GET.get("launch")
    if key:
        enter(request, membership_in(key, user=user, needs=Permission.SEE_NUMBERS))
    elif membership := first_membership(user, needs=Permission.SEE_NUMBERS):
        enter(request, membership)
    memberships = user.memberships.select_related("launch").order_by("-launch__go_live_at", "launch__key")
    context = {"memberships": memberships, "second_factor": second_factor_of(user)}
    return render(request, "account/account.html", context)
