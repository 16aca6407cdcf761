"""What lapsing does to scores, in words for pages and notices."""

from __future__ import annotations

from django.utils.translation import gettext as _

from core.rounding import for_people, told_apart
from evidence.citing import Effect


def effect_sentence(effect: Effect, *, is_over: bool = False) -> str:
    """To go on with after the title. With `is_over` of a lapse that has been. The score is the verified one."""
    alone = effect.after != effect.before
    before, after = told_apart(effect.before, effect.after if alone else effect.by_then)
    words = {"before": before, "after": after, "by_then": for_people(effect.by_then)}
    if not alone:
        if is_over:
            return _("verified %(before)s fell to %(after)s, with what else lapsed.") % words
        return _("verified %(before)s falls to %(after)s, with what else will have lapsed.") % words
    if is_over:
        return _("verified %(before)s fell to %(after)s.") % words
    if effect.by_then == effect.after:
        return _("verified %(before)s falls to %(after)s.") % words
    return _("verified %(before)s falls to %(after)s, or to %(by_then)s with what else will have lapsed.") % words
