"""Days as people write them in files and on the command line."""

from __future__ import annotations

import re
from datetime import date

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
DAY_EXPECTED = "must be a date like 2026-10-31"


def parse_day(text: str) -> date | None:
    """The day, or None. Python would also take 20261031 and 2026-W44-6, which a reader may take for something else."""
    try:
        return date.fromisoformat(text) if _DAY.match(text) else None
    except ValueError:
        return None
