"""What is to become of several actions, in words."""

from __future__ import annotations

from types import EllipsisType

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.local import day
from roadmap.choices import ActionStateChoice, EffortChoice
from roadmap.models import Roadmap
from roadmap.operations.changing import Changes, LeftOut


def change_sentence(changes: Changes, count: int, roadmap: Roadmap) -> str:
    """Such as: 3 actions: state “Waiting”, 7 days later."""
    head = ngettext("%(count)d action", "%(count)d actions", count) % {"count": count}
    return f"{head}: {', '.join(_parts(changes, roadmap))}."


def _parts(changes: Changes, roadmap: Roadmap) -> list[str]:
    found: list[str] = []
    if changes.is_deleted:
        return [_("deleted")]
    if changes.state:
        found.append(_("state “%(state)s”") % {"state": ActionStateChoice(changes.state).label})
    if not isinstance(changes.owner, EllipsisType):
        found.append(_("owner %(name)s") % {"name": changes.owner} if changes.owner else _("owned by nobody"))
    if changes.phase:
        found.append(_("phase “%(phase)s”") % {"phase": roadmap.questions.phase[changes.phase].title})
    if changes.effort:
        words = {"effort": EffortChoice(changes.effort).label, "days": roadmap.days_of(changes.effort)}
        found.append(_("effort %(effort)s, %(days)s person-days") % words)
    if changes.shift_days:
        days = abs(changes.shift_days)
        later = ngettext("%(days)d day later", "%(days)d days later", days)
        earlier = ngettext("%(days)d day earlier", "%(days)d days earlier", days)
        found.append((later if changes.shift_days > 0 else earlier) % {"days": days})
    if changes.due_date:
        found.append(_("due %(day)s") % {"day": day(changes.due_date)})
    return found


def left_out_sentence(left: list[LeftOut], gone: int = 0) -> str:
    """Which are left out, and why each."""
    named = [f"“{title}” ({why.label})" for title, why in left]
    if gone:
        named.append(ngettext("%(count)d that is gone", "%(count)d that are gone", gone) % {"count": gone})
    return _("Left out: %(actions)s.") % {"actions": ", ".join(named)}
