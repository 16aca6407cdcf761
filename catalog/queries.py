"""Reads of the catalogue."""

from __future__ import annotations

from functools import lru_cache

from catalog.domain.question_pack import QuestionPack
from catalog.files.load import parse_pack
from catalog.models import Pack

MOST_KEPT = 16
"""Packs that a process keeps read: a large one takes a second to read and some megabytes."""


def question_pack(pack: Pack) -> QuestionPack:
    """The content of an installed question pack. It never changes, so each process reads it once."""
    return _read(pack.pk, pack.hash)


@lru_cache(maxsize=MOST_KEPT)
def _read(key: int, hash_: str) -> QuestionPack:
    source = Pack.objects.values_list("source", flat=True).get(pk=key)
    content = parse_pack(source.encode(), str(key))
    if not isinstance(content, QuestionPack):
        raise TypeError(f"pack {key} has no questions")
    return content
