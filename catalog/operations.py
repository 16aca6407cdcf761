"""Writes of the catalogue."""

from __future__ import annotations

from catalog.domain.criteria_pack import CriteriaPack
from catalog.domain.normal_form import normal_form
from catalog.domain.question_pack import QuestionPack
from catalog.files.load import SHIPPED, parse_pack
from catalog.models import Pack
from catalog.queries import Offer
from core.source.limits import read_file


class PackChangedError(Exception):
    """The pack is installed already in this version, with other content."""


def install_pack(*, source: bytes, file: str) -> tuple[Pack, bool]:
    """Install the pack in these bytes; the second value is False where it was there already.

    Raises BadInputError with every fault of the file, and PackChangedError where the same version has other content.
    """
    content = normal_form(parse_pack(source, file))
    pack, is_new = Pack.objects.get_or_create(
        code=content["code"],
        version=content["version"],
        defaults={"title": content["title"], "hash": content["hash"], "source": source.decode("utf-8-sig")},
    )
    if pack.hash != content["hash"]:
        raise PackChangedError(
            f"{pack} is installed already with other content. Give the changed pack a new version, such as "
            f"{_next_version(pack.version)}."
        )
    return pack, is_new


def pack_of(offer: Offer[QuestionPack] | Offer[CriteriaPack]) -> Pack:
    """The pack that was chosen; one that ships with the product is installed when it is first used."""
    if offer.pack:
        return offer.pack
    path = SHIPPED / f"{offer.content.code}.yaml"
    return install_pack(source=read_file(path), file=path.name)[0]


def _next_version(version: str) -> str:
    major, minor, _patch = version.split(".")
    return f"{major}.{int(minor) + 1}.0"
