"""How pages of assessments write scores and times."""

from decimal import Decimal
from fractions import Fraction
from math import floor

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from assessments import words
from core.local import figure
from core.rounding import rounded

register = template.Library()
register.filter("duration", words.duration)

NOTHING = "–"


@register.filter
def score(value: Fraction | None) -> str:
    """With one decimal, as the readers of the workspace write it; a dash where there is none."""
    return NOTHING if value is None else figure(Decimal(rounded(value, 1)), 1)


@register.filter
def rung(value: Fraction | None) -> SafeString:
    """The whole level that a score has reached, in its colour, with the score beside it."""
    if value is None:
        return format_html('<span class="lv lv--none" data-l="{}">{}</span>', NOTHING, _("none yet"))
    return format_html('<span class="lv num" data-l="{}">{}</span>', floor(value), score(value))
