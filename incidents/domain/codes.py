"""What can happen to an incident, what it is, why it happened and how it ended: the codes of events."""

from enum import StrEnum


class EventKind(StrEnum):
    """What can happen to an incident, in the past tense."""

    DECLARED = "declared"
    ACKNOWLEDGED = "acknowledged"
    ASSIGNED = "assigned"
    TRIAGED = "triaged"
    PRIORITY_SET = "priority_set"
    PRIORITY_OVERRIDDEN = "priority_overridden"
    OVERRIDE_LIFTED = "override_lifted"
    REPLIED = "replied"
    REPORTER_WROTE = "reporter_wrote"
    NOTED = "noted"
    WAIT_STARTED = "wait_started"
    WAIT_ENDED = "wait_ended"
    PLANNED = "planned"
    CAUSE_FOUND = "cause_found"
    FIX_READY = "fix_ready"
    FIX_WITHDRAWN = "fix_withdrawn"
    RESOLVED = "resolved"
    REOPENED = "reopened"
    DECLINED = "declined"
    CLOSED = "closed"
    SNOOZED = "snoozed"
    WOKEN = "woken"
    FOLLOW_UP_ADDED = "follow_up_added"
    FOLLOW_UP_CHANGED = "follow_up_changed"
    TIED = "tied"
    UNTIED = "untied"
    JOINED = "joined"
    PARTED = "parted"
    TARGET_WARNED = "target_warned"
    TARGET_BREACHED = "target_breached"
    RESTRICTED = "restricted"
    OPENED_TO_ALL = "opened_to_all"
    REFERENCE_ADDED = "reference_added"
    REFERENCE_REMOVED = "reference_removed"
    MAJOR_DECLARED = "major_declared"
    MAJOR_ROLE_TAKEN = "major_role_taken"
    MAJOR_WORDED = "major_worded"
    MAJOR_UPDATED = "major_updated"
    UPDATE_MISSED = "update_missed"
    STOOD_DOWN = "stood_down"
    MAJOR_REVIEWED = "major_reviewed"
    RECORDED = "recorded"
    UNDONE = "undone"


class ActorKind(StrEnum):
    """Who acted."""

    HUMAN = "human"
    REPORTER = "reporter"
    BOT = "bot"
    IMPORT = "import"


class Nature(StrEnum):
    """What an incident is. Enhancements and questions stay outside backlog, MTTR and gate."""

    DEFECT = "defect"
    PERFORMANCE = "performance"
    INTEGRATION = "integration"
    DATA = "data"
    ACCESS = "access"
    SECURITY = "security"
    USABILITY = "usability"
    DOCUMENTATION = "documentation"
    TRAINING_GAP = "training_gap"
    MODEL_ANSWER = "model_answer"
    ENHANCEMENT = "enhancement"
    QUESTION = "question"


NOT_DISTURBANCES = frozenset({Nature.ENHANCEMENT, Nature.QUESTION})


class Cause(StrEnum):
    """Why it happened, as found when resolving."""

    CODE = "code"
    CONFIGURATION = "configuration"
    DATA = "data"
    INFRASTRUCTURE = "infrastructure"
    VENDOR = "vendor"
    TRAINING = "training"
    REQUIREMENT = "requirement"
    UNKNOWN = "unknown"


class Resolution(StrEnum):
    """How the user can work again."""

    FIXED = "fixed"
    ROLLED_BACK = "rolled_back"
    WORKAROUND = "workaround"
    CONFIGURED = "configured"
    EXPLAINED = "explained"
    NOT_REPRODUCIBLE = "not_reproducible"


class DeclineReason(StrEnum):
    """Why nothing will be done; the reporter is told in words."""

    WORKS_AS_DESIGNED = "works_as_designed"
    OUT_OF_SCOPE = "out_of_scope"
    DUPLICATE = "duplicate"
    NOT_A_DISTURBANCE = "not_a_disturbance"
