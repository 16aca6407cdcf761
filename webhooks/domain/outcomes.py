"""How an attempt to send can end."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Ending(StrEnum):
    ACCEPTED = "accepted"
    REFUSED = "refused"
    GONE = "gone"
    REDIRECTED = "redirected"
    TIMED_OUT = "timed_out"
    UNREACHABLE = "unreachable"
    UNKNOWN_HOST = "unknown_host"
    PRIVATE_ADDRESS = "private_address"
    BAD_CERTIFICATE = "bad_certificate"
    NO_ANSWER = "no_answer"
    BAD_ADDRESS = "bad_address"
    NOT_MADE = "not_made"


@dataclass(frozen=True, slots=True)
class Outcome:
    """`status` is None where there was no answer; `retry_after` is the header as it came; `said` is the beginning of
    what a receiver answered to what it did not take."""

    ending: Ending
    status: int | None = None
    retry_after: str | None = None
    said: str = ""

    @property
    def is_success(self) -> bool:
        return self.ending is Ending.ACCEPTED


def ending_of(status: int) -> Ending:
    """Only 2xx is taken; a redirection is not followed, for it could lead anywhere."""
    if 200 <= status < 300:
        return Ending.ACCEPTED
    if 300 <= status < 400:
        return Ending.REDIRECTED
    return Ending.GONE if status == 410 else Ending.REFUSED
