"""Where a card is to go."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.codes import is_code
from core.models.revisions import LAST_REVISION
from roadmap.choices import ActionStateChoice
from roadmap.operations.moving import LAST, Place


class MoveForm(forms.Form):
    """`to` is a state, alone for the end of its column, or with ":first", ":before:CODE" or ":after:CODE" behind it."""

    revision = forms.IntegerField(min_value=1, max_value=LAST_REVISION)
    to = forms.CharField(max_length=60)

    def clean_to(self) -> tuple[str, Place]:
        state, *rest = self.cleaned_data["to"].split(":")
        if state in ActionStateChoice.values:
            match rest:
                case []:
                    return state, LAST
                case ["first"]:
                    return state, Place(is_first=True)
                case ["before" | "after" as side, code] if is_code(code):
                    return state, Place(before=code) if side == "before" else Place(after=code)
        raise ValidationError(_("There is no such place on the board."))
