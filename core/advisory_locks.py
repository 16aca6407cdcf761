"""Locks on an idea rather than on a row, held until the end of the transaction.

PostgreSQL has them as advisory locks. SQLite needs none: whoever writes there writes alone.
"""

from zlib import crc32

from django.db import connection


def share(name: str, number: int) -> None:
    """Go on together with others who share it, once nobody holds it alone."""
    _lock("pg_advisory_xact_lock_shared", name, number)


def hold_alone(name: str, number: int) -> None:
    """Wait until everybody who shared it has ended their transaction; new ones wait for the end of this one."""
    _lock("pg_advisory_xact_lock", name, number)


def _lock(function: str, name: str, number: int) -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {function}(%s, %s)", [_signed(crc32(name.encode())), _signed(number)])


def _signed(number: int) -> int:
    """The keys are integers of 32 bits with a sign. Two that fall together only wait for each other."""
    return (number + 2**31) % 2**32 - 2**31
