from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from core.local import LOCALES, clock, day, figure, in_shape, surroundings
from core.time_zones import find_time_zone, time_zones

MOMENT = datetime(2026, 11, 21, 14, 5, tzinfo=UTC)


SHOWN = {
    "en-gb": ("21 Nov 2026, 14:05", "14:05", "1,234.5"),
    "en-us": ("Nov 21, 2026, 2:05 PM", "2:05 PM", "1,234.5"),
    "en-ie": ("21 Nov 2026, 14:05", "14:05", "1,234.5"),
    "en-ca": ("21 Nov 2026, 2:05 p.m.", "2:05 p.m.", "1,234.5"),
    "en-au": ("21 Nov 2026, 2:05 p.m.", "2:05 p.m.", "1,234.5"),
    "cs": ("21. listopadu 2026 14:05", "14:05", "1 234,5"),
    "da": ("21. november 2026 14:05", "14:05", "1.234,5"),
    "de": ("21. November 2026 14:05", "14:05", "1.234,5"),
    "de-ch": ("21. November 2026 14:05", "14:05", "1’234.5"),
    "es": ("21 de noviembre de 2026 a las 14:05", "14:05", "1 234,5"),
    "fi": ("21. marraskuuta 2026 kello 14.05", "14.05", "1 234,5"),
    "fr": ("21 novembre 2026 14:05", "14:05", "1 234,5"),
    "hu": ("2026. november 21. 14:05", "14:05", "1 234,5"),
    "it": ("21 novembre 2026 14:05", "14:05", "1.234,5"),
    "ja": ("2026年11月21日14:05", "14:05", "1,234.5"),
    "nb": ("21. november 2026 14:05", "14:05", "1 234,5"),
    "nl": ("21 november 2026 14:05", "14:05", "1.234,5"),
    "pl": ("21 listopada 2026 14:05", "14:05", "1 234,5"),
    "pt": ("21 de novembro de 2026 às 14:05", "14:05", "1.234,5"),
    "pt-br": ("21 de novembro de 2026 às 14:05", "14:05", "1.234,5"),
    "sv": ("21 november 2026 14:05", "14:05", "1 234,5"),
    "uk": ("21 листопада 2026 р. 14:05", "14:05", "1 234,5"),
}


@pytest.mark.parametrize("locale", LOCALES)
def test_moment_clock_and_figure_follow_the_locale(locale: str) -> None:
    with surroundings(locale, ZoneInfo("UTC")):
        written = in_shape(MOMENT, "DATETIME_FORMAT"), clock(MOMENT), figure(1234.5)
        assert in_shape(MOMENT, "DATETIME_FORMAT").startswith(day(MOMENT))
    assert tuple(text.replace("\xa0", " ") for text in written) == SHOWN[locale]


def test_full_hour_keeps_its_minutes_and_short_days_no_nought() -> None:
    noon = datetime(2026, 3, 3, 12, 0, tzinfo=UTC)
    assert [clock(noon, locale) for locale in ("en-us", "en-ca", "en-au")] == ["12:00 PM", "12:00 p.m.", "12:00 p.m."]
    assert day(noon, "it") == "3 marzo 2026"


@pytest.mark.parametrize(("locale", "shown"), [("de-ch", "1’234’567.25"), ("en-ca", "1,234,567.25")])
def test_large_figures_are_grouped_throughout(locale: str, shown: str) -> None:
    assert figure(1234567.25, 2, locale) == shown


def test_surroundings_end() -> None:
    before = timezone.get_current_timezone()
    with surroundings("de", ZoneInfo("Pacific/Auckland")):
        assert day(MOMENT) == "22. November 2026"
        assert day(date(2026, 11, 21)) == "21. November 2026"
    assert timezone.get_current_timezone() == before
    assert day(MOMENT) == "21 Nov 2026"


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
