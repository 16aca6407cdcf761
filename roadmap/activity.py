"""What people do to roadmaps, in sentences; see accounts.queries.sentences."""

from django.utils.translation import gettext_lazy as _

KINDS = {
    "roadmap": _("Roadmaps"),
    "action": _("Actions"),
}

SENTENCES = {
    "roadmap.created": _("%(actor)s created the roadmap %(object)s"),
    "roadmap.changed": _("%(actor)s changed the %(field)s of the roadmap %(object)s"),
    "roadmap.deleted": _("%(actor)s deleted the roadmap %(object)s"),
    "roadmap.restored": _("%(actor)s restored the roadmap %(object)s"),
    "action.created": _("%(actor)s added the action %(object)s to %(roadmap)s"),
}

WORDS = {
    "field": {
        "horizon_date": _("horizon"),
        "start_date": _("start"),
        "assessment": _("assessment"),
        "small_days": _("days of a small action"),
        "medium_days": _("days of a medium action"),
        "large_days": _("days of a large action"),
        "capacity_days": _("person-days a month"),
    },
}
