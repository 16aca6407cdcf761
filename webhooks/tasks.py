"""What webhooks have to do in the background."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core.background import Progress, background
from webhooks.operations.deliveries import purge_webhooks
from webhooks.operations.feeding import read_events
from webhooks.operations.sending import send_due
from webhooks.queries.due import has_work


@background("webhooks.send", title=gettext_lazy("Send webhooks"), when=has_work)
def send(progress: Progress) -> str:
    """Whatever is left when it ends, the next run takes."""
    read_events(now=timezone.now())
    count = send_due(go_on=lambda sent: progress.say(_("Sending"), done=sent, total=sent))
    return ngettext("%(count)d message arrived.", "%(count)d messages arrived.", count) % {"count": count}


@background(
    "webhooks.purge", title=gettext_lazy("Forget deliveries of webhooks of a month ago"), every=timedelta(days=1)
)
def forget_deliveries(progress: Progress) -> str:
    """Reads the log as well, to be past what no webhook is told about: that would be looked at again and again."""
    now = timezone.now()
    read_events(now=now)
    count = purge_webhooks(now=now)
    return ngettext("%(count)d row removed.", "%(count)d rows removed.", count) % {"count": count}
