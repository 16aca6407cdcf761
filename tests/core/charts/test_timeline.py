"""Where things lie on a timeline, and how what waits is joined to what it waits for."""

from datetime import date

import pytest

from core.charts.connectors import Joint, connector
from core.charts.timeline import Span, span_of

FIRST = date(2026, 9, 7)  # a Monday


def test_span_is_of_whole_weeks_around_the_days() -> None:
    span = span_of([date(2026, 9, 30), date(2026, 9, 9)], week=28)
    assert (span.first, span.last) == (date(2026, 8, 31), date(2026, 10, 11))
    assert (span.first.weekday(), span.last.weekday()) == (0, 6)
    assert span.width == 6 * 28


@pytest.mark.parametrize(("day", "x"), [(FIRST, 0), (date(2026, 9, 8), 4), (date(2026, 9, 14), 28)])
def test_place_of_a_day(day: date, x: float) -> None:
    assert Span(FIRST, date(2026, 9, 20), 28).x(day) == x


def test_connector_goes_down_where_there_is_room_before_what_waits() -> None:
    assert connector(Joint(0, 50, 13), Joint(100, 150, 65)) == "M50 13H55V65H100m-4-3l4 3l-4 3"


@pytest.mark.parametrize(("waiting_y", "edge"), [(65, 52), (13, 26)])
def test_connector_goes_back_beside_the_row_of_what_begins_too_early(waiting_y: float, edge: float) -> None:
    """Below a row that is further up, above one that is further down: never through its bar."""
    path = connector(Joint(0, 100, 39), Joint(60, 150, waiting_y))
    assert path == f"M100 39H105V{edge}H53V{waiting_y}H60m-4-3l4 3l-4 3"
