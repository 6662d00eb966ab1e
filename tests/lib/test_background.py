"""Asking for drains costs nobody a wait, and many who ask at once ask once."""

from threading import Event

from hypercare.lib.background import Asker


class Broker:
    """Takes its time until it is told to go on."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self.has_begun, self.may_go_on = Event(), Event()

    def send(self, name: str) -> None:
        """As the real one, but slow."""
        self.names.append(name)
        self.has_begun.set()
        assert self.may_go_on.wait(10)


def ended(asker: Asker) -> bool:
    """Whether its thread came to an end."""
    thread = asker._thread
    if thread:
        thread.join(10)
    return asker._thread is None


def test_who_asks_does_not_wait_for_a_slow_broker() -> None:
    broker = Broker()
    asker = Asker(broker.send)
    asker.ask("read")
    assert broker.has_begun.wait(10)
    broker.may_go_on.set()
    assert ended(asker)
    assert broker.names == ["read"]


def test_all_who_ask_meanwhile_ask_once() -> None:
    broker = Broker()
    asker = Asker(broker.send)
    asker.ask("read")
    assert broker.has_begun.wait(10)
    for _ in range(50):
        asker.ask("read")
    broker.may_go_on.set()
    assert ended(asker)
    assert broker.names == ["read", "read"]


def test_it_begins_again_after_it_ended() -> None:
    broker = Broker()
    broker.may_go_on.set()
    asker = Asker(broker.send)
    for _ in range(2):
        asker.ask("read")
        assert ended(asker)
    assert broker.names == ["read", "read"]
