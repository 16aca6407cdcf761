"""Time zones that people can choose, by the names of the IANA database."""

from functools import cache
from zoneinfo import available_timezones

_NOT_OF_A_PLACE = ("Etc/", "SystemV/", "posix/", "right/", "US/", "Canada/", "Brazil/", "Chile/", "Mexico/")


@cache
def time_zones() -> tuple[str, ...]:
    """Those named for a place, and UTC first. Reading the database takes a moment, so it is read once."""
    places = (name for name in available_timezones() if "/" in name and not name.startswith(_NOT_OF_A_PLACE))
    return ("UTC", *sorted(places))


def find_time_zone(typed: str) -> str:
    """The zone that is meant: by its whole name, or by its city alone where only one has it; else nothing."""
    wanted = "_".join(typed.lower().split())
    for name in time_zones():
        if name.lower() == wanted:
            return name
    of_city = [name for name in time_zones() if name.lower().rpartition("/")[2] == wanted]
    return of_city[0] if len(of_city) == 1 else ""
