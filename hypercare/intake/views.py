"""The ledger: opened when somebody asks "did my report arrive?", and to release what was held back."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from hypercare.accounts.roles import Permission
from hypercare.intake.actions import release_item
from hypercare.intake.forms import LedgerForm
from hypercare.intake.models import RawItem
from hypercare.intake.queries import balance_of, ledger_page
from hypercare.launches.access import LaunchRequest, launch_chosen


@require_safe
@launch_chosen(Permission.SEE_LEDGER)
def ledger(request: LaunchRequest) -> HttpResponse:
    """Received = sum of outcomes, and the items behind each term."""
    launch, member = request.membership.launch, request.membership
    form = LedgerForm(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    page = ledger_page(
        launch,
        **{name: value for name, value in asked.items() if value},
        shows_words=member.may(Permission.SEE_INCIDENTS),
        can_release=member.may(Permission.RELEASE_ITEMS),
    )
    form_url = request.build_absolute_uri(reverse("feedback:form", args=[launch.form_key]))
    balance = balance_of(launch)
    context = {"form": form, "asked": asked, "page": page, "balance": balance, "form_url": form_url}
    return render(request, "intake/ledger.html", context, status=200 if form.is_valid() else 422)


@require_POST
@launch_chosen(Permission.RELEASE_ITEMS)
def release(request: LaunchRequest, item_id: UUID) -> HttpResponse:
    """Let one item out of quarantine."""
    launch = request.membership.launch
    item = get_object_or_404(RawItem, pk=item_id, launch=launch)
    release_item(item, by=request.user, at=timezone.now())
    return redirect(f"{reverse('intake:ledger')}?launch={launch.key}&receipt={item.receipt}")
