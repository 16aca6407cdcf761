"""PDFs with just that in them by which a report is told: files attached, and hashes printed."""

from __future__ import annotations

import json
import zlib
from collections.abc import Sequence

HEX_DIGITS = "0123456789abcdef"


def make_results(organisation: str = "Northwind Billing") -> bytes:
    return json.dumps({"assessment": {"organisation": organisation}, "as_of": "2026-11-21"}, indent=2).encode()


def make_record(code: str) -> bytes:
    return json.dumps({"report": code, "content_hash": "0" * 64}).encode()


def make_pdf_file(
    *attached: bytes, printed: Sequence[str] = (), is_packed: bool = True, end: bytes = b"%%EOF"
) -> bytes:
    """The glyphs of its font are numbered backwards, so that nobody reads them without asking the font."""
    streams = [(b"/Type /EmbeddedFile", content) for content in attached]
    if printed:
        letters = "".join(f"<{_glyph(digit)}> <{ord(digit):04x}>\n" for digit in HEX_DIGITS)
        streams.append((b"", f"begincmap 16 beginbfchar\n{letters}endbfchar".encode()))
        for text in printed:
            shown = "> -3 <".join("".join(map(_glyph, text[at : at + 7])) for at in range(0, len(text), 7))
            streams.append((b"", f"BT [<{shown}>] TJ ET".encode()))
    objects = [
        b"%d 0 obj\n<<%b/Length 1>>\nstream\n%b\nendstream\nendobj\n"
        % (number, kind, zlib.compress(content) if is_packed else content)
        for number, (kind, content) in enumerate(streams, start=1)
    ]
    return b"%PDF-1.7\n" + b"".join(objects) + end


def _glyph(digit: str) -> str:
    return f"{0x200 - ord(digit):04x}"
