"""What evaluations have to do in the background."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from core.background import Progress, background
from vendors.operations.companies import purge_contacts
from vendors.operations.criteria import purge_removed_parts
from vendors.operations.documents import purge_documents
from vendors.operations.evaluations import purge_evaluations
from vendors.operations.imports import purge_imports
from vendors.operations.proposals import purge_proposals


@background("purge_evaluations", title=_("Remove evaluations deleted a month ago"), every=timedelta(days=1))
def remove_deleted_evaluations(progress: Progress) -> str:
    count = purge_evaluations(now=timezone.now())
    return ngettext("%(count)d evaluation removed.", "%(count)d evaluations removed.", count) % {"count": count}


@background("purge_removed_parts", title=_("Forget criteria removed a month ago"), every=timedelta(days=1))
def forget_removed_parts(progress: Progress) -> str:
    count = purge_removed_parts(now=timezone.now())
    return ngettext("%(count)d part forgotten.", "%(count)d parts forgotten.", count) % {"count": count}


@background(
    "purge_proposals", title=_("Remove proposals, documents and contacts deleted a month ago"), every=timedelta(days=1)
)
def remove_deleted_proposals(progress: Progress) -> str:
    now = timezone.now()
    count = purge_proposals(now=now) + purge_documents(now=now) + purge_contacts(now=now)
    return ngettext("%(count)d entry removed.", "%(count)d entries removed.", count) % {"count": count}


@background("purge_vendor_imports", title=_("Forget what was read into evaluations"), every=timedelta(days=1))
def forget_imports(progress: Progress) -> str:
    count = purge_imports(now=timezone.now())
    return ngettext("%(count)d import forgotten.", "%(count)d imports forgotten.", count) % {"count": count}
