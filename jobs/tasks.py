"""The work of the jobs themselves."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core.background import Progress, background
from jobs.operations.purging import purge_jobs


@background("jobs.purge", title=gettext_lazy("Clear out old jobs and their files"), every=timedelta(days=1))
def purge(progress: Progress) -> str:
    count = purge_jobs(now=timezone.now())
    if not count:
        return _("Nothing was old enough.")
    return ngettext("%(count)d job was cleared out.", "%(count)d jobs were cleared out.", count) % {"count": count}
