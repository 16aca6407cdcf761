"""Who owns something: a choice among the members, by code, and nobody."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.forms import RevisionForm
from core.models import Revisioned


class OwnerField(forms.ChoiceField):
    def __init__(self, **options: Any) -> None:
        super().__init__(label=_("Owner"), required=False, **options)

    def offer(self, people: Iterable[User]) -> dict[str, User]:
        """Make the choices; the people by the code that stands for each."""
        found = {user.code: user for user in people}
        self.choices = [("", _("Nobody")), *((code, str(user)) for code, user in found.items())]
        return found


class OwnedForm(RevisionForm):
    """For a row with an owner, whom the form names by a code."""

    owner = OwnerField()

    def __init__(self, data: Any = None, *, instance: Revisioned, people: Iterable[User]) -> None:
        super().__init__(data, instance=instance)
        self.people = self.fields["owner"].offer(people)  # type: ignore[attr-defined]

    @property
    def values(self) -> dict[str, Any]:
        values = super().values
        return {**values, "owner": self.people.get(values["owner"])}

    def is_of_model(self, name: str) -> bool:
        return name == "owner" or super().is_of_model(name)

    def stored_of(self, name: str, row: Revisioned) -> Any:
        if name == "owner":
            return row.owner.code if row.owner else ""  # type: ignore[attr-defined]
        return super().stored_of(name, row)
