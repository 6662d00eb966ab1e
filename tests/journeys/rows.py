"""The database of a running stack, asked from outside."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg2
from psycopg2.extensions import connection

from hypercare.runtime.location import DATABASE, USER
from tests.stack import Stack


@contextmanager
def connected(stack: Stack) -> Iterator[connection]:
    """A connection of its own, closed afterwards; what it holds is let go."""
    opened = psycopg2.connect(host=str(stack.location.sockets), user=USER, dbname=DATABASE)
    try:
        yield opened
    finally:
        opened.close()


def rows(stack: Stack, sql: str) -> list[tuple[Any, ...]]:
    """What it answers."""
    with connected(stack) as opened, opened.cursor() as cursor:
        cursor.execute(sql)
        return list(cursor.fetchall())
