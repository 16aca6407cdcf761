"""What assessments have to do in the background, most of it without anybody asking."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from assessments.operations.comments import purge_comments
from assessments.operations.imports import purge_imports
from assessments.operations.large_files import ANSWERS, make_workbook, write_answers
from assessments.operations.milestones import purge_milestones
from assessments.operations.reassessing import remind_of_reassessments
from assessments.operations.upkeep import purge_assessments, renew_summaries
from core.background import Progress, background

BATCH = 500
"""Assessments scored anew at once, some milliseconds each; those that are left have their turn an hour later."""


@background("purge_assessments", title=_("Remove assessments deleted a month ago"), every=timedelta(days=1))
def remove_deleted_assessments(progress: Progress) -> str:
    count = purge_assessments(now=timezone.now())
    return ngettext("%(count)d assessment removed.", "%(count)d assessments removed.", count) % {"count": count}


@background("purge_milestones", title=_("Remove milestones deleted a month ago"), every=timedelta(days=1))
def remove_deleted_milestones(progress: Progress) -> str:
    count = purge_milestones(now=timezone.now())
    return ngettext("%(count)d milestone removed.", "%(count)d milestones removed.", count) % {"count": count}


@background("remind_to_reassess", title=_("Remind to assess again"), every=timedelta(days=1))
def remind_to_assess_again(progress: Progress) -> str:
    count = remind_of_reassessments(now=timezone.now())
    return ngettext("%(count)d reminder.", "%(count)d reminders.", count) % {"count": count}


@background("purge_comments", title=_("Remove comments deleted a month ago"), every=timedelta(days=1))
def remove_deleted_comments(progress: Progress) -> str:
    count = purge_comments(now=timezone.now())
    return ngettext("%(count)d comment removed.", "%(count)d comments removed.", count) % {"count": count}


@background("purge_imports", title=_("Forget files of answers that were read long ago"), every=timedelta(days=1))
def forget_old_imports(progress: Progress) -> str:
    count = purge_imports(now=timezone.now())
    return ngettext("%(count)d file forgotten.", "%(count)d files forgotten.", count) % {"count": count}


@background("renew_summaries", title=_("Bring the scores of assessments up to the day"), every=timedelta(hours=1))
def bring_scores_up_to_the_day(progress: Progress) -> str:
    count = renew_summaries(limit=BATCH)
    return ngettext("%(count)d assessment scored anew.", "%(count)d assessments scored anew.", count) % {"count": count}


@background(ANSWERS, title=_("Answers as a workbook"))
def answers_workbook(progress: Progress) -> str:
    return make_workbook(progress, "answers", write_answers)
