"""Counting calls of the API, and remembering those that make something, so that a repeated one makes nothing twice."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, connection, transaction

from accounts.models import ApiMinute, IdempotentCall, User

KEPT = timedelta(hours=24)
LEASE = timedelta(minutes=5)
"""After which a call without an answer has died with its process, and may be made again."""


@dataclass(frozen=True)
class Rate:
    """How much of a minute's calls is used; `resets_in` are seconds."""

    limit: int
    calls: int
    resets_in: int

    @property
    def remaining(self) -> int:
        return max(0, self.limit - self.calls)

    @property
    def is_over(self) -> bool:
        return self.calls > self.limit


class OtherBodyError(Exception):
    """The key was used for another call."""


class StillRunningError(Exception):
    """The call with this key has no answer yet."""


def count_call(caller: str, *, limit: int, now: datetime) -> Rate:
    """One statement, so that no two processes lose a call of each other's, on either database."""
    seconds = int(now.timestamp())
    table = connection.ops.quote_name(ApiMinute._meta.db_table)
    count = f"""
        INSERT INTO {table} (caller, minute, calls) VALUES (%s, %s, 1)
        ON CONFLICT (caller) DO UPDATE SET
            calls = CASE WHEN {table}.minute = excluded.minute THEN {table}.calls + 1 ELSE 1 END,
            minute = excluded.minute
        RETURNING calls
    """
    with connection.cursor() as cursor:
        cursor.execute(count, [caller, seconds // 60])
        (calls,) = cursor.fetchone()
    return Rate(limit, calls, 60 - seconds % 60)


def begin_call(*, user: User, key: str, fingerprint: str, now: datetime) -> IdempotentCall:
    """Ours to make where it has no status, else as it was answered. Raises OtherBodyError, StillRunningError."""
    mine = {"fingerprint": fingerprint, "begun_at": now, "status": None, "headers": {}, "body": None}
    IdempotentCall.objects.filter(user=user, key=key, begun_at__lte=now - KEPT).delete()
    try:
        with transaction.atomic():
            return IdempotentCall.objects.create(user=user, key=key, **mine)
    except IntegrityError:
        made = IdempotentCall.objects.filter(user=user, key=key).first()
    if made is None:  # it failed in this moment, and makes room
        raise StillRunningError
    if made.fingerprint != fingerprint:
        raise OtherBodyError
    if made.status is None:
        died = IdempotentCall.objects.filter(pk=made.pk, status=None, begun_at__lte=now - LEASE)
        if not died.update(begun_at=now):
            raise StillRunningError
    return made


def answer_call(*, call: IdempotentCall, status: int, headers: dict[str, str], body: Any) -> None:
    """`body` without secrets: it lies here for a day."""
    IdempotentCall.objects.filter(pk=call.pk).update(status=status, headers=headers, body=body)


def forget_call(*, call: IdempotentCall) -> None:
    """It made nothing, and may be made again."""
    IdempotentCall.objects.filter(pk=call.pk).delete()


def purge_calls(*, now: datetime) -> int:
    """Forget what nobody can repeat any more; how many calls that were."""
    ApiMinute.objects.filter(minute__lt=int((now - KEPT).timestamp()) // 60).delete()
    return IdempotentCall.objects.filter(begun_at__lte=now - KEPT).delete()[0]
