"""Counting what is limited. Counters live in Redis; while it is away nobody is turned away (ADR 5)."""

import time
from dataclasses import dataclass
from hashlib import sha256
from ipaddress import IPv4Address, IPv6Network, ip_address
from threading import Lock
from typing import cast

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse

from hypercare.lib.cache import ForgivingRedisCache
from hypercare.lib.limits import Limit


def seconds_to_wait(limit: Limit, request: HttpRequest, *others: str) -> int:
    """Count this request for its address (and `others`); how long to wait when that is too many, else 0."""
    return count(limit, address_of(request), *others)


def count(limit: Limit, *who: str) -> int:
    """Count once more for `who`; the seconds until the next window when the limit is passed, else 0."""
    now = time.time()
    window = int(now // limit.seconds)
    digest = sha256("\n".join(who).encode()).hexdigest()[:32]
    counted = _counted(f"throttle:{limit.name}:{window}:{digest}", limit)
    return 0 if counted <= limit.count else int((window + 1) * limit.seconds - now) + 1


@dataclass(slots=True)
class _Tally:
    """What is known of one name: the count in Redis when last heard, and what was counted here since."""

    told: int = 0
    untold: int = 0


_tallies: dict[str, _Tally] = {}
_TALLIES_AT_MOST = 20_000
_one_at_a_time = Lock()


def _counted(name: str, limit: Limit) -> int:
    """One more, and how many that makes, short of what other processes have not told yet (ADR 5).

    Most addresses send a few reports in a window, and theirs cost no round trip.
    """
    with _one_at_a_time:
        if len(_tallies) >= _TALLIES_AT_MOST:
            _tallies.clear()  # nearly all are of windows that have ended
        tally = _tallies.setdefault(name, _Tally())
        tally.untold += 1
        if tally.untold < limit.stride:
            return tally.told + tally.untold
        more, tally.untold = tally.untold, 0
    tally.told = cast("ForgivingRedisCache", cache).count(name, limit.seconds, more=more)
    return tally.told


def address_of(request: HttpRequest) -> str:
    """Where the request comes from: an IPv4 address, or the /64 network of an IPv6 one.

    Each trusted proxy adds to `X-Forwarded-For` whom it heard from; what stands further left anybody can
    write, so it is never read.
    """
    heard = [
        request.META.get("REMOTE_ADDR", ""),
        *reversed(request.headers.get("X-Forwarded-For", "").split(",")),
    ]
    told = heard[settings.TRUSTED_PROXY_COUNT : settings.TRUSTED_PROXY_COUNT + 1]
    return _network(*told) or _network(heard[0]) or "unknown"


def _network(text: str = "") -> str:
    try:
        address = ip_address(text.strip())
    except ValueError:
        return ""
    if isinstance(address, IPv4Address):
        return str(address)
    return str(address.ipv4_mapped or IPv6Network((int(address), 64), strict=False).network_address)


def try_again_in(seconds: int, response: HttpResponse) -> HttpResponse:
    """The same answer, saying to programs too when to try again."""
    response.headers["Retry-After"] = str(seconds)
    return response


def words_for(seconds: int) -> str:
    """What a person is told."""
    return f"Too many were sent from your network just now. Try again in {span(seconds)}."


def span(seconds: int) -> str:
    """Seconds in the words of a person."""
    if seconds <= 90:
        return f"{seconds} seconds" if seconds != 1 else "1 second"
    return f"{-(-seconds // 60)} minutes"
