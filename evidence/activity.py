"""What people do to evidence, in sentences; see accounts.queries.sentences."""

from django.utils.translation import gettext_lazy as _

KINDS = {"evidence": _("Evidence")}

SENTENCES = {
    "evidence.added": _("%(actor)s added the evidence %(object)s"),
    "evidence.changed": _("%(actor)s changed the %(field)s of the evidence %(object)s"),
    "evidence.replaced": _("%(actor)s replaced the evidence %(object)s by version %(version)s"),
    "evidence.deleted": _("%(actor)s deleted the evidence %(object)s"),
    "evidence.restored": _("%(actor)s restored the evidence %(object)s"),
}

WORDS = {
    "field": {
        "title": _("title"),
        "evidence_class": _("class"),
        "kind": _("kind"),
        "link": _("link"),
        "reference": _("reference"),
        "observed_date": _("observed day"),
        "validity_days": _("validity"),
        "owner": _("owner"),
    },
}
