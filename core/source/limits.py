"""How much of a foreign file is read, decided before any of it is understood."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from core.source.faults import BadInputError, Fault, Faults
from core.source.nodes import CONTROL_CHARACTER


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on a file: its size in bytes, its nesting, and its values.

    Values are counted with every alias written out, and so are characters, of which there may be `size` too.
    """

    size: int = 4 * 1024 * 1024
    depth: int = 24
    values: int = 200_000


DEFAULT_LIMITS = Limits()


def read_file(path: Path, limits: Limits = DEFAULT_LIMITS, hint: str = "") -> bytes:
    """The file's bytes, one more than the limit at most. Raises BadInputError where there is nothing to read."""
    try:
        with open(path, "rb", opener=_open_at_once) as file:
            return file.read(limits.size + 1)
    except OSError as error:
        reason = f"{error.strerror or 'It cannot be read'}."
        raise BadInputError([Fault(str(path), None, f"{reason} {hint}".strip())]) from error


def _open_at_once(path: str, flags: int) -> int:
    """A pipe that nobody writes into is an empty file; without this, opening it would wait for ever."""
    if os.name != "posix":
        return os.open(path, flags)
    opened = os.open(path, flags | os.O_NONBLOCK)
    os.set_blocking(opened, True)
    return opened


def decode(data: bytes, faults: Faults, limits: Limits = DEFAULT_LIMITS) -> str | None:
    """The file's text, or None with a fault noted: too large, not UTF-8, or with control characters."""
    if len(data) > limits.size:
        faults.add(None, f"The file has {len(data):,} bytes; at most {limits.size:,} are read.")
        return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        faults.add(line, "This is not UTF-8 text. Save the file with the encoding UTF-8.")
        return None
    # Found here, because a parser would stop at the first one and not say which line to mend.
    for found in CONTROL_CHARACTER.finditer(text):
        line = text.count("\n", 0, found.start()) + 1
        faults.add(line, f"There is a control character (U+{ord(found[0]):04X}) here; remove it.")
        if len(faults.found) >= 20:
            break
    return None if faults else text
