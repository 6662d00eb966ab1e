"""Roles, jobs, permissions, THE table that says which role may do what, and how far a key may go."""

from collections.abc import Mapping

from django.db import models


class Role(models.TextChoices):
    """What a person is in one launch."""

    LAUNCH_MANAGER = "launch_manager", "Launch manager"
    INCIDENT_MANAGER = "incident_manager", "Incident manager"
    RESPONDER = "responder", "Responder"
    BUSINESS_OWNER = "business_owner", "Business owner"
    VIEWER = "viewer", "Viewer"


class Job(models.TextChoices):
    """What a person does for a living."""

    DEVELOPMENT = "development", "Development"
    QA = "qa", "Quality assurance"
    OPERATIONS = "operations", "Operations"
    BUSINESS_ANALYSIS = "business_analysis", "Business analysis"
    SUPPORT = "support", "Support"
    UX = "ux", "User experience"
    COMMUNICATION = "communication", "Communication"


class Permission(models.TextChoices):
    """One thing a role may do in a launch."""

    SEE_NUMBERS = "see_numbers", "see the numbers"
    SEE_INCIDENTS = "see_incidents", "read incidents and their conversations"
    COMMENT = "comment", "write internal notes"
    WORK_INCIDENTS = "work_incidents", "work on incidents"
    SET_PRIORITY = "set_priority", "override a priority"
    DECIDE = "decide", "answer the decisions asked for"
    SEE_LEDGER = "see_ledger", "read the intake ledger"
    RELEASE_ITEMS = "release_items", "release quarantined items"
    HAND_IN = "hand_in", "hand in submissions"
    SEE_HEALTH = "see_health", "see how the background work is doing"
    MANAGE_VIEWS = "manage_views", "delete shared views of others"
    WRITE_REPLIES = "write_replies", "write canned replies"
    MANAGE_RELEASES = "manage_releases", "announce, deploy and roll back releases"
    MANAGE_KEYS = "manage_keys", "make and revoke API keys"


class Scope(models.TextChoices):
    """What an API key may be used for. It narrows what the key's owner may do and never widens it."""

    READ = "read", "Read"
    WRITE_INCIDENTS = "write_incidents", "Work on incidents"
    WRITE_SUBMISSIONS = "write_submissions", "Hand in and release submissions"
    WATCH = "watch", "Read the metrics"
    WRITE_RELEASES = "write_releases", "Announce and deploy releases"


_ANYBODY = frozenset({Permission.SEE_NUMBERS, Permission.HAND_IN})
_READS = _ANYBODY | {Permission.SEE_INCIDENTS}
_WORKS = _READS | {Permission.COMMENT, Permission.WORK_INCIDENTS, Permission.SEE_LEDGER}
_LEADS = _WORKS | {
    Permission.SET_PRIORITY,
    Permission.RELEASE_ITEMS,
    Permission.SEE_HEALTH,
    Permission.MANAGE_VIEWS,
    Permission.WRITE_REPLIES,
    Permission.MANAGE_RELEASES,
}

ROLE_PERMISSIONS: Mapping[Role, frozenset[Permission]] = {
    Role.LAUNCH_MANAGER: _LEADS | {Permission.DECIDE, Permission.MANAGE_KEYS},
    Role.INCIDENT_MANAGER: _LEADS,
    Role.RESPONDER: _WORKS,
    Role.BUSINESS_OWNER: _READS | {Permission.COMMENT, Permission.DECIDE, Permission.SEE_LEDGER},
    Role.VIEWER: _ANYBODY,
}

SCOPE_PERMISSIONS: Mapping[Scope, frozenset[Permission]] = {
    Scope.READ: frozenset({Permission.SEE_NUMBERS, Permission.SEE_INCIDENTS, Permission.SEE_LEDGER}),
    Scope.WRITE_INCIDENTS: frozenset(
        {Permission.COMMENT, Permission.WORK_INCIDENTS, Permission.SET_PRIORITY}
    ),
    Scope.WRITE_SUBMISSIONS: frozenset({Permission.HAND_IN, Permission.RELEASE_ITEMS}),
    Scope.WATCH: frozenset({Permission.SEE_HEALTH}),
    Scope.WRITE_RELEASES: frozenset({Permission.MANAGE_RELEASES}),
}


# A key that could make keys would outlive its own revocation, a decision is a person's word, and saved views
# and canned replies are on pages only.
FOR_PEOPLE_ONLY = frozenset(
    {Permission.MANAGE_KEYS, Permission.DECIDE, Permission.MANAGE_VIEWS, Permission.WRITE_REPLIES}
)


def role_may(role: str, permission: Permission) -> bool:
    """Whether the table grants `permission` to `role`."""
    return permission in ROLE_PERMISSIONS[Role(role)]


def scope_for(permission: Permission) -> Scope:
    """The scope that covers `permission`; each is covered by exactly one."""
    return next(scope for scope, covered in SCOPE_PERMISSIONS.items() if permission in covered)
