"""One sign of life to whoever watches from outside: its absence is the alarm."""

import logging

import httpx
from django.conf import settings

logger = logging.getLogger(__name__)

TIMEOUT_SECONDS = 5.0


def send_heartbeat() -> bool:
    """Ask for `HEARTBEAT_URL`, if there is one; whether somebody heard it."""
    if not settings.HEARTBEAT_URL:
        return False
    try:
        httpx.get(settings.HEARTBEAT_URL, timeout=TIMEOUT_SECONDS).raise_for_status()
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        logger.warning("nobody heard the heartbeat: %s", type(error).__name__)
        return False
    return True
