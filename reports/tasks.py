"""What reports have to do in the background."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from core.background import Progress, background
from reports.operations.plans import purge_presets


@background("reports.purge", title=_("Remove presets of reports deleted a month ago"), every=timedelta(days=1))
def purge(progress: Progress) -> str:
    count = purge_presets(now=timezone.now())
    return ngettext("%(count)d preset removed.", "%(count)d presets removed.", count) % {"count": count}
