"""What the benchmark asks inside a process of one data set."""

from django.test import Client

from hypercare.accounts.models import User


def sign_in(email: str) -> str:
    """The key of a new session of this person."""
    client = Client(HTTP_HOST="127.0.0.1")
    client.force_login(User.objects.get(email=email))
    return client.cookies["sessionid"].value


def is_member(email: str, key: str) -> bool:
    """Whether this person is in the launch."""
    return User.objects.filter(email=email, launches__key=key).exists()
