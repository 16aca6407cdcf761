"""The pilot of the example, some weeks old."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from accounts.models import User
from roadmap.choices import CheckInMoodChoice
from roadmap.models import Roadmap
from roadmap.operations.check_ins import write_check_in
from roadmap.operations.handovers import add_handover, tick_handover
from roadmap.operations.pilots import Measured, create_pilot
from showcase.domain.people import CTO, PLATFORM, Person

DAYS = 90
MEASURES = (
    Measured("SLO attainment of invoicing", "%", Decimal("99.2"), Decimal("99.9")),
    Measured("Median recovery time", "minutes", Decimal(33), Decimal(15)),
    Measured("Change failure rate", "%", Decimal("2.7"), Decimal("1.5")),
)
WEEKS = (
    ("99.3", "31", "2.7", CheckInMoodChoice.ON_TRACK, "Breakers are in place for the payment provider."),
    ("99.4", "34", "2.9", CheckInMoodChoice.AT_RISK, "One release had to be taken back by hand."),
    ("99.6", "24", "2.2", CheckInMoodChoice.ON_TRACK, "Stepwise release is on for both services."),
    ("99.7", "21", "2.0", CheckInMoodChoice.ON_TRACK, "First restore by somebody who had not done it before."),
)
HANDOVERS = ("Runbooks of both services", "Dashboards and alerts", "On-call for invoicing", "The stepwise release")


def run_pilot(roadmap: Roadmap, today: date) -> None:
    start = today - timedelta(days=7 * len(WEEKS) + 2)
    platform = _user(PLATFORM)
    pilot = create_pilot(
        roadmap=roadmap,
        actor=_user(CTO),
        measures=MEASURES,
        title="Invoicing survives a failing supplier",
        services=["invoicing", "payment gateway"],
        owner=platform,
        receiving_team="Core services",
        start_date=start,
        end_date=start + timedelta(days=DAYS - 1),
        success_criteria="All three measures at their target for four weeks in a row.",
        stop_rule="Stop when customers lose invoices, or when attainment stays below 99.0 % for two weeks.",
    )
    keys = [measure.pk for measure in pilot.measures.all()]
    for number, (attainment, recovery, failures, mood, note) in enumerate(WEEKS):
        values = {str(key): said for key, said in zip(keys, (attainment, recovery, failures), strict=True)}
        day = start + timedelta(days=7 * number + 6)
        write_check_in(pilot=pilot, actor=platform, day_date=day, mood=mood, note=note, values=values)
    for text in HANDOVERS:
        item = add_handover(pilot=pilot, actor=platform, text=text)
        if text == HANDOVERS[0]:
            tick_handover(item=item, actor=platform, is_done=True)


def _user(person: Person) -> User:
    return User.objects.get(email=person.email)
