"""Many senders at once, each on one connection, so lean that the server's work is what is measured."""

import socket
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import count
from urllib.parse import urlencode

from hypercare.runtime import application

SENDERS = 8
EACH = 40
BOUNDARY = "bench-boundary"
KEY = "k" * 16
TIMEOUT_SECONDS = 60
PER_NETWORK = 250

Encode = Callable[[Mapping[str, str]], tuple[str, bytes]]  # to a content type and a body

_bursts = count()
_keys = count(time.time_ns() // 1000)  # none was used by an earlier run


@dataclass(frozen=True, slots=True)
class Post:
    """One request, whose `KEY` becomes another one each time it is sent."""

    head: bytes
    body: bytes
    status: int

    def anew(self) -> bytes:
        """The request as one more sender would send it."""
        return self.head + self.body.replace(KEY.encode(), f"{next(_keys):016}".encode())


def post(
    path: str, said: Mapping[str, str], encode: Callable[[Mapping[str, str]], tuple[str, bytes]]
) -> Post:
    """A request with these words; stored is answered with 201, the form with a redirect."""
    content_type, body = encode(said)
    head = (
        f"POST {path} HTTP/1.1\r\nHost: {application.HOST}\r\nContent-Type: {content_type}\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    return Post(head.encode(), body, 201 if path.startswith("/bench/") else 302)


def as_a_browser(said: Mapping[str, str]) -> tuple[str, bytes]:
    """How a page sends a form that may hold a picture."""
    parts = (
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{words}\r\n'
        for name, words in said.items()
    )
    return f"multipart/form-data; boundary={BOUNDARY}", f"{''.join(parts)}--{BOUNDARY}--\r\n".encode()


def as_a_program(said: Mapping[str, str]) -> tuple[str, bytes]:
    """The plainest way."""
    return "application/x-www-form-urlencoded", urlencode(said).encode()


def rate(port: int, sent: Post) -> float:
    """Requests a second while `SENDERS` send `EACH` as fast as they are answered.

    Every sender of every burst has an address of its own, as reporters have, so nobody comes near the limit
    per address; the limit is counted all the same.
    """
    burst = next(_bursts)
    network = f"127.{1 + burst // PER_NETWORK}.{burst % PER_NETWORK}"
    lines = [
        socket.create_connection((application.HOST, port), TIMEOUT_SECONDS, (f"{network}.{n}", 0))
        for n in range(1, SENDERS + 1)
    ]
    with ThreadPoolExecutor(SENDERS) as pool:
        started = time.perf_counter()
        list(pool.map(lambda line: _send(line, sent), lines))
        return SENDERS * EACH / (time.perf_counter() - started)


def _send(line: socket.socket, sent: Post) -> None:
    with line:
        for _ in range(EACH):
            line.sendall(sent.anew())
            answer = _answer(line)
            assert answer.startswith(f"HTTP/1.1 {sent.status} ".encode()), answer[:500]


def _answer(line: socket.socket) -> bytes:
    """Head and body of one answer."""
    got = b""
    while b"\r\n\r\n" not in got:
        got += line.recv(65536)
    head, _, body = got.partition(b"\r\n\r\n")
    length = int(head.lower().partition(b"content-length:")[2].split(b"\r\n")[0])
    while len(body) < length:
        body += line.recv(65536)
    return head
