"""Sentences about faults: all that matter, each one that can be shown, and none that takes for ever."""

from __future__ import annotations

import pytest

from core.source import BadInputError, Fault, Faults, Fields, Node
from core.source.faults import LONGEST_SENTENCE, MOST_TOLD
from tests.work import at_most

HOSTILE = "\x1b]0;title\x07 \u202e\u2066 \x9b \ud800 \n"


def told(faults: Faults) -> list[str]:
    with pytest.raises(BadInputError) as caught:
        faults.raise_if_any()
    return [str(fault) for fault in caught.value.faults]


def test_whatever_a_fault_quotes_can_be_shown() -> None:
    shown = str(Fault(HOSTILE, f"{HOSTILE}!A1", f"“{HOSTILE}” is not known…"))
    assert shown.isprintable()
    assert shown.count("\\x1b]0;title\\x07 \\u202e\\u2066 \\x9b \\ud800 \\n") == 3
    assert shown.endswith("is not known…")


def test_a_sentence_is_never_long() -> None:
    with at_most(calls=100):
        fault = Fault("a.yaml", "S" * 1_000 + "!A1", "x" * 3_000_000 + "\u202e")
    assert len(fault.sentence) == LONGEST_SENTENCE
    assert len(str(fault)) < 700


@pytest.mark.parametrize(
    "read",
    [
        lambda fields, long: fields.text("id", longest=64),
        lambda fields, long: fields.link("id"),
        lambda fields, long: fields.date("id"),
        lambda fields, long: fields.flag("id"),
        lambda fields, long: fields.choice("id", ("a", "b")),
        lambda fields, long: fields.integer("id", low=0, high=1),
        lambda fields, long: fields.positive("id", default=1),
        lambda fields, long: fields.close(),
        lambda fields, long: [item.text("title") for item in fields.items("list", "item")],
        lambda fields, long: fields.texts("list"),
    ],
)
def test_a_long_value_makes_no_long_sentence(read: object) -> None:
    """And nobody looks at each of its characters."""
    long = "x" * 3_000_000 + "\u202e"
    node = Node(long, 1, long)
    faults = Faults("a.yaml")
    entries = {"id": node, long: node, "list": Node([Node({"id": node}, 2)], 2)}
    with at_most(calls=1_000):
        read(Fields(Node(dict(entries), 1), faults), long)  # type: ignore[operator]
    for sentence in told(faults):
        assert len(sentence) < 250


def test_many_faults_are_counted_and_the_first_of_the_file_are_told() -> None:
    faults = Faults("a.yaml")
    for line in range(100_000):
        faults.add(line, "This is wrong.")
    found = told(faults)
    assert len(found) == MOST_TOLD + 1
    assert found[1] == "a.yaml, line 1: This is wrong."
    assert found[-1] == "a.yaml: … and 99,800 more faults."


def test_hints_end_where_they_have_cost_enough() -> None:
    faults = Faults("a.yaml")
    known = ["a" * 60 + f"{number:04}" for number in range(1_000)]
    assert faults.meant("a" * 60 + "0007", known) == "a" * 60 + "0007"
    with at_most(calls=10_000):
        assert [faults.meant("a" * 60 + "zzzz", known) for _ in range(1_000)] == [""] * 1_000


def test_nothing_is_meant_by_a_very_long_word() -> None:
    assert Faults("a.yaml").meant("DIS-01" * 20, ["DIS-01"]) == ""
    assert Faults("a.yaml").meant("DIS-0l", ["DIS-01"]) == "DIS-01"
