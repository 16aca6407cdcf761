"""Inter, as the report's page asks for it: the rules for its style sheet, and the files they name.

TTF, because WeasyPrint would unpack woff2 anew for every PDF. Letters that Inter lacks come from a font of the machine.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

_FOLDER = Path(__file__).resolve().parents[2] / "static" / "fonts"
_FACES = (
    ("Regular", 400, "normal"),
    ("Italic", 400, "italic"),
    ("Medium", 500, "normal"),
    ("SemiBold", 600, "normal"),
    ("Bold", 700, "normal"),
)

FONT_FILES: Mapping[str, Path] = MappingProxyType(
    {f"fonts/Inter-{face}.ttf": _FOLDER / f"Inter-{face}.ttf" for face, _, _ in _FACES}
)

FONT_FACES = "\n".join(
    f"@font-face {{ font-family: Inter; font-weight: {weight}; font-style: {style}; "
    f"src: url(report:fonts/Inter-{face}.ttf) }}"
    for face, weight, style in _FACES
)
