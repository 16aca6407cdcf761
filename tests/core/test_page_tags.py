from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from accounts.models import Workspace
from core.local import surroundings
from core.templatetags.page import ZERO_WIDTH, breakable, moment

AT = datetime(2026, 11, 21, 23, 32, tzinfo=UTC)


def test_moment_is_told_in_the_zone_and_manner_of_the_workspace() -> None:
    with surroundings("de", ZoneInfo("Europe/Berlin")):
        assert '<time datetime="2026-11-22T00:32:00+01:00"' in moment(AT)
        assert ">22. November 2026 00:32</time>" in moment(AT)
        assert "CET" in moment(AT)


def test_moment_outside_of_workspaces_is_told_as_in_britain_with_its_zone() -> None:
    assert ">21 Nov 2026, 23:32 UTC</time>" in moment(AT)
    assert ">21 Nov 2026</time>" in moment(AT, "DATE_FORMAT")


def test_moment_of_a_workspace_is_told_in_its_zone_on_a_page_outside() -> None:
    berlin = Workspace(time_zone="Europe/Berlin", locale="de")
    assert ">22. November 2026 00:32 CET</time>" in moment(AT, of=berlin)
    assert ">22. November 2026</time>" in moment(AT, "DATE_FORMAT", of=berlin)


def test_moment_that_never_was_is_nothing() -> None:
    assert moment(None) == ""


def test_word_that_no_column_holds_can_go_on_in_the_next_line_and_others_stay_whole() -> None:
    word = "Elektrizitätenhauptbetriebswerk"
    told = breakable(f"The {word} of Linz")
    assert told.replace(ZERO_WIDTH, "") == f"The {word} of Linz"
    assert max(map(len, told.replace(ZERO_WIDTH, " ").split())) <= 12
    assert breakable("Observability, interoperability") == "Observability, interoperability"
