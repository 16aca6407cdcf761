"""The entries of this app; see core.navigation."""

from django.utils.translation import gettext_lazy as _

from accounts.permissions import can_own
from core.navigation import Entry

ENTRIES = {
    "settings": [
        Entry(_("Webhooks"), "settings_webhook_list", order=40, pages=("settings_webhook_",), allowed=can_own),
    ],
}
