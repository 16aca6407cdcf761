"""What is kept of two people's work on one answer."""

from typing import Any

from assessments.domain.merging import merge

BASE: dict[str, Any] = {
    "state": "answered",
    "level": 2,
    "reason": "",
    "level_reason": "",
    "met": [],
    "not_met": [],
    "note": "",
    "is_flagged": False,
}


def test_what_nobody_else_changed_is_taken() -> None:
    merged = merge(BASE, BASE, {"level": 3})
    assert merged.values == {**BASE, "level": 3}
    assert merged.collisions == ()


def test_changes_to_different_units_are_both_kept() -> None:
    merged = merge(BASE, {**BASE, "note": "Theirs."}, {"level": 3})
    assert merged.values == {**BASE, "level": 3, "note": "Theirs."}
    assert merged.collisions == ()


def test_changes_of_one_unit_collide() -> None:
    merged = merge(BASE, {**BASE, "level": 4}, {**BASE, "level": 3})
    assert merged.collisions == ("choice",)


def test_ticks_and_a_level_are_one_unit() -> None:
    assert merge(BASE, {**BASE, "met": ["A-1.1a"]}, {"level": 3}).collisions == ("choice",)


def test_what_both_changed_to_the_same_collides_with_nothing() -> None:
    merged = merge(BASE, {**BASE, "level": 3}, {"level": 3, "note": "Mine."})
    assert merged.values == {**BASE, "level": 3, "note": "Mine."}
    assert merged.collisions == ()


def test_a_whole_form_in_which_one_thing_was_changed_changes_that_alone() -> None:
    merged = merge(BASE, {**BASE, "level": 5}, {**BASE, "note": "Mine."})
    assert merged.values == {**BASE, "level": 5, "note": "Mine."}
    assert merged.collisions == ()


def test_every_unit_is_named_that_collides() -> None:
    theirs = {**BASE, "level": 5, "note": "Theirs.", "is_flagged": True}
    assert merge(BASE, theirs, {"level": 1, "note": "Mine.", "is_flagged": True}).collisions == ("choice", "note")
