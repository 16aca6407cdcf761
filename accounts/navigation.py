"""The entries of this app; see core.navigation."""

from django.utils.translation import gettext_lazy as _

from accounts.permissions import can_own
from core.navigation import Entry

# Other apps add their own pages to the settings; their names begin with `settings_`.
SETTINGS_PAGES = (
    "workspace_settings",
    "workspace_logos",
    "logo_",
    "service_",
    "workspace_export",
    "workspace_delete",
    "settings_",
)

ENTRIES = {
    "workspace": [
        Entry(_("Overview"), "workspace_detail", order=10),
        Entry(_("Members"), "member_list", order=80, pages=("member_", "invitation_", "workspace_leave")),
        Entry(_("Activity"), "activity_list", order=85),
        Entry(_("Settings"), "workspace_settings", order=90, pages=SETTINGS_PAGES, allowed=can_own),
    ],
    "settings": [
        Entry(_("Name and formats"), "workspace_settings", order=10, allowed=can_own),
        Entry(_("Logos"), "workspace_logos", order=20, pages=("workspace_logos", "logo_"), allowed=can_own),
        Entry(_("Service accounts"), "service_account_list", order=60, pages=("service_",), allowed=can_own),
        Entry(_("Deletion"), "workspace_delete", order=90, allowed=can_own),
    ],
    "account": [
        Entry(_("Your account"), "account_detail", order=10, pages=("account_detail", "account_delete")),
        Entry(_("Password"), "account_change_password", order=20),
        Entry(_("Mail address"), "account_email", order=30),
        Entry(_("Two-step sign-in and passkeys"), "mfa_index", order=40, pages=("mfa_",)),
        Entry(_("Sessions"), "usersessions_list", order=50),
        Entry(_("API tokens"), "token_list", order=60, pages=("token_",)),
    ],
}
