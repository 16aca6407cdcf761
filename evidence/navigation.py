"""The entry of this app; see core.navigation."""

from django.utils.translation import gettext_lazy as _

from core.navigation import Entry

ENTRIES = {"workspace": [Entry(_("Evidence"), "evidence_list", order=40, pages=("evidence_",))]}
