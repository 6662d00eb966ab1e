"""What may change about the way into an account: each is audited, and the person is told by mail."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from hypercare.accounts.models import User
from hypercare.audit.record import record_change
from hypercare.door.letters import tell_of_change


@dataclass(frozen=True, slots=True)
class Change:
    """One kind of change, in the words of the audit trail and of the letter."""

    verb: str
    subject: str
    sentence: str


PASSWORD_CHANGED = Change(
    "password changed", "Your password was changed", "The password of your account was changed."
)
PASSWORD_RESET = Change(
    "password reset by link",
    "Your password was set anew",
    "A new password was set with a link sent to this address. All sessions were ended.",
)
SECOND_FACTOR_ON = Change(
    "second factor switched on",
    "Two-factor sign-in is on",
    "From now on signing in asks for a code from your phone.",
)
SECOND_FACTOR_OFF = Change(
    "second factor switched off",
    "Two-factor sign-in is off",
    "Signing in no longer asks for a code from your phone.",
)
CODES_RENEWED = Change(
    "recovery codes renewed",
    "You have new recovery codes",
    "New recovery codes were made. The old ones no longer work.",
)
CODE_USED = Change(
    "recovery code used",
    "A recovery code was used",
    "Somebody signed in to your account with one of its recovery codes.",
)


@transaction.atomic
def note_change(user: User, change: Change, *, at: datetime) -> None:
    """Append the audit entry and queue the letter, in the transaction of the change itself."""
    entry = record_change(user, actor_id=user.pk, verb=change.verb)
    tell_of_change(user, subject=change.subject, sentence=change.sentence, key=f"audit {entry.pk}", at=at)
