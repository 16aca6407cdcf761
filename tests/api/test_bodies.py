"""Bodies of the API, made of forms."""

from __future__ import annotations

from decimal import Decimal
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


class PriceForm(forms.Form):
    amount = forms.DecimalField(max_digits=6, decimal_places=2, min_value=0)


def test_decimal_is_taken_as_it_was_sent() -> None:
    """Not filled up with zeros, of which the form would say that they are too many."""
    body = FromForm(PriceForm)
    for sent, amount in {"1200.5": Decimal("1200.5"), "7": Decimal(7), "0.25": Decimal("0.25")}.items():
        found = check(body, lambda data, files: PriceForm(data), {"amount": sent}, is_partial=False)
        assert found.cleaned_data == {"amount": amount}
    for wrong in (7, "0.125", "12345.67", "-1", "1e9", "NaN", "much"):
        with pytest.raises(InvalidProblem) as caught:
            check(body, lambda data, files: PriceForm(data), {"amount": wrong}, is_partial=False)
        assert [error.pointer for error in caught.value.errors] == ["#/amount"], wrong


def test_revision_is_that_of_a_form_with_a_prefix() -> None:
    class RevisedForm(forms.Form):
        revision = forms.IntegerField()
        text = forms.CharField()

    form = check(
        FromForm(RevisedForm),
        lambda data, files: RevisedForm(data, prefix="one"),
        {"text": "T"},
        is_partial=True,
        revision=3,
    )
    assert form.cleaned_data == {"revision": 3, "text": "T"}
