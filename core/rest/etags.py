"""Revisions as HTTP has them: an answer brings one as its ETag, and a write names the one it saw by If-Match."""

from __future__ import annotations

import re

from core.models import Revisioned
from core.models.revisions import LAST_REVISION

ANY = "*"
_TAG = re.compile(r'\s*(?:W/)?"(\d{1,10})"\s*')


def etag_of(row: Revisioned) -> str:
    return f'"{row.revision}"'


def revisions_in(header: str) -> set[int] | None:
    """Those that an If-Match names; weak ones count, for compressing an answer makes its tag weak.

    None for a header that is no list of such tags.
    """
    found = [_TAG.fullmatch(each) for each in header.split(",")]
    if not all(found):
        return None
    return {min(int(each[1]), LAST_REVISION) for each in found if each}
