"""Items of checklists: whose they are and until when, and one's own."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.names import validate_line
from core.texts import TextField
from roadmap.forms.days import DayField
from roadmap.forms.owners import OwnedForm, OwnerField
from roadmap.models import ChecklistItem, Roadmap
from roadmap.queries.checklists import lists_of
from roadmap.queries.roadmaps import people_of


class LineField(forms.CharField):
    def __init__(self, **options: Any) -> None:
        super().__init__(validators=[validate_line], **options)


def text_field() -> LineField:
    missing = {"required": _("Say what is to be done.")}
    return LineField(label=_("What is to be done"), max_length=300, error_messages=missing)


def done_when_field() -> LineField:
    hint = _("How anybody can see that it is.")
    return LineField(label=_("Done when"), max_length=500, required=False, help_text=hint)


class ItemForm(OwnedForm):
    """The words of the pack's items are not asked for: they stay."""

    text = text_field()
    done_when = done_when_field()
    due_date = DayField(label=_("Due"))
    note = TextField()
    field_order = ("text", "done_when", "owner", "due_date", "note")

    class Meta:
        model = ChecklistItem
        fields = ["text", "done_when", "due_date", "note"]

    def __init__(self, data: Any = None, *, instance: ChecklistItem) -> None:
        super().__init__(data, instance=instance, people=people_of(instance.roadmap, also=instance.owner_id))
        self.fields["note"].label = _("Note")
        self.fields["note"].widget = forms.Textarea(attrs={"rows": 4})
        if instance.item:
            del self.fields["text"], self.fields["done_when"]


class NewItemForm(forms.Form):
    checklist = forms.ChoiceField(label=_("List"), error_messages={"required": _("Choose a list.")})
    text = text_field()
    done_when = done_when_field()
    owner = OwnerField()
    due_date = DayField(label=_("Due"))

    def __init__(self, data: Any = None, *, roadmap: Roadmap, checklist: str = "") -> None:
        super().__init__(data, initial={"checklist": checklist})
        lists = [(id_, title) for id_, title, _intro in lists_of(roadmap.questions)]
        self.fields["checklist"].choices = lists  # type: ignore[attr-defined]
        self.people = self.fields["owner"].offer(people_of(roadmap))  # type: ignore[attr-defined]

    @property
    def values(self) -> dict[str, Any]:
        return {**self.cleaned_data, "owner": self.people.get(self.cleaned_data["owner"])}
