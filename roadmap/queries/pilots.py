"""The pilots of a roadmap, and what their check-ins found."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from django.db.models import Prefetch

from core.models import DeletableQuerySet
from roadmap.domain.pilots import Course
from roadmap.models import Pilot, PilotCheckIn, PilotHandover, PilotMeasure, Roadmap
from roadmap.models.pilot import PilotQuerySet


def pilots_of(roadmap: Roadmap) -> PilotQuerySet:
    """The latest first, each with its measures and `checked`, its check-ins, oldest first."""
    found: PilotQuerySet = Pilot.objects.filter(roadmap=roadmap, deleted_at=None).select_related("owner")
    return found.prefetch_related("measures", _checked())


def find_pilot(roadmap: Roadmap, code: str, *, also_deleted: bool = False) -> Pilot:
    """Raises Pilot.DoesNotExist."""
    found = Pilot.objects.filter(roadmap=roadmap)
    found = found if also_deleted else found.alive()
    pilot: Pilot = found.select_related("owner", "decided_by").prefetch_related("measures", _checked()).get(code=code)
    pilot.roadmap = roadmap
    return pilot


def find_check_in(pilot: Pilot, code: str, *, also_deleted: bool = False) -> PilotCheckIn:
    """Raises PilotCheckIn.DoesNotExist."""
    found = PilotCheckIn.objects.filter(pilot=pilot)
    check_in: PilotCheckIn = (found if also_deleted else found.alive()).get(code=code)
    check_in.pilot = pilot
    return check_in


def handovers_of(pilot: Pilot) -> list[PilotHandover]:
    return list(PilotHandover.objects.alive().filter(pilot=pilot).select_related("done_by"))


def find_handover(pilot: Pilot, code: str) -> PilotHandover:
    """Also a deleted one. Raises PilotHandover.DoesNotExist."""
    item: PilotHandover = PilotHandover.objects.get(pilot=pilot, code=code)
    item.pilot = pilot
    return item


def checked_of(pilot: Pilot) -> Sequence[PilotCheckIn]:
    """Of a pilot that was found here."""
    return pilot.checked  # type: ignore[attr-defined, no-any-return]


def course_of(measure: PilotMeasure, check_ins: Sequence[PilotCheckIn]) -> Course:
    """What each check-in that measured it found."""
    key = str(measure.pk)
    values = [(each.day_date, Decimal(each.values[key])) for each in check_ins if each.values.get(key)]
    return Course(measure.start_value, measure.target_value, values, measure.end_value)


def _checked() -> Prefetch[str, DeletableQuerySet, str]:
    rows = PilotCheckIn.objects.alive().select_related("written_by").order_by("day_date", "pk")
    return Prefetch("check_ins", queryset=rows, to_attr="checked")
