"""The entries of this app; see core.navigation."""

from django.utils.translation import gettext_lazy as _

from accounts.permissions import can_own
from core.navigation import Entry

ENTRIES = {
    "settings": [Entry(_("Export"), "workspace_export", order=80, allowed=can_own)],
    "account": [Entry(_("Export your data"), "account_export", order=80)],
}
