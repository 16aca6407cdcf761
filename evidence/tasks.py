"""What evidence has to do without anybody asking."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from core.background import Progress, background
from evidence.operations.evidence import purge_evidence
from evidence.operations.files import sweep_files
from evidence.operations.reminders import remind_of_lapses


@background("evidence.remind", title=_("Remind of evidence that lapses"), every=timedelta(days=1))
def remind(progress: Progress) -> str:
    count = remind_of_lapses(now=timezone.now())
    return ngettext("%(count)d reminder.", "%(count)d reminders.", count) % {"count": count}


@background("evidence.purge", title=_("Remove evidence deleted a month ago"), every=timedelta(days=1))
def purge(progress: Progress) -> str:
    count = purge_evidence(now=timezone.now())
    return ngettext("%(count)d piece removed.", "%(count)d pieces removed.", count) % {"count": count}


@background("evidence.sweep", title=_("Remove files that nothing names"), every=timedelta(days=1))
def sweep(progress: Progress) -> str:
    count = sweep_files(now=timezone.now())
    return ngettext("%(count)d file removed.", "%(count)d files removed.", count) % {"count": count}
