"""Writing canned replies: what everybody of a launch may take."""

from django.db import transaction

from hypercare.launches.models import Launch
from hypercare.lib.errors import DomainError
from incidents.domain.placeholders import check_placeholders
from incidents.models import CannedReply
from incidents.models.canned import BODY_LENGTH, NAME_LENGTH

REPLIES_AT_MOST = 100


@transaction.atomic
def keep_canned_reply(reply: CannedReply, *, name: str, body: str) -> CannedReply:
    """Add it to its launch, or change it. The same again changes nothing.

    Raises `DomainError` for a name or words that cannot be, a name taken, or one reply too many.
    """
    reply.name, reply.body = _name(name), _body(body)
    Launch.objects.select_for_update(no_key=True).get(pk=reply.launch_id)
    others = CannedReply.objects.filter(launch=reply.launch_id).exclude(pk=reply.pk)
    taken = others.filter(name__iexact=reply.name).first()
    if taken and reply._state.adding and taken.body == reply.body:
        return taken
    if taken:
        raise DomainError(f"There is a canned reply called “{taken.name}” already.", field="name")
    if reply._state.adding and others.count() >= REPLIES_AT_MOST:
        raise DomainError(f"A launch has at most {REPLIES_AT_MOST} canned replies.", field="name")
    reply.save()
    return reply


def delete_canned_reply(reply: CannedReply) -> None:
    """Forget it; what was said with it stays."""
    reply.delete()


def _name(said: str) -> str:
    name = " ".join(said.split())
    if not name:
        raise DomainError("Give it a name.", field="name")
    if len(name) > NAME_LENGTH:
        raise DomainError(f"A name has at most {NAME_LENGTH} characters.", field="name")
    return name


def _body(said: str) -> str:
    body = said.strip()
    if not body:
        raise DomainError("Write the reply.", field="body")
    if len(body) > BODY_LENGTH:
        raise DomainError(f"A canned reply has at most {BODY_LENGTH} characters.", field="body")
    check_placeholders(body, field="body")
    return body
