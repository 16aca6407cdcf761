"""All evidence of a workspace: what to show of it, and how much there is of each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Case, Count, F, Q, QuerySet, When

from accounts.models import User, Workspace
from evidence.choices import Order, Shown
from evidence.citing import is_cited
from evidence.domain.standing import SOON
from evidence.models import Evidence, EvidenceVersion, StoredFile

_ORDERS = {
    Order.LAPSE: (F("lapses_date").asc(nulls_last=True), "title", "pk"),
    Order.OBSERVED: (F("observed_date").desc(nulls_last=True), "title", "pk"),
    Order.TITLE: ("title", "pk"),
}


@dataclass(frozen=True)
class Wanted:
    shown: Shown = Shown.ALL
    owner: User | None = None
    search: str = ""
    order: Order = Order.LAPSE


def register_of(workspace: Workspace, wanted: Wanted) -> QuerySet[Evidence]:
    found = _sought(workspace, wanted).filter(_conditions(workspace)[wanted.shown])
    return found.select_related("owner", "stored_file", "workspace").order_by(*_ORDERS[wanted.order])


def counts_of(workspace: Workspace, wanted: Wanted) -> dict[Shown, int]:
    """How many there are of each, of those with the wanted owner and title."""
    counts = {f"of_{shown.name}": Count("pk", filter=found) for shown, found in _conditions(workspace).items()}
    numbers = _sought(workspace, wanted).aggregate(**counts)
    return {shown: numbers[f"of_{shown.name}"] for shown in Shown}


def owners_in(workspace: Workspace) -> QuerySet[User]:
    owners = Evidence.objects.filter(workspace=workspace, deleted_at=None, owner__isnull=False).values("owner")
    return User.objects.filter(pk__in=owners).order_by("name", "email")


def versions_of(evidence: Evidence) -> QuerySet[EvidenceVersion]:
    """The earlier ones, the newest first."""
    return evidence.versions.select_related("stored_file", "replaced_by").order_by("-number")


def find_evidence(workspace: Workspace, code: str, *, also_deleted: bool = False) -> Evidence:
    """Raises Evidence.DoesNotExist for what is not there, belongs elsewhere, or was deleted."""
    found = Evidence.objects.filter(workspace=workspace)
    if not also_deleted:
        found = found.filter(deleted_at=None)
    evidence: Evidence = found.select_related("stored_file", "owner", "added_by").get(code=code)
    evidence.workspace = workspace
    return evidence


def file_of(evidence: Evidence, code: str) -> StoredFile:
    """Of its current version or of an earlier one. Raises StoredFile.DoesNotExist."""
    named = Q(pk=evidence.stored_file_id) | Q(pk__in=evidence.versions.values("stored_file"))
    return StoredFile.objects.filter(named, workspace=evidence.workspace).get(code=code)


def citable_evidence(workspace: Workspace) -> QuerySet[Evidence]:
    """What can be chosen where evidence is cited: what counts for longest first, what counts for nothing last."""
    today = workspace.today
    counts = Case(When(observed_date__lte=today, lapses_date__gte=today, then=0), default=1)
    return (
        Evidence.objects.filter(workspace=workspace, deleted_at=None)
        .select_related("stored_file", "workspace")
        .order_by(counts, F("lapses_date").desc(nulls_last=True), "title", "pk")
    )


def titled(found: QuerySet[Evidence], words: str) -> QuerySet[Evidence]:
    """Those whose title holds these words, one after the other."""
    return found.filter(title__icontains=words) if words else found


def _sought(workspace: Workspace, wanted: Wanted) -> QuerySet[Evidence]:
    found: QuerySet[Evidence] = Evidence.objects.filter(workspace=workspace, deleted_at=None)
    if wanted.owner:
        found = found.filter(owner=wanted.owner)
    return titled(found, wanted.search)


def _conditions(workspace: Workspace) -> dict[Shown, Q]:
    today = workspace.today
    counts = Q(observed_date__lte=today, lapses_date__gte=today)
    return {
        Shown.ALL: Q(),
        Shown.COUNTS: counts,
        Shown.WITHIN_30: counts & Q(lapses_date__lte=today + SOON),
        Shown.WITHIN_60: counts & Q(lapses_date__lte=today + timedelta(days=60)),
        Shown.WITHIN_90: counts & Q(lapses_date__lte=today + timedelta(days=90)),
        Shown.LAPSED: Q(lapses_date__lt=today),
        Shown.UNDATED: Q(lapses_date=None),
        Shown.UNCITED: ~is_cited(workspace),
    }
