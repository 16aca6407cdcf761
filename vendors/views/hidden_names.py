"""A word to whoever writes what evaluators read, where it names a vendor that is hidden from them."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib import messages
from django.http import HttpRequest
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from vendors.queries.names import hidden_names_in
from vendors.queries.seated import Seated


def warn_of_names(request: HttpRequest, seated: Seated, written: Iterable[object]) -> None:
    """Of what was saved just now: texts, among other values."""
    found = hidden_names_in(seated.evaluation, seated.seat, [each for each in written if isinstance(each, str)])
    if found:
        said = _(
            "Evaluators read what you wrote, and in it %(names)s, which is hidden from them until quality is locked."
        )
        messages.warning(request, said % {"names": get_text_list([f"“{name}”" for name in found], _("and"))})
