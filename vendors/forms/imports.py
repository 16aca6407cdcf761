"""A workbook as people send it, and which of its columns is what."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from core.spreadsheets.cells import column_letters
from core.spreadsheets.package import PackageLimits
from vendors.domain.importing import ImportKind
from vendors.files.import_sheets import MOST_COLUMNS
from vendors.models import VendorImport
from vendors.queries.import_columns import COLUMNS, NEEDED

LARGEST = PackageLimits().size
KINDS = {
    ImportKind.VENDORS: _("Vendors, with a proposal of each and whom to talk to"),
    ImportKind.CRITERIA: _("Criteria, into the version that is written"),
    ImportKind.SCORES: _("My own scores"),
}
NOT_THERE = ""


class WorkbookForm(forms.Form):
    kind = forms.ChoiceField(label=_("What it brings"), widget=forms.RadioSelect)
    file = forms.FileField(
        label=_("File"),
        max_length=200,
        widget=forms.FileInput(
            attrs={"accept": ".xlsx,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}
        ),
        help_text=_(
            "An Excel workbook (.xlsx) with at most 1,000 rows and 10 MB. Columns are recognised by their heading."
        ),
        error_messages={
            "required": _("Choose a file."),
            "empty": _("This file is empty."),
            "max_length": _("The name of this file is too long; shorten it."),
        },
    )

    def __init__(self, *arguments: Any, kinds: Sequence[ImportKind], **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        self.fields["kind"].choices = [(kind.value, KINDS[kind]) for kind in kinds]  # type: ignore[attr-defined]
        self.fields["kind"].initial = kinds[0].value if kinds else None

    def clean_file(self) -> Any:
        found = self.cleaned_data["file"]
        if found.size > LARGEST:
            raise forms.ValidationError(_("This file is larger than 10 MB."))
        return found


class ColumnsForm(forms.Form):
    """A select for each thing that a column can be; columns stand in it by letter, heading and an example."""

    def __init__(self, data: Any = None, *, found: VendorImport) -> None:
        super().__init__(data)
        self.kind = ImportKind(found.kind)
        offered = [(NOT_THERE, _("Not in the file")), *_columns(found)]
        for column in COLUMNS[self.kind]:
            place = found.mapping.get(column.name)
            self.fields[column.name] = forms.ChoiceField(
                label=str(column.title),
                choices=offered,
                required=column.name in NEEDED[self.kind],
                initial=NOT_THERE if place is None else str(place),
                error_messages={"required": _("Say which column this is.")},
            )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        taken: dict[str, str] = {}
        for name, place in list(cleaned.items()):
            if place and taken.setdefault(place, name) != name:
                said = {"column": self.fields[taken[place]].label}
                self.add_error(name, _now("This column is “%(column)s” already.") % said)
        return cleaned

    @property
    def mapping(self) -> dict[str, int]:
        return {name: int(place) for name, place in self.cleaned_data.items() if place != NOT_THERE}


def _columns(found: VendorImport) -> list[tuple[str, str]]:
    heading, *rows = (cells for _row, cells in found.rows)
    width = min(max(len(cells) for cells in (heading, *rows)), MOST_COLUMNS)
    return [(str(place), _column(place, heading, rows)) for place in range(width)]


def _column(place: int, heading: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    title = heading[place].strip() if place < len(heading) else ""
    example = next((cells[place] for cells in rows if place < len(cells) and cells[place].strip()), "")
    said = {
        "letter": column_letters(place + 1),
        "title": Truncator(title).chars(40),
        "example": Truncator(example).chars(30),
    }
    if title and example:
        return _now("%(letter)s: %(title)s (%(example)s)") % said
    return f"{said['letter']}: {said['title'] or said['example']}"
