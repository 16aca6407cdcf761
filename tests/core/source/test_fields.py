"""Typed values out of a mapping: what is taken, and what is a fault."""

from __future__ import annotations

from datetime import date

import pytest

from core.source import Faults, Fields, Node
from core.source.dates import parse_day
from core.source.fields import MOST_LINES
from tests.work import at_most


def fields(value: str | list[Node], faults: Faults) -> Fields:
    return Fields(Node({"key": Node(value, 1, value if isinstance(value, str) else "")}, 1), faults)


@pytest.mark.parametrize(
    ("written", "expected"),
    [(" a ", "a"), ("a\r\nb", "a\nb"), ("a\rb", "a\nb"), ("a\r\r\nb", "a\n\nb"), ("\n" * 500 + "a", "a")],
)
def test_line_ends_are_one_character(written: str, expected: str) -> None:
    faults = Faults("a.yaml")
    assert fields(written, faults).text("key", lines=True) == expected
    assert not faults


@pytest.mark.parametrize(
    ("written", "fault"),
    [
        ("", "'key' must not be empty."),
        ("x" * 2_001, "'key' has 2,001 characters; at most 2,000 are allowed."),
        ("a\x07", "'key' holds a control character (U+0007); remove it."),
        ("a\n" * MOST_LINES + "a", "'key' has 401 lines; at most 400 are allowed."),
    ],
)
def test_text_with_a_fault_is_read_as_empty(written: str, fault: str) -> None:
    faults = Faults("a.yaml")
    assert fields(written, faults).text("key", lines=True) == ""
    assert [found.sentence for found in faults.found] == [fault]


def test_text_on_the_limit_is_read() -> None:
    faults = Faults("a.yaml")
    assert fields("a\n" * (MOST_LINES - 1) + "a", faults).text("key", lines=True).count("\n") == MOST_LINES - 1
    assert not faults


def test_a_list_of_very_many_words_is_cut_before_they_are_read() -> None:
    faults = Faults("a.yaml")
    words = [Node(f"w{number}", 1, f"w{number}") for number in range(200_000)]
    with at_most(calls=20_000):
        assert len(fields(words, faults).texts("key")) == 1_000
    assert [found.sentence for found in faults.found] == ["'key' has 200,000 entries; at most 1,000 are allowed."]


def test_a_word_that_stands_twice_is_a_fault() -> None:
    faults = Faults("a.yaml")
    assert fields([Node("a", 1, "a"), Node("b", 2, "b"), Node("a", 3, "a")], faults).texts("key") == ("a", "b", "a")
    assert [str(found) for found in faults.found] == ["a.yaml, line 3: 'key' names 'a' twice."]


@pytest.mark.parametrize(
    "written", ["20261031", "2026-W44-6", "2026-02-30", "", " 2026-10-31", "2026-10-31T00:00", "٢٠٢٦-١٠-٣١"]
)
def test_only_one_way_to_write_a_day_is_read(written: str) -> None:
    assert parse_day("2026-10-31") == date(2026, 10, 31)
    assert parse_day(written) is None
