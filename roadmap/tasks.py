"""What roadmaps have to do in the background."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from core.background import Progress, background
from roadmap.operations.action_imports import purge_imports
from roadmap.operations.actions import purge_actions
from roadmap.operations.artifact_reviews import outdate_artifacts
from roadmap.operations.artifacts import purge_artifacts
from roadmap.operations.check_ins import remind_of_check_ins
from roadmap.operations.checklists import purge_items
from roadmap.operations.comments import purge_comments
from roadmap.operations.decisions import purge_decisions
from roadmap.operations.exceptions import remind_of_exceptions
from roadmap.operations.pilots import purge_pilots
from roadmap.operations.roadmaps import purge_roadmaps
from roadmap.operations.snapshots import take_snapshots
from roadmap.operations.undoing import purge_changes


@background("purge_roadmaps", title=_("Remove roadmaps deleted a month ago"), every=timedelta(days=1))
def remove_deleted_roadmaps(progress: Progress) -> str:
    count = purge_roadmaps(now=timezone.now())
    return ngettext("%(count)d roadmap removed.", "%(count)d roadmaps removed.", count) % {"count": count}


@background("purge_actions", title=_("Remove actions and comments deleted a month ago"), every=timedelta(days=1))
def remove_deleted_actions(progress: Progress) -> str:
    now = timezone.now()
    count = purge_actions(now=now) + purge_comments(now=now)
    sentence = ngettext("%(count)d action or comment removed.", "%(count)d actions and comments removed.", count)
    return sentence % {"count": count}


@background("take_snapshots", title=_("Keep how far roadmaps are, once a week"), every=timedelta(days=1))
def keep_how_far_roadmaps_are(progress: Progress) -> str:
    count = take_snapshots(now=timezone.now())
    return ngettext("%(count)d snapshot.", "%(count)d snapshots.", count) % {"count": count}


@background("purge_action_imports", title=_("Forget imports of actions that are over"), every=timedelta(days=1))
def forget_imports(progress: Progress) -> str:
    count = purge_imports(now=timezone.now())
    return ngettext("%(count)d import forgotten.", "%(count)d imports forgotten.", count) % {"count": count}


@background(
    "purge_action_changes", title=_("Forget what actions were before changes of a month ago"), every=timedelta(days=1)
)
def remove_old_changes(progress: Progress) -> str:
    count = purge_changes(now=timezone.now())
    return ngettext("%(count)d change removed.", "%(count)d changes removed.", count) % {"count": count}


@background("outdate_artifacts", title=_("Say which artifacts are outdated"), every=timedelta(days=1))
def outdate(progress: Progress) -> str:
    count = outdate_artifacts(now=timezone.now())
    return ngettext("%(count)d artifact is outdated.", "%(count)d artifacts are outdated.", count) % {"count": count}


@background("purge_artifacts", title=_("Remove artifacts deleted a month ago"), every=timedelta(days=1))
def remove_deleted_artifacts(progress: Progress) -> str:
    count = purge_artifacts(now=timezone.now())
    return ngettext("%(count)d artifact removed.", "%(count)d artifacts removed.", count) % {"count": count}


@background("remind_of_check_ins", title=_("Remind of weekly check-ins of pilots"), every=timedelta(days=1))
def remind_of_weekly_check_ins(progress: Progress) -> str:
    count = remind_of_check_ins(now=timezone.now())
    return ngettext("%(count)d reminder.", "%(count)d reminders.", count) % {"count": count}


@background("purge_pilots", title=_("Remove what was deleted of pilots a month ago"), every=timedelta(days=1))
def remove_deleted_pilots(progress: Progress) -> str:
    count = purge_pilots(now=timezone.now())
    sentence = ngettext(
        "%(count)d pilot, check-in or item removed.", "%(count)d pilots, check-ins and items removed.", count
    )
    return sentence % {"count": count}


@background("purge_items", title=_("Remove items and decisions deleted a month ago"), every=timedelta(days=1))
def remove_deleted_items(progress: Progress) -> str:
    count = purge_items(now=timezone.now()) + purge_decisions(now=timezone.now())
    return ngettext("%(count)d removed.", "%(count)d removed.", count) % {"count": count}


@background("remind_of_exceptions", title=_("Tell which exceptions at gates are over"), every=timedelta(days=1))
def tell_which_exceptions_are_over(progress: Progress) -> str:
    count = remind_of_exceptions(now=timezone.now())
    return ngettext("%(count)d notice.", "%(count)d notices.", count) % {"count": count}
