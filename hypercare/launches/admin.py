"""Configuration of launches. Every change leaves an audit entry."""

from typing import Any

from django.contrib import admin
from django.db.models import DateTimeField, Model
from django.forms import BaseModelFormSet, ModelForm
from django.http import HttpRequest

from hypercare.audit.record import record_change
from hypercare.launches.actions import change_calendar
from hypercare.launches.models import Holiday, Launch, Membership, Service, Site, SupportWindow, Team
from hypercare.ui.widgets import NamedSplitDateTime


class WindowInline(admin.TabularInline[SupportWindow, Launch]):
    model = SupportWindow
    extra = 0


class HolidayInline(admin.TabularInline[Holiday, Launch]):
    model = Holiday
    extra = 0


class ServiceInline(admin.TabularInline[Service, Launch]):
    model = Service
    extra = 0


class SiteInline(admin.TabularInline[Site, Launch]):
    model = Site
    extra = 0


class MembershipInline(admin.TabularInline[Membership, Launch]):
    model = Membership
    extra = 0
    autocomplete_fields = ["user"]


class AuditedAdmin(admin.ModelAdmin[Any]):
    """Writes who changed which fields."""

    def save_model(self, request: HttpRequest, obj: Model, form: ModelForm[Any], change: bool) -> None:  # noqa: FBT001
        """Save and record."""
        super().save_model(request, obj, form, change)
        verb = "changed" if change else "added"
        record_change(obj, actor_id=request.user.pk, verb=verb, fields=sorted(form.changed_data))

    def save_formset(
        self,
        request: HttpRequest,
        form: ModelForm[Any],
        formset: BaseModelFormSet[Any, Any],
        change: bool,  # noqa: FBT001
    ) -> None:
        """Save and record the rows below."""
        super().save_formset(request, form, formset, change)
        changes = [
            *formset.new_objects,
            *(row for row, _ in formset.changed_objects),
            *formset.deleted_objects,
        ]
        if changes:
            record_change(
                form.instance,
                actor_id=request.user.pk,
                verb="changed rows",
                rows=[str(row) for row in changes],
            )

    def delete_model(self, request: HttpRequest, obj: Model) -> None:
        """Record, then delete."""
        record_change(obj, actor_id=request.user.pk, verb="deleted", name=str(obj))
        super().delete_model(request, obj)


@admin.register(Launch)
class LaunchAdmin(AuditedAdmin):
    """A launch with everything that belongs to it."""

    formfield_overrides = {DateTimeField: {"widget": NamedSplitDateTime}}
    list_display = ["key", "name", "go_live_at", "hypercare_ends_at", "time_zone", "policy"]
    inlines = [WindowInline, HolidayInline, ServiceInline, SiteInline, MembershipInline]

    def save_related(self, request: HttpRequest, form: ModelForm[Any], formsets: Any, change: bool) -> None:  # noqa: FBT001
        """Hours, zone or targets may have changed: let the clocks be planned anew."""
        super().save_related(request, form, formsets, change)
        change_calendar(form.instance)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A launch with its history is never deleted from a form."""
        return False


@admin.register(Team)
class TeamAdmin(AuditedAdmin):
    """Teams and their people."""

    list_display = ["name", "launch", "tier"]
    list_filter = ["launch", "tier"]
    filter_horizontal = ["members"]
