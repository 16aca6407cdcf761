"""What accounts have to do without anybody asking."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.operations.api_calls import purge_calls
from accounts.operations.digests import send_digests
from accounts.operations.tokens import purge_tokens
from accounts.operations.workspaces import purge_workspaces
from core.background import Progress, background


@background("send_digests", title=_("Mail the notices of the day"), every=timedelta(days=1))
def mail_notices(progress: Progress) -> str:
    count = send_digests(now=timezone.now())
    return ngettext("%(count)d mail sent.", "%(count)d mails sent.", count) % {"count": count}


@background("purge_workspaces", title=_("Remove workspaces deleted a month ago"), every=timedelta(days=1))
def remove_deleted_workspaces(progress: Progress) -> str:
    count = purge_workspaces(now=timezone.now())
    return ngettext("%(count)d workspace removed.", "%(count)d workspaces removed.", count) % {"count": count}


@background("purge_api_calls", title=_("Forget calls of the API after a day"), every=timedelta(days=1))
def forget_api_calls(progress: Progress) -> str:
    count = purge_calls(now=timezone.now())
    return ngettext("%(count)d call forgotten.", "%(count)d calls forgotten.", count) % {"count": count}


@background("purge_tokens", title=_("Remove API tokens that ended 90 days ago"), every=timedelta(days=1))
def remove_ended_tokens(progress: Progress) -> str:
    count = purge_tokens(now=timezone.now())
    return ngettext("%(count)d token removed.", "%(count)d tokens removed.", count) % {"count": count}
