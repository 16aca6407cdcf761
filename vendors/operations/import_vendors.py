"""Vendors from a workbook, with their proposals and contacts: many rows in few queries.

The evaluation is held by whoever calls this.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from vendors.domain.importing import Line
from vendors.models import Evaluation, Participant, Proposal, Vendor, VendorContact
from vendors.operations.proposals import place_proposals
from vendors.queries.imports import IN_PROPOSALS, OF_CONTACT, OF_VENDOR

type Changes = dict[str, Any]


def write_vendors(evaluation: Evaluation, _part: Participant | None, lines: Sequence[Line]) -> Changes:
    """Raises IntegrityError or Vendor.DoesNotExist where one of them was entered or deleted at the same moment."""
    lines = sorted(lines, key=lambda each: each.row)
    vendors, changed = _vendors_of(evaluation, lines)
    invited = [vendors[line.row] for line in lines if IN_PROPOSALS in line.values]
    proposals = place_proposals(evaluation=evaluation, vendors=invited)
    contacts = VendorContact.objects.bulk_create(
        VendorContact(vendor=vendors[line.row], **_contact_of(line)) for line in lines if "contact" in line.values
    )
    return {
        "vendors": changed,
        "proposals": [{"code": each.code, "revision": each.revision} for each in proposals],
        "contacts": [{name: getattr(each, name) for name in _CONTACT} for each in contacts],
    }


_CONTACT = ("code", "name", "email", "phone", "role")


def _contact_of(line: Line) -> dict[str, str]:
    return {
        field: line.values.get(said, "")
        for field, said in zip(("name", "email", "phone", "role"), OF_CONTACT, strict=True)
    }


def _vendors_of(evaluation: Evaluation, lines: Sequence[Line]) -> tuple[dict[int, Vendor], list[Changes]]:
    """By row the vendor that it is about, entered or changed as it says; and what is different by now. Nobody deletes
    one of them before the transaction ends."""
    named = {line.target["vendor"] for line in lines if line.target and "vendor" in line.target}
    rows = Vendor.objects.select_for_update(no_key=True).filter(workspace=evaluation.workspace, code__in=named)
    there = {each.code: each for each in rows.order_by("pk")}
    if len(there) < len(named):
        raise Vendor.DoesNotExist
    new = Vendor.objects.bulk_create(
        Vendor(workspace=evaluation.workspace, name=line.name, **_said_of_vendor(line))
        for line in lines
        if line.target is None
    )
    changed = [{"code": each.code, "revision": each.revision, "before": None} for each in new]
    by_name = {each.name.casefold(): each for each in new}
    found: dict[int, Vendor] = {}
    moved = []
    for line in lines:
        is_there = line.target and "vendor" in line.target
        vendor = there[line.target["vendor"]] if line.target and is_there else by_name[line.name.casefold()]
        found[line.row] = vendor
        if is_there and (said := _said_of_vendor(line)):
            changed.append(_change(vendor, said))
            moved.append(vendor)
    _save(moved)
    return found, changed


def _said_of_vendor(line: Line) -> dict[str, str]:
    return {name: line.values[name] for name in OF_VENDOR if name in line.values}


def _change(vendor: Vendor, said: Mapping[str, str]) -> Changes:
    before = {name: getattr(vendor, name) for name in said}
    for name, value in said.items():
        setattr(vendor, name, value)
    vendor.revision += 1
    return {"code": vendor.code, "revision": vendor.revision, "before": before}


def _save(vendors: Sequence[Vendor]) -> None:
    """Rows that are held, so that none has moved on."""
    for each in vendors:
        each.changed_at = timezone.now()
    Vendor.objects.bulk_update(vendors, [*OF_VENDOR, "revision", "changed_at"])


def undo_vendors(evaluation: Evaluation, _part: Participant | None, changes: Changes) -> int:
    """Whatever else was said of a new vendor or proposal meanwhile keeps it."""
    workspace = evaluation.workspace
    kept = _take_away(VendorContact.objects.filter(vendor__workspace=workspace), changes["contacts"])
    kept += _take_away(Proposal.objects.filter(evaluation=evaluation, **_UNTOUCHED), changes["proposals"])
    rows = Vendor.objects.select_for_update().filter(
        workspace=workspace, code__in=[entry["code"] for entry in changes["vendors"]]
    )
    there = {each.code: each for each in rows.order_by("pk")}
    new, moved = [], []
    for entry in changes["vendors"]:
        vendor = there.get(entry["code"])
        if vendor is None or vendor.revision != entry["revision"]:
            kept += 1
        elif entry["before"] is None:
            new.append(vendor.pk)
        else:
            _change(vendor, entry["before"])
            moved.append(vendor)
    _save(moved)
    used = {
        *Proposal.objects.filter(vendor__in=new).values_list("vendor", flat=True),
        *VendorContact.objects.filter(vendor__in=new).values_list("vendor", flat=True),
    }
    Vendor.objects.filter(pk__in=set(new) - used).delete()
    return kept + len(used)


def _take_away(rows: QuerySet[Any], entries: Sequence[Changes]) -> int:
    """Those that are as they were written; how many are not."""
    written = {entry["code"]: entry for entry in entries}
    names = list(entries[0]) if entries else []
    found = rows.filter(code__in=list(written)).values("pk", *names)
    same = [row["pk"] for row in found if all(row[name] == written[row["code"]][name] for name in names)]
    rows.model._base_manager.filter(pk__in=same).delete()
    return len(entries) - len(same)


_UNTOUCHED: dict[str, Any] = {
    f"{name}__isnull": True
    for name in (
        "answers",
        "documents",
        "submissions",
        "portal_links",
        "portal_answers",
        "portal_documents",
        "declarations",
        "scores",
        "agreed_scores",
        "gate_findings",
        "appraisal",
        "offer",
    )
}
"""Nobody has said anything of a proposal yet."""
