"""Bodies of the API, made of forms."""

from __future__ import annotations

from typing import Any

import pytest
from django import forms
from rest_framework.serializers import ListField

from core.rest.bodies import FromForm, Several, check
from core.rest.fields import Text
from core.rest.problems import InvalidProblem


class NotesForm(forms.Form):
    title = forms.CharField()
    note_1 = forms.CharField(max_length=5, required=False, initial="one")
    note_2 = forms.CharField(max_length=5, required=False, initial="two")


NOTES = FromForm(
    NotesForm,
    several={
        "notes": Several(
            r"note_\d",
            lambda **options: ListField(child=Text(), max_length=2, **options),
            lambda form, notes: {f"note_{place}": note for place, note in enumerate([*notes, "", ""][:2], start=1)},
            lambda name: f"/{int(name[-1]) - 1}",
        )
    },
)


def checked(sent: dict[str, Any], *, is_partial: bool) -> dict[str, Any]:
    found: dict[str, Any] = check(
        NOTES, lambda data, files: NotesForm(data, initial={"title": "Was"}), sent, is_partial=is_partial
    ).cleaned_data
    return found


def test_several_fields_of_a_form_are_one_of_the_body() -> None:
    assert checked({"title": "T", "notes": ["a"]}, is_partial=False) == {"title": "T", "note_1": "a", "note_2": ""}
    assert checked({"notes": ["a", "b"]}, is_partial=True) == {"title": "Was", "note_1": "a", "note_2": "b"}
    assert checked({}, is_partial=True) == {"title": "Was", "note_1": "one", "note_2": "two"}


def test_what_is_wrong_with_one_of_several_is_pointed_at() -> None:
    with pytest.raises(InvalidProblem) as caught:
        checked({"title": "T", "notes": ["a", "too long"]}, is_partial=False)
    assert [error.pointer for error in caught.value.errors] == ["#/notes/1"]
    with pytest.raises(InvalidProblem) as caught:
        checked({"note_1": "a"}, is_partial=True)
    assert [error.pointer for error in caught.value.errors] == ["#/note_1"]
