"""The entries of this app; see core.navigation."""

from django.utils.translation import gettext_lazy as _

from core.navigation import Entry

PAGES = (
    "evaluation_",
    "vendor_",
    "criteria_",
    "version_",
    "weights_",
    "proposal_",
    "participant_",
    "declaration_",
    "sheet_",
    "consensus_",
    "price_",
    "change_",
    "award_",
    "appraisal_",
    "outcome_",
)

ENTRIES = {"workspace": [Entry(_("Vendors"), "evaluation_list", order=28, pages=PAGES)]}
