"""Days, times and numbers as the readers of a workspace write them, whatever language the page is in."""

from collections.abc import Generator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Protocol
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import formats, timezone, translation

# What a workspace can choose from. Django brings the formats of all of them, and config/formats mends some.
LOCALES = {
    "en-gb": "English (United Kingdom)",
    "en-us": "English (United States)",
    "en-ie": "English (Ireland)",
    "en-ca": "English (Canada)",
    "en-au": "English (Australia)",
    "cs": "Čeština",
    "da": "Dansk",
    "de": "Deutsch",
    "de-ch": "Deutsch (Schweiz)",
    "es": "Español",
    "fi": "Suomi",
    "fr": "Français",
    "hu": "Magyar",
    "it": "Italiano",
    "ja": "日本語",
    "nb": "Norsk bokmål",
    "nl": "Nederlands",
    "pl": "Polski",
    "pt": "Português",
    "pt-br": "Português (Brasil)",
    "sv": "Svenska",
    "uk": "Українська",
}
# Django's translations begin months with a capital, which these languages do not.
_SMALL_MONTHS = {"it", "pt", "pt-br"}
_current: ContextVar[str] = ContextVar("locale")


class Place(Protocol):
    """What has customs of its own: a workspace."""

    locale: str

    @property
    def zone(self) -> ZoneInfo: ...


@contextmanager
def surroundings(locale: str, zone: ZoneInfo) -> Generator[None]:
    """Within, `day`, `clock`, `figure` and Django's own filters speak of this place."""
    token = _current.set(locale)
    try:
        with timezone.override(zone):
            yield
    finally:
        _current.reset(token)


def is_in_surroundings() -> bool:
    """Whether the page is that of a place, so that its readers know which clock is meant."""
    return _current.get(None) is not None


def current_locale() -> str:
    return _current.get(settings.LANGUAGE_CODE)


def day(value: date | datetime, locale: str = "") -> str:
    """21 November 2026."""
    return in_shape(value, "DATE_FORMAT", locale)


def clock(value: datetime, locale: str = "") -> str:
    """14:05, or 2:05 PM where that is the custom."""
    return in_shape(value, "TIME_FORMAT", locale)


def in_shape(value: date | datetime, shape: str, locale: str = "") -> str:
    """In one of Django's named formats, such as DATETIME_FORMAT."""
    write = _in_shape if isinstance(value, datetime) else _day_in_shape
    return write(_here(value), shape, locale or current_locale())


def figure(value: int | float | Decimal, decimals: int | None = None, locale: str = "") -> str:
    """1,234.5 or 1.234,5."""
    write = _figure if decimals is None and not isinstance(value, int) else _kept_figure
    return write(value, decimals, locale or current_locale())


def _in_shape(here: date | datetime, shape: str, locale: str) -> str:
    with translation.override(locale):
        written = formats.date_format(here, shape)
    return written.lower() if locale in _SMALL_MONTHS else written


def _figure(value: int | float | Decimal, decimals: int | None, locale: str) -> str:
    with translation.override(locale):
        return formats.number_format(value, decimals, use_l10n=True, force_grouping=True)


# A page writes hundreds of days and numbers. Only these are kept: moments that are equal differ by their zones, and
# equal decimals by their zeros, unless it is said how many to write.
_day_in_shape = lru_cache(maxsize=4096)(_in_shape)
_kept_figure = lru_cache(maxsize=4096, typed=True)(_figure)


def _here(value: date | datetime) -> date | datetime:
    return timezone.localtime(value) if isinstance(value, datetime) else value
