"""The entries of this app; see core.navigation."""

from django.utils.translation import gettext_lazy as _

from core.navigation import Entry

ENTRIES = {"workspace": [Entry(_("Jobs"), "job_list", order=80, pages=("job_",))]}
