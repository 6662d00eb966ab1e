from typing import Any, cast

from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.auth.admin import UserAdmin as BaseUserAdmin
from django.db.models import QuerySet
from django.http import HttpRequest

from hypercare.accounts.actions import remove_second_factor
from hypercare.accounts.models import User
from hypercare.audit.record import record_change

admin.site.unregister(Authenticator)  # allauth's own shows what is sealed, and lets it be changed


@admin.register(User)
class UserAdmin(BaseUserAdmin[User]):
    """People by mail address."""

    ordering = ["email"]
    list_display = ["email", "name", "is_active", "is_staff"]
    search_fields = ["email", "name"]
    list_filter = ["is_active", "is_staff"]
    readonly_fields = ["joined_at"]
    fieldsets = [
        (None, {"fields": ["email", "name", "password"]}),
        ("Access", {"fields": ["is_active", "is_staff", "is_superuser", "joined_at"]}),
    ]
    add_fieldsets = [(None, {"classes": ["wide"], "fields": ["email", "name", "password1", "password2"]})]

    def log_addition(self, request: HttpRequest, obj: User, message: Any) -> LogEntry:
        """In the audit trail too, as a change of who may enter."""
        record_change(obj, actor_id=request.user.pk, verb="added")
        return super().log_addition(request, obj, message)

    def log_change(self, request: HttpRequest, obj: User, message: Any) -> LogEntry:
        """With what was changed, a password too."""
        record_change(obj, actor_id=request.user.pk, verb="changed", fields=message)
        return super().log_change(request, obj, message)


@admin.register(Authenticator)
class SecondFactorAdmin(admin.ModelAdmin[Authenticator]):
    """For somebody who lost phone and recovery codes: deleting one takes both off the account."""

    list_display = ["user", "type", "created_at", "last_used_at"]
    list_filter = ["type"]
    search_fields = ["user__email", "user__name"]
    fields = ["user", "type", "created_at", "last_used_at"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Only its owner switches it on."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nothing of it is changed by hand."""
        return False

    def delete_model(self, request: HttpRequest, obj: Authenticator) -> None:
        """With its audit entry."""
        remove_second_factor(cast("User", obj.user), actor=cast("User", request.user))

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Authenticator]) -> None:
        """One after the other."""
        for each in queryset.select_related("user"):
            self.delete_model(request, each)
