"""What an incident is, why it happened and how it ended: the codes that events carry."""

from enum import StrEnum


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
