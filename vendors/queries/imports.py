"""What a workbook would change as things are now: the preview of an import, and what it writes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User, Workspace
from vendors.choices import MethodChoice
from vendors.domain.handing_in import takes_proposals
from vendors.domain.importing import ImportKind, Line, Plan
from vendors.domain.model import TOP
from vendors.domain.seal import Seat
from vendors.domain.stages import Stage, VersionState
from vendors.models import Criterion, Evaluation, ModelVersion, Participant, Proposal, Vendor, VendorImport
from vendors.queries.import_columns import cleaned
from vendors.queries.names import name_of
from vendors.queries.own_sheet import FIELDS, OwnSheet, own_sheet
from vendors.queries.versions import chosen_weighting, editable_version

PREVIEW_IS_KEPT = timedelta(days=1)
IMPORT_IS_KEPT = timedelta(days=30)
OF_VENDOR, OF_CONTACT = ("website", "description"), ("contact", "email", "phone", "role")
IN_PROPOSALS = "takes_part"

type Said = Iterator[tuple[int, dict[str, Any], str]]


def kinds_for(evaluation: Evaluation, seat: Seat) -> list[ImportKind]:
    """What this person may read in at this stage. Scores are their own alone: nobody reads in another's."""
    found = []
    if seat.is_moderator and takes_proposals(evaluation.at):
        found.append(ImportKind.VENDORS)
    if seat.is_moderator and evaluation.versions.filter(state=VersionState.DRAFT.value).exists():
        found.append(ImportKind.CRITERIA)
    if seat.is_evaluator and evaluation.at is Stage.SCORING and not seat.has_submitted:
        found.append(ImportKind.SCORES)
    return found


def plan_import(found: VendorImport, seat: Seat, participant: Participant | None) -> Plan:
    """Nothing can be taken where the kind is not open to the person any more."""
    kind = ImportKind(found.kind)
    if kind not in kinds_for(found.evaluation, seat):
        return Plan(())
    said = _said(found, kind)
    match kind:
        case ImportKind.VENDORS:
            return Plan(_vendor_lines(found.evaluation, said))
        case ImportKind.CRITERIA:
            version = editable_version(found.evaluation)
            return Plan(_criterion_lines(version, said) if version else ())
        case ImportKind.SCORES:
            sheet = own_sheet(found.evaluation, participant, seat) if participant else None
            return Plan(_score_lines(sheet, seat, said) if sheet else ())


def imports_of(evaluation: Evaluation, user: User) -> list[VendorImport]:
    """A person's own, which nobody else sees: the latest first."""
    mine = VendorImport.objects.filter(evaluation=evaluation, user=user, applied_at__isnull=False)
    return list(mine.defer("rows", "changes").order_by("-applied_at", "-pk")[:10])


def find_import(evaluation: Evaluation, code: str, user: User) -> VendorImport:
    """Raises VendorImport.DoesNotExist, also for that of somebody else."""
    found: VendorImport = VendorImport.objects.get(evaluation=evaluation, user=user, code=code)
    found.evaluation = evaluation
    return found


def written_by(found: VendorImport) -> dict[str, int]:
    """How many things of each kind came of one that was taken over; kinds of which there was none are left out."""
    changes = found.changes
    match ImportKind(found.kind):
        case ImportKind.VENDORS:
            new = sum(each["before"] is None for each in changes["vendors"])
            counts = {
                "new_vendors": new,
                "changed_vendors": len(changes["vendors"]) - new,
                "proposals": len(changes["proposals"]),
                "contacts": len(changes["contacts"]),
            }
        case ImportKind.CRITERIA:
            counts = {"criteria": changes["written"]}
        case ImportKind.SCORES:
            counts = {"scores": len(changes["scores"])}
    return {name: count for name, count in counts.items() if count}


def is_over(found: VendorImport) -> bool:
    """A preview of more than a day, or an import that is too old to be undone."""
    kept = IMPORT_IS_KEPT if found.applied_at else PREVIEW_IS_KEPT
    return (found.applied_at or found.made_at) <= timezone.now() - kept


def _said(found: VendorImport, kind: ImportKind) -> Said:
    for row, cells in found.rows[1:]:
        yield row, *cleaned(kind, cells, found.mapping)


def _vendor_lines(evaluation: Evaluation, said: Said) -> list[Line]:
    """One vendor may stand in several rows, with a contact in each; the first one says what it is."""
    known = _vendors(evaluation.workspace)
    part = set(Proposal.objects.filter(evaluation=evaluation, deleted_at=None).values_list("vendor", flat=True))
    seen: set[str] = set()
    return [_vendor_line(row, values, trouble, known, part, seen) for row, values, trouble in said]


def _vendors(workspace: Workspace) -> dict[str, Vendor]:
    rows = Vendor.objects.filter(workspace=workspace).prefetch_related("contacts").order_by("-pk")
    return {vendor.name.casefold(): vendor for vendor in rows}


def _vendor_line(
    row: int, values: dict[str, Any], trouble: str, known: Mapping[str, Vendor], part: set[int], seen: set[str]
) -> Line:
    name = values.get("name", "")
    contact = {key: values[key] for key in OF_CONTACT if key in values}
    trouble = trouble or _vendor_trouble(name, contact)
    if trouble:
        return Line(row, name or _("no name"), trouble=trouble)
    vendor, is_first = known.get(name.casefold()), name.casefold() not in seen
    seen.add(name.casefold())
    before: dict[str, Any] = {}
    new: dict[str, Any] = {}
    if is_first:
        before = {key: getattr(vendor, key) if vendor else "" for key in OF_VENDOR if key in values}
        new = {key: values[key] for key in before if before[key] != values[key]}
        if vendor is None or vendor.pk not in part:
            new[IN_PROPOSALS] = True
    if contact and not (vendor and _has_contact(vendor, contact)):
        new |= contact
    target = {"vendor": vendor.code} if vendor else None if is_first else {"name": name}
    return Line(row, vendor.name if vendor else name, target, new, before)


def _vendor_trouble(name: str, contact: Mapping[str, Any]) -> str:
    if not name:
        return _("There is no name of a vendor.")
    if contact and not contact.get("contact"):
        return _("The contact has no name.")
    return ""


def _has_contact(vendor: Vendor, contact: Mapping[str, Any]) -> bool:
    wanted = (contact["contact"].casefold(), contact.get("email", "").casefold())
    alive = (each for each in vendor.contacts.all() if each.deleted_at is None)
    return any((each.name.casefold(), each.email.casefold()) == wanted for each in alive)


def _criterion_lines(version: ModelVersion, said: Said) -> list[Line]:
    stored = [each for group in version.groups.all() for each in group.criteria.all()]
    points = chosen_weighting(version).judgements.get(MethodChoice.POINTS.value, {})
    lines = [_criterion_line(row, values, trouble, stored, points) for row, values, trouble in said]
    meant = Counter(line.target["key"] for line in lines if line.target)
    return [
        replace(line, trouble=_("Another row means the same criterion. Leave one of them."))
        if line.target and meant[line.target["key"]] > 1
        else line
        for line in lines
    ]


def _criterion_line(
    row: int, values: dict[str, Any], trouble: str, stored: Sequence[Criterion], points: Mapping[str, Any]
) -> Line:
    key, title = values.pop("key", ""), values.get("title", "")
    same = [each for each in stored if each.key == key] if key else []
    same = same or [each for each in stored if title and each.title.casefold() == title.casefold()]
    if len(same) > 1 and not trouble:
        trouble = _("Several criteria have this title. Add the key of the one that is meant.")
    if not same and not trouble and not (title and values.get("group")):
        trouble = _("A new criterion needs a title and a group.")
    if trouble:
        return Line(row, title or key or _("no title"), trouble=trouble)
    if not same:
        return Line(row, title, None, values)
    criterion = same[0]
    before = {name: _of_criterion(criterion, name, points) for name in values}
    changed = {name: value for name, value in values.items() if before[name] != value}
    return Line(row, criterion.title, {"key": criterion.key}, changed, before)


def _of_criterion(criterion: Criterion, name: str, points: Mapping[str, Any]) -> Any:
    if name == "group":
        return criterion.group.title
    if name == "points":
        given = points.get(criterion.group.key, {}).get(criterion.key)
        return int(given) if given is not None and str(given).isdecimal() else given
    if name.startswith("anchor_"):
        texts = [*criterion.anchors, *[""] * (TOP + 1)]
        return texts[int(name.removeprefix("anchor_"))]
    return getattr(criterion, name)


def _score_lines(sheet: OwnSheet, seat: Seat, said: Said) -> list[Line]:
    """Only cells of the person's own sheet are known here, by the names under which they know the proposals: that a
    name is wrong and that it is kept from them are the same to them."""
    proposals = {name_of(each, seat).casefold(): each for each in sheet.proposals}
    lines = [_score_line(row, values, trouble, sheet, proposals) for row, values, trouble in said]
    meant = Counter(tuple(line.target.items()) for line in lines if line.target)
    return [
        replace(line, trouble=_("Another row means the same cell. Leave one of them."))
        if line.target and meant[tuple(line.target.items())] > 1
        else line
        for line in lines
    ]


def _score_line(
    row: int, values: dict[str, Any], trouble: str, sheet: OwnSheet, proposals: Mapping[str, Proposal]
) -> Line:
    vendor, key, title = (values.pop(name, "") for name in ("vendor", "key", "criterion"))
    name = " / ".join(filter(None, (vendor, title or key)))
    proposal = proposals.get(vendor.casefold())
    criteria = [each for each in sheet.criteria if each.key == key] if key else []
    criteria = criteria or [each for each in sheet.criteria if title and each.title.casefold() == title.casefold()]
    if not trouble and proposal is None:
        trouble = _("This is no proposal that you score.")
    if not trouble and len(criteria) != 1:
        trouble = _("This is no criterion of this evaluation, or the title of several. Add its key.")
    if trouble or proposal is None:
        return Line(row, name, trouble=trouble)
    stored = sheet.at(proposal, criteria[0])
    before = {each: getattr(stored, each) for each in FIELDS if each in values}
    changed = {each: value for each, value in values.items() if before[each] != value}
    return Line(row, name, {"proposal": proposal.code, "criterion": criteria[0].key}, changed, before)
