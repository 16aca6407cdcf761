"""Two at the same moment: one check-in a day, one reminder a week, one snapshot a week."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial

import pytest
from django.db import connection  # noqa: F401  (only_where_transactions_overlap asks it)
from django.utils import timezone

from accounts.models import Notice
from roadmap.models import Roadmap, Snapshot
from roadmap.operations.check_ins import DayTakenError, remind_of_check_ins
from roadmap.operations.snapshots import take_snapshots
from tests.factories.accounts import make_workspace
from tests.factories.pilots import make_check_in, make_pilot
from tests.factories.roadmap import make_roadmap
from tests.together import at_once, only_where_transactions_overlap

pytestmark = [pytest.mark.django_db(transaction=True), only_where_transactions_overlap]


def test_of_two_at_once_one_does_it_and_the_other_finds_it_done() -> None:
    roadmap = make_roadmap(make_workspace())
    pilot = make_pilot(roadmap)
    now: datetime = timezone.now()
    checked = at_once(*[partial(make_check_in, pilot)] * 2)
    assert [type(each) for each in checked].count(DayTakenError) == 1
    assert pilot.check_ins.count() == 1
    assert sorted(at_once(*[partial(remind_of_check_ins, now=now + timedelta(days=14))] * 2)) == [0, 1]
    assert Notice.objects.count() == 1
    Roadmap.objects.update(created_at=now - timedelta(days=14))
    assert sorted(at_once(*[partial(take_snapshots, now=now)] * 2)) == [0, 1]
    assert Snapshot.objects.count() == 1
