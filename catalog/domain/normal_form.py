"""A pack as plain data with every default filled in, and the hash that names its content."""

from __future__ import annotations

import hashlib
import json
from dataclasses import fields, is_dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Any

from catalog.domain.criteria_pack import CriteriaPack
from catalog.domain.question_pack import QuestionPack

type Pack = QuestionPack | CriteriaPack

QUESTION, CRITERIA = "question", "criteria"
"""The kinds of pack."""

# Python cannot name a field `class` or `from`; the data can, and people who write packs do.
NAMES = {"evidence_class": "class", "from_level": "from", "to_level": "to"}


def normal_form(pack: Pack) -> dict[str, Any]:
    """The pack as JSON-ready data, `hash` included: sha256 over everything else in canonical JSON.

    Weights are numbers: whole ones as integers, others as decimals, exact as written in the pack.
    """
    content: dict[str, Any] = {"kind": QUESTION if isinstance(pack, QuestionPack) else CRITERIA}
    content |= _plain(pack)
    return content | {"hash": content_hash(content)}


def content_hash(content: dict[str, Any]) -> str:
    """sha256 in hex of data without its `hash`, keys sorted, no spaces, UTF-8."""
    bare = {key: value for key, value in content.items() if key != "hash"}
    text = json.dumps(bare, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(value: Any) -> Any:
    """Dataclasses as mappings, tuples as lists, exact numbers as numbers."""
    if isinstance(value, StrEnum):
        return value.value
    if value is None or isinstance(value, str | int):
        return value
    if isinstance(value, Fraction):
        return int(value) if value.denominator == 1 else float(value)
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if is_dataclass(value):
        return {NAMES.get(f.name, f.name): _plain(getattr(value, f.name)) for f in fields(value)}
    raise TypeError(f"no plain form for {type(value).__name__}")
