"""Reads of the catalogue."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

from catalog.domain.question_pack import QuestionPack
from catalog.files.load import QUESTION_SCHEMA, load_pack, parse_pack, shipped_codes
from catalog.models import Pack

MOST_KEPT = 16
"""Packs that a process keeps read: a large one takes a second to read and some megabytes."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A question pack that can be assessed against. `pack` is None for a shipped one that was not used yet."""

    content: QuestionPack
    pack: Pack | None
    is_newest: bool

    @property
    def name(self) -> str:
        return f"{self.content.code}@{self.content.version}"


def question_packs() -> list[Offer]:
    """Installed and shipped ones: first the newest version of each, by title, then the earlier ones."""
    installed = Pack.objects.filter(source__contains=QUESTION_SCHEMA).defer("source")
    found: dict[tuple[str, str], tuple[QuestionPack, Pack | None]]
    found = {(pack.code, pack.version): (question_pack(pack), pack) for pack in installed}
    for content in _shipped_question_packs():
        found.setdefault((content.code, content.version), (content, None))
    newest = {code: max((_order(v), v) for c, v in found if c == code)[1] for code, _version in found}
    offers = [Offer(content, pack, newest[content.code] == content.version) for content, pack in found.values()]
    offers.sort(key=lambda offer: _order(offer.content.version), reverse=True)
    return sorted(offers, key=lambda offer: (not offer.is_newest, offer.content.title))


def newer_than(pack: Pack) -> Offer | None:
    """The newest version of the same pack, installed or shipped; None where there is none after this one."""
    same = Pack.objects.filter(code=pack.code, source__contains=QUESTION_SCHEMA).defer("source")
    installed = {each.version: each for each in same}
    shipped = {each.version: each for each in _shipped_question_packs() if each.code == pack.code}
    newest = max([pack.version, *installed, *shipped], key=_order)
    if newest == pack.version:
        return None
    found = installed.get(newest)
    return Offer(question_pack(found) if found else shipped[newest], found, is_newest=True)


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


@cache
def _shipped_question_packs() -> tuple[QuestionPack, ...]:
    packs = (load_pack(code) for code in shipped_codes())
    return tuple(pack for pack in packs if isinstance(pack, QuestionPack))


@cache
def shipped_kinds() -> dict[str, str]:
    """The titles of the kinds of evidence that shipped packs name, by their id."""
    return {id_: kind.title for pack in _shipped_question_packs() for id_, kind in pack.evidence_kind.items()}


def _order(version: str) -> tuple[int, ...]:
    return tuple(map(int, version.split(".")))
