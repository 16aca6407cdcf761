"""What the component library shows: examples of every part, with made-up content."""

from datetime import UTC, datetime
from typing import Any

from django import forms
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.core.paginator import Paginator

from core.conflicts import Conflict, was_changed_by
from core.forms import PickedField

# In the order of the page: a heading, and the template that is both shown and quoted.
EXAMPLES = [
    ("Page head", "head"),
    ("Buttons", "buttons"),
    ("Notices and messages", "notices"),
    ("Badges, levels and chips", "badges"),
    ("Cards", "cards"),
    ("Table", "table"),
    ("Names and values", "facts"),
    ("What to do next", "steps"),
    ("Form", "form"),
    ("Form with errors", "form_errors"),
    ("Form after somebody else saved", "form_conflict"),
    ("Filters", "filter"),
    ("Pages of a list", "pagination"),
    ("Progress", "progress"),
    ("Empty state", "empty"),
    ("Copy", "copy"),
    ("Moments", "moments"),
]


class SampleForm(forms.Form):
    bound_field_class = PickedField

    name = forms.CharField(label="Name", max_length=40, help_text="As it stands on the report.")
    note = forms.CharField(label="Note", required=False, widget=forms.Textarea)
    role = forms.ChoiceField(label="Role", choices=[("editor", "Editor"), ("viewer", "Viewer")])
    size = forms.ChoiceField(label="Size", widget=forms.RadioSelect, choices=[("small", "Small"), ("large", "Large")])
    logo = forms.FileField(label="Logo", required=False, help_text="PNG or JPEG, at most 2 MB.")
    wants_mail = forms.BooleanField(label="Send me a mail every morning", required=False)

    is_stale = False
    saved_by = ""
    conflicts: dict[str, Conflict] = {}
    kept: list[str] = []


def samples() -> dict[str, Any]:
    """Each form has its own beginning of ids, because they stand on one page."""
    conflict = SampleForm({"name": "Northwind Ltd", "role": "editor", "size": "small"}, auto_id="conflict_%s")
    conflict.is_stale, conflict.saved_by = True, "Grace Hopper"
    conflict.conflicts = {"name": Conflict("Northwind Ltd", "Northwind Billing", "Grace Hopper")}
    conflict.kept = [was_changed_by("Grace Hopper", "Role")]
    return {
        "form": SampleForm(auto_id="empty_%s"),
        "form_with_errors": SampleForm({"name": "", "size": "huge"}, auto_id="wrong_%s"),
        "form_with_conflict": conflict,
        "page": Paginator(range(75), 25).page(2),
        "said": [
            Message(constants.SUCCESS, "The name was changed."),
            Message(constants.SUCCESS, "Ada Lovelace was removed.", extra_tags="undo:/theme/"),
            Message(constants.WARNING, "Two members have no second step for signing in."),
            Message(constants.ERROR, "The file is no picture. Choose a PNG or a JPEG."),
            Message(constants.INFO, "The report is being made."),
        ],
        "at": datetime(2026, 11, 21, 14, 32, tzinfo=UTC),
    }
