"""Who may call which endpoint of packs: whoever has a token."""

from __future__ import annotations

from typing import Any

from accounts.models import User
from catalog.queries import find_head
from tests.api.endpoint_kinds import Appointed, Endpoint, Open, Personal


def _pack(person: User) -> dict[str, Any]:
    return {"code": "saas-reliability"}


def _version(person: User) -> dict[str, Any]:
    head = find_head("delivery-partner")
    return {"code": head.code, "version": head.version}


CATALOG: dict[str, Endpoint | Appointed | Personal | Open] = {
    "api_packs": Personal(),
    "api_pack": Personal(arguments=_pack, is_for_all=True),
    "api_pack_version": Personal(arguments=_version, is_for_all=True),
}
