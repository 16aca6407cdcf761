"""Pilots for tests."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal
from typing import Any

from roadmap.models import Pilot, PilotCheckIn, Roadmap
from roadmap.operations.check_ins import write_check_in
from roadmap.operations.pilots import Measured, create_pilot
from roadmap.queries.pilots import find_pilot
from tests.factories.accounts import owner_of

MEASURES = (
    Measured("SLO attainment", "%", Decimal("99.5"), Decimal("99.9")),
    Measured("Time to recover, median", "minutes", Decimal(45), Decimal(10)),
)


def make_pilot(
    roadmap: Roadmap, *, measures: Sequence[Measured] = MEASURES, days_ago: int = 17, **fields: Any
) -> Pilot:
    """Begun so many days ago, for 90 days, on one service, by the workspace's owner."""
    owner = owner_of(roadmap.workspace)
    start = roadmap.workspace.today - timedelta(days=days_ago)
    values = {
        "title": "Zone failover",
        "services": ["Checkout"],
        "owner": owner,
        "receiving_team": "Payments",
        "start_date": start,
        "end_date": start + timedelta(days=89),
        "success_criteria": "All targets are met for **four weeks**.",
        "stop_rule": "A second incident that the pilot caused.",
        **fields,
    }
    made = create_pilot(roadmap=roadmap, actor=owner, measures=measures, **values)
    return find_pilot(roadmap, made.code)


def make_check_in(pilot: Pilot, *found: str, days_ago: int = 3, mood: str = "on_track", **fields: Any) -> PilotCheckIn:
    """With these values of the measures in their order, by the workspace's owner."""
    keys = pilot.measures.values_list("pk", flat=True)
    day = pilot.roadmap.workspace.today - timedelta(days=days_ago)
    values = {"actor": owner_of(pilot.roadmap.workspace), "day_date": day, "mood": mood, **fields}
    named = {str(key): value for key, value in zip(keys, found, strict=False)}
    return write_check_in(pilot=pilot, values=named, **values)
