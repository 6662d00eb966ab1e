from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as BaseUserAdmin

from hypercare.accounts.models import User


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
