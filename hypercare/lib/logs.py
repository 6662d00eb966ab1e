"""What a line of the log may say."""

import logging

from django.http import HttpRequest

from hypercare.lib.headers import SECRET_PARTS

# Whoever holds such an address may act, for as long as it is valid.
SECRETS = SECRET_PARTS | {"uidb36"}


class DiscreetFilter(logging.Filter):
    """A refused request is one line without a traceback, and no line carries a secret address."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Shorten the record; it is always kept."""
        if getattr(record, "status_code", 500) < 500:
            record.exc_info = None
        request = getattr(record, "request", None)
        if isinstance(request, HttpRequest) and isinstance(record.args, tuple):
            record.args = tuple(_route(request) if each == request.path else each for each in record.args)
        return True


def _route(request: HttpRequest) -> str:
    found = request.resolver_match
    return f"/{found.route}" if found and SECRETS & found.kwargs.keys() else request.path
