"""The entries of this app; see core.navigation."""

from django.utils.translation import gettext_lazy as _

from core.navigation import Entry

PAGES = (
    "roadmap_",
    "phase_",
    "gate_",
    "decision_",
    "checklist_",
    "item_",
    "artifact_",
    "action_",
    "actions_",
    "plan_",
    "pilot_",
    "calendar_",
)

ENTRIES = {
    "workspace": [Entry(_("Roadmaps"), "roadmap_list", order=25, pages=PAGES)],
    "person": [Entry(_("My work"), "my_work", order=10)],
}
