"""Links as people write them: one on each line, and behind it what it is called."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.links import is_web_link
from core.names import validate_line
from core.texts import TextField
from roadmap.operations.actions import Link

MOST_LINKS = 50


def links_in(text: str) -> list[Link]:
    found = []
    for line in filter(None, map(str.strip, text.splitlines())):
        url, _space, title = line.partition(" ")
        found.append(Link(title.strip(), url))
    return found


def validate_links(text: str) -> None:
    links = links_in(text)
    for link in links:
        if not is_web_link(link.url):
            said = {"link": link.url[:80]}
            raise ValidationError(_("“%(link)s” does not start with https:// or http://."), params=said)
        validate_line(link.title)
        if len(link.title) > 200 or len(link.url) > 2000:
            raise ValidationError(_("A link has at most 2000 characters, and its title at most 200."))
    if len(links) > MOST_LINKS:
        raise ValidationError(_("Keep it to %(most)d links."), params={"most": MOST_LINKS})


class LinksField(TextField):
    """Its value is the text; `links_in` reads it."""

    widget = forms.Textarea

    def __init__(self) -> None:
        super().__init__()
        self.label = _("Links")
        self.help_text = _("One on each line, and behind it what it is called: https://tracker.example/7 The ticket")
        self.widget.attrs.update(rows=2)
        self.validators.append(validate_links)
