"""What people do to reports, in sentences; see accounts.queries.sentences."""

from django.utils.translation import gettext_lazy as _

KINDS = {"report": _("Reports"), "report_preset": _("Presets of reports")}

SENTENCES = {
    "report.planned": _("%(actor)s changed the %(field)s of the report of %(object)s"),
    "report.asked_for": _("%(actor)s asked for the report %(object)s"),
    "report.made": _("The report %(object)s that %(actor)s asked for is made"),
    "report.deleted": _("%(actor)s deleted the report %(object)s"),
    "report.restored": _("%(actor)s restored the report %(object)s"),
    "report.shared": _("%(actor)s made a link to the report %(object)s for “%(recipient)s”, for %(days)s days"),
    "report.share_revoked": _("%(actor)s revoked the link to the report %(object)s for “%(recipient)s”"),
    "report.share_restored": _(
        "%(actor)s let the revoked link to the report %(object)s for “%(recipient)s” work again"
    ),
    "report.share_downloaded": _("The report %(object)s was downloaded by the link for “%(recipient)s”"),
    "roadmap.decision_taken_over": _("%(actor)s took the decision of %(evaluation)s over into %(object)s"),
    "report_preset.saved": _("%(actor)s saved the preset of reports %(object)s"),
    "report_preset.renamed": _("%(actor)s renamed the preset of reports %(object)s"),
    "report_preset.deleted": _("%(actor)s deleted the preset of reports %(object)s"),
    "report_preset.restored": _("%(actor)s restored the preset of reports %(object)s"),
}

WORDS = {
    "field": {
        "detail": _("level of detail"),
        "chapters": _("chapters"),
        "is_draft": _("draft mark"),
        "is_confidential": _("confidential mark"),
        "prepared_by": _("author"),
        "has_logo": _("logo"),
        "has_consultant_logo": _("consultant's logo"),
        "summary": _("summary"),
        "has_generated": _("generated summary"),
        "phase_comments": _("comments on phases"),
        "baseline": _("baseline"),
    },
}
