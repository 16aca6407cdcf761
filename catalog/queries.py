"""Reads of the catalogue."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from django.db.models import BooleanField, ExpressionWrapper, Q

from catalog.domain.criteria_pack import CriteriaPack
from catalog.domain.normal_form import CRITERIA, QUESTION, normal_form
from catalog.domain.question_pack import QuestionPack
from catalog.files.load import CRITERIA_SCHEMA, QUESTION_SCHEMA, load_pack, parse_pack, shipped_codes
from catalog.models import Pack

MOST_KEPT = 16
"""Packs that a process keeps read: a large one takes a second to read and some megabytes."""


@dataclass(frozen=True, slots=True)
class Offer[Content: (QuestionPack, CriteriaPack)]:
    """A pack that can be used. `pack` is None for a shipped one that was not used yet."""

    content: Content
    pack: Pack | None
    is_newest: bool

    @property
    def name(self) -> str:
        return f"{self.content.code}@{self.content.version}"


@dataclass(frozen=True, slots=True)
class Head:
    """A version of a pack, without its content. `key` is that of the installed row, None for one that only ships."""

    kind: str
    code: str
    version: str
    title: str
    hash: str
    key: int | None
    is_newest: bool = False

    @property
    def is_installed(self) -> bool:
        return self.key is not None


def pack_heads(code: str = "") -> list[Head]:
    """Of all packs, or of all versions of one: first the newest of each, by title. In one query."""
    rows = Pack.objects.filter(code=code) if code else Pack.objects.all()
    of_criteria = ExpressionWrapper(Q(source__contains=CRITERIA_SCHEMA), output_field=BooleanField())
    found = {(each.code, each.version): each for each in _shipped_heads() if code in {"", each.code}}
    for values in rows.values_list(of_criteria, "code", "version", "title", "hash", "pk"):
        head = Head(CRITERIA if values[0] else QUESTION, *values[1:])
        found[head.code, head.version] = head
    heads = [replace(head, is_newest=_is_newest(key, found)) for key, head in found.items()]
    heads.sort(key=lambda head: _order(head.version), reverse=True)
    return sorted(heads, key=lambda head: (not head.is_newest, head.title))


def find_head(code: str, version: str = "") -> Head:
    """Of this version, or of the newest. Raises Pack.DoesNotExist."""
    for head in pack_heads(code):
        if version in {"", head.version}:
            return head
    raise Pack.DoesNotExist


def content_of(head: Head) -> QuestionPack | CriteriaPack:
    if head.key:
        return _read(head.key, head.hash)
    return next(pack for pack in _shipped_packs() if (pack.code, pack.version) == (head.code, head.version))


def question_packs() -> list[Offer[QuestionPack]]:
    """Installed and shipped ones: first the newest version of each, by title, then the earlier ones."""
    installed = Pack.objects.filter(source__contains=QUESTION_SCHEMA).defer("source")
    found: dict[tuple[str, str], tuple[QuestionPack, Pack | None]]
    found = {(pack.code, pack.version): (question_pack(pack), pack) for pack in installed}
    for content in _shipped_question_packs():
        found.setdefault((content.code, content.version), (content, None))
    return _in_order([Offer(content, pack, is_newest=_is_newest(key, found)) for key, (content, pack) in found.items()])


def criteria_packs() -> list[Offer[CriteriaPack]]:
    """The same for packs of criteria that vendors are compared by."""
    installed = Pack.objects.filter(source__contains=CRITERIA_SCHEMA).defer("source")
    found: dict[tuple[str, str], tuple[CriteriaPack, Pack | None]]
    found = {(pack.code, pack.version): (criteria_pack(pack), pack) for pack in installed}
    for content in _shipped_criteria_packs():
        found.setdefault((content.code, content.version), (content, None))
    return _in_order([Offer(content, pack, is_newest=_is_newest(key, found)) for key, (content, pack) in found.items()])


def _is_newest(key: tuple[str, str], found: Iterable[tuple[str, str]]) -> bool:
    code, version = key
    return version == max((each for same, each in found if same == code), key=_order)


def _in_order[Content: (QuestionPack, CriteriaPack)](offers: list[Offer[Content]]) -> list[Offer[Content]]:
    offers.sort(key=lambda offer: _order(offer.content.version), reverse=True)
    return sorted(offers, key=lambda offer: (not offer.is_newest, offer.content.title))


def newer_than(pack: Pack) -> Offer[QuestionPack] | None:
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
    content = _read(pack.pk, pack.hash)
    if not isinstance(content, QuestionPack):
        raise TypeError(f"{pack} has no questions")
    return content


def criteria_pack(pack: Pack) -> CriteriaPack:
    """The content of an installed pack of criteria."""
    content = _read(pack.pk, pack.hash)
    if not isinstance(content, CriteriaPack):
        raise TypeError(f"{pack} has no criteria for vendors")
    return content


@lru_cache(maxsize=MOST_KEPT)
def _read(key: int, hash_: str) -> QuestionPack | CriteriaPack:
    source = Pack.objects.values_list("source", flat=True).get(pk=key)
    return parse_pack(source.encode(), str(key))


@cache
def _shipped_packs() -> tuple[QuestionPack | CriteriaPack, ...]:
    return tuple(load_pack(code) for code in shipped_codes())


@cache
def _shipped_heads() -> tuple[Head, ...]:
    named = ("kind", "code", "version", "title", "hash")
    forms = [normal_form(pack) for pack in _shipped_packs()]
    return tuple(Head(**{name: form[name] for name in named}, key=None) for form in forms)


def _shipped_question_packs() -> tuple[QuestionPack, ...]:
    return tuple(pack for pack in _shipped_packs() if isinstance(pack, QuestionPack))


def _shipped_criteria_packs() -> tuple[CriteriaPack, ...]:
    return tuple(pack for pack in _shipped_packs() if isinstance(pack, CriteriaPack))


@cache
def shipped_kinds() -> dict[str, str]:
    """The titles of the kinds of evidence that shipped packs name, by their id."""
    return {id_: kind.title for pack in _shipped_question_packs() for id_, kind in pack.evidence_kind.items()}


def _order(version: str) -> tuple[int, ...]:
    return tuple(map(int, version.split(".")))
