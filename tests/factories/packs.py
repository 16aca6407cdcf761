"""Later versions of installed packs, for tests."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from catalog.domain.normal_form import normal_form
from catalog.files.load import parse_pack
from catalog.models import Pack


def install_next_version(pack: Pack, change: Callable[[str], str] = lambda source: source) -> Pack:
    """The next minor version of an installed pack, with what `change` makes of its file."""
    source = Pack.objects.values_list("source", flat=True).get(pk=pack.pk)
    row = _next_row(change(source), pack.version)
    installed, _is_new = Pack.objects.get_or_create(code=row["code"], version=row["version"], defaults=row)
    return installed


@cache
def _next_row(source: str, version: str) -> dict[str, Any]:
    """With the same key in every test, so that it is read once for all of them."""
    major, minor, _patch = version.split(".")
    source = source.replace(f"version: {version}", f"version: {major}.{int(minor) + 1}.0", 1)
    content = normal_form(parse_pack(source.encode(), "next.yaml"))
    said = {name: content[name] for name in ("code", "version", "title", "hash")}
    return {"pk": 2_000_000 + _next_row.cache_info().currsize, "source": source, **said}
