from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from core.local import LOCALES, clock, day, figure, surroundings
from core.time_zones import find_time_zone, time_zones

MOMENT = datetime(2026, 11, 21, 14, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("locale", "shown"),
    [
        ("en-gb", ("21 Nov 2026", "14:05", "1,234.50")),
        ("en-us", ("Nov. 21, 2026", "2:05 p.m.", "1,234.50")),
        ("de", ("21. November 2026", "14:05", "1.234,50")),
        ("de-ch", ("21. November 2026", "14:05", "1 234,50")),
    ],
)
def test_day_clock_and_figure_follow_the_locale(locale: str, shown: tuple[str, str, str]) -> None:
    with surroundings(locale, ZoneInfo("UTC")):
        written = day(MOMENT), clock(MOMENT), figure(1234.5, 2)
    assert tuple(text.replace("\xa0", " ") for text in written) == shown


def test_surroundings_end() -> None:
    before = timezone.get_current_timezone()
    with surroundings("de", ZoneInfo("Pacific/Auckland")):
        assert day(MOMENT) == "22. November 2026"
        assert day(date(2026, 11, 21)) == "21. November 2026"
    assert timezone.get_current_timezone() == before
    assert day(MOMENT) == "21 Nov 2026"


def test_every_locale_has_formats() -> None:
    assert all(day(MOMENT, locale) and clock(MOMENT, locale) and figure(1.5, locale=locale) for locale in LOCALES)


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        ("Europe/Berlin", "Europe/Berlin"),
        (" europe/berlin ", "Europe/Berlin"),
        ("Berlin", "Europe/Berlin"),
        ("new york", "America/New_York"),
        ("utc", "UTC"),
        ("Atlantis", ""),
        ("../../etc/passwd", ""),
        ("", ""),
    ],
)
def test_time_zone_is_found_by_name_or_city(typed: str, zone: str) -> None:
    assert find_time_zone(typed) == zone


def test_time_zones_are_those_of_places() -> None:
    assert time_zones()[0] == "UTC"
    assert len(time_zones()) > 400
    assert all(ZoneInfo(name) for name in time_zones())
