"""What people do to assessments, in sentences; see accounts.queries.sentences."""

from django.utils.translation import gettext_lazy as _

from assessments.choices import StateChoice

KINDS = {
    "assessment": _("Assessments"),
    "answer": _("Answers"),
    "milestone": _("Milestones"),
    "review": _("Reviews"),
    "comment": _("Comments"),
}

SENTENCES = {
    "assessment.created": _("%(actor)s created the assessment %(object)s"),
    "assessment.duplicated": _("%(actor)s made the assessment %(object)s as a copy of %(source)s"),
    "assessment.made_from_file": _("%(actor)s filled %(object)s from %(file)s; answers: %(answers)s"),
    "assessment.changed": _("%(actor)s changed the %(field)s of the assessment %(object)s"),
    "assessment.moved_to_version": _("%(actor)s moved %(object)s from version %(old)s of its pack to version %(new)s"),
    "assessment.deleted": _("%(actor)s deleted the assessment %(object)s"),
    "assessment.restored": _("%(actor)s restored the assessment %(object)s"),
    "assessment.begun_from_milestone": _(
        "%(actor)s began %(object)s from the milestone %(milestone)s; answers to be confirmed: %(answers)s"
    ),
    "assessment.section_confirmed": _(
        "%(actor)s confirmed what was carried over in %(section)s of %(object)s; answers: %(answers)s"
    ),
    "assessment.section_completed": _("%(actor)s completed %(section)s in %(object)s"),
    "assessment.section_reopened": _("%(actor)s reopened %(section)s in %(object)s"),
    "milestone.deleted": _("%(actor)s deleted the milestone %(object)s of %(assessment)s"),
    "milestone.restored": _("%(actor)s restored the milestone %(object)s of %(assessment)s"),
    "milestone.frozen": _("%(actor)s froze %(assessment)s as the milestone %(object)s"),
    "answer.changed": _("%(actor)s answered %(question)s in %(object)s: %(after)s instead of %(before)s"),
    "answer.evidence_cited": _("%(actor)s cited %(evidence)s for %(question)s in %(object)s"),
    "answer.evidence_removed": _("%(actor)s no longer cites %(evidence)s for %(question)s in %(object)s"),
    "answer.imported": _(
        "%(actor)s imported %(file)s into %(object)s; answers changed: %(answers)s, evidence cited: %(evidence)s"
    ),
    "answer.saved_together": _("%(actor)s sent answers to %(object)s by a program; answers changed: %(answers)s"),
    "review.submit": _("%(actor)s submitted %(phases)s of %(object)s for review"),
    "review.withdraw": _("%(actor)s withdrew %(phases)s of %(object)s from review"),
    "review.accept": _("%(actor)s accepted %(phases)s of %(object)s"),
    "review.send_back": _("%(actor)s sent %(phases)s of %(object)s back"),
    "review.reopen": _("%(actor)s reopened %(phases)s of %(object)s: %(reason)s"),
    "comment.written": _("%(actor)s commented on %(question)s in %(object)s"),
    "comment.deleted": _("%(actor)s deleted their comment on %(question)s in %(object)s"),
    "comment.restored": _("%(actor)s restored their comment on %(question)s in %(object)s"),
    "comment.resolved": _("%(actor)s resolved a comment on %(question)s in %(object)s"),
    "comment.reopened": _("%(actor)s reopened a comment on %(question)s in %(object)s"),
    "answer.import_undone": _("%(actor)s undid the import of %(file)s into %(object)s; answers restored: %(answers)s"),
}

_STATES = {state.value: state.label for state in StateChoice}

WORDS = {
    "before": _STATES,
    "after": _STATES,
    "field": {
        "title": _("title"),
        "target": _("target"),
        "phase_targets": _("targets of phases"),
        "profile": _("profile"),
        "owner": _("owner"),
        "reassess_days": _("reminder to assess again"),
    },
}
