"""Writing a comment, and saying who is meant by a name that several people have."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from assessments.domain.mentions import Mentions, Person, find_mentions
from assessments.models import Comment
from core.forms import RevisionForm
from core.models import Revisioned
from core.texts import TextField

MEANT = "meant-"
"""What the name of the control begins with that says who is meant by a name."""


class CommentField(TextField):
    widget = forms.Textarea

    def __init__(self) -> None:
        super().__init__()
        self.required, self.label = True, _("Comment")
        self.error_messages["required"] = _("Write what you want to say.")
        self.widget.attrs.update(rows=4, **{"data-mentions": "mentionable"})


class Addressed(forms.BaseForm):
    """`people` are the members; `ambiguous` has, after a check, each name that the person has to explain."""

    people: Sequence[Person]
    found = Mentions((), {}, ())
    known: Collection[str] = ()

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        meant = {name.removeprefix(MEANT): code for name, code in self.data.items() if name.startswith(MEANT)}
        found = find_mentions(cleaned.get("text", ""), self.people, meant)
        if found.ambiguous and self.known:
            found = find_mentions(cleaned["text"], self.people, {**self._meant_before(found), **meant})
        self.found = found
        if found.ambiguous:
            raise ValidationError(_("Several people have a name that you wrote. Say whom you mean."))
        return cleaned

    def _meant_before(self, found: Mentions) -> Mapping[str, str]:
        """Of those with a name, the one for whom the comment was already."""
        before = {
            said: [person.code for person in people if person.code in self.known]
            for said, people in found.ambiguous.items()
        }
        return {said: codes[0] for said, codes in before.items() if len(codes) == 1}

    @property
    def questions(self) -> list[tuple[str, str, Sequence[Person]]]:
        """Each name with its control and whom it may mean."""
        return [(said, f"{MEANT}{said}", people) for said, people in self.found.ambiguous.items()]


class NewCommentForm(Addressed, forms.Form):
    text = CommentField()

    def __init__(self, data: Any = None, *, people: Sequence[Person], place: str = "") -> None:
        """`place` tells the forms of one page apart."""
        super().__init__(data, auto_id=f"{place}%s")
        self.people = people

    @property
    def values(self) -> dict[str, Any]:
        return {"text": self.cleaned_data["text"], "mentioned": self.found.people}


class ChangeCommentForm(Addressed, RevisionForm):
    text = CommentField()

    class Meta:
        model = Comment
        fields = ["text"]

    def __init__(
        self, data: Any = None, *, instance: Revisioned, people: Sequence[Person], known: Collection[str]
    ) -> None:
        self.people, self.known = people, known
        super().__init__(data, instance=instance)

    @property
    def values(self) -> dict[str, Any]:
        return {**super().values, "mentioned": self.found.people}
