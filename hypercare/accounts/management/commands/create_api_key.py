from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from hypercare.accounts.actions import create_api_key
from hypercare.accounts.models import User
from hypercare.accounts.roles import Scope


class Command(BaseCommand):
    """Make a key for the API that acts as one person."""

    help = "Make an API key that acts as one person, and print it this once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The person, a name by which to recognise the key later, and what it may be used for."""
        parser.add_argument("email")
        parser.add_argument("--label", default="command line")
        parser.add_argument(
            "--scope",
            action="append",
            choices=Scope.values,
            help="What it may be used for, once for each; only to read unless told otherwise.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the new key."""
        owner = User.objects.filter(email=options["email"].lower()).first()
        if owner is None:
            raise CommandError(f"email: nobody signs in with {options['email']}")
        scopes = options["scope"] or [Scope.READ]
        self.stdout.write(create_api_key(owner, label=options["label"], scopes=scopes))
