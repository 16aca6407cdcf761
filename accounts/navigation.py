"""The entries of this app; see core.navigation."""

from django.utils.translation import gettext_lazy as _

from core.navigation import Entry

ENTRIES = {
    "workspace": [
        Entry(_("Overview"), "workspace_detail", order=10),
    ],
    "account": [
        Entry(_("Your account"), "account_detail", order=10),
        Entry(_("Password"), "account_change_password", order=20),
        Entry(_("Mail address"), "account_email", order=30),
        Entry(_("Two-step sign-in and passkeys"), "mfa_index", order=40, pages=("mfa_",)),
        Entry(_("Sessions"), "usersessions_list", order=50),
    ],
}
