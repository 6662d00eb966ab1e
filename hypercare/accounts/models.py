"""People who sign in, and the keys with which their programs do."""

import hashlib
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from hypercare.accounts.roles import Permission, Scope, scope_for


class UserManager(BaseUserManager["User"]):
    """Creates people by mail address."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """A person who can sign in with `email`; without a password nobody can."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """A person who may also use the administration pages."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class User(AbstractBaseUser, PermissionsMixin):
    """A person of the team. What they may do in a launch is in their membership."""

    email = models.EmailField("mail address", unique=True)
    name = models.CharField(max_length=120)
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField("may use the administration pages", default=False)
    joined_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        """The name shown on screens."""
        return self.name


class ApiKey(models.Model):
    """A program's key: acts as its owner within its scopes, stored only as a SHA-256 digest.

    `launch_key` confines it to one launch; without it the key opens whatever its owner may.
    """

    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="api_keys")
    label = models.CharField(max_length=80)
    digest = models.CharField(max_length=64, unique=True)
    scopes = ArrayField(models.CharField(max_length=20, choices=Scope.choices))
    launch_key = models.CharField(max_length=10, blank=True, db_index=True)
    created_at = models.DateTimeField(auto_now_add=True)
    last_used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["launch_key", "label"],
                name="api_key_label_once_per_launch",
                condition=~Q(launch_key="") & Q(revoked_at=None),
            )
        ]

    def __str__(self) -> str:
        return self.label

    def may(self, permission: Permission) -> bool:
        """Whether one of its scopes covers `permission`."""
        return scope_for(permission) in self.scopes


def digest_of(key: str) -> str:
    """The stored form of a key: 64 hexadecimal digits of its SHA-256."""
    return hashlib.sha256(key.encode()).hexdigest()
