"""What people do to roadmaps, in sentences; see accounts.queries.sentences."""

from django.utils.translation import gettext_lazy as _

from roadmap.choices import ActionStateChoice, CheckInMoodChoice, PilotDecisionChoice

KINDS = {
    "roadmap": _("Roadmaps"),
    "action": _("Actions"),
    "calendar": _("Calendar addresses"),
    "artifact": _("Artifacts"),
    "pilot": _("Pilots"),
}

SENTENCES = {
    "calendar.made": _("%(actor)s made an address for a calendar of %(object)s"),
    "calendar.revoked": _("%(actor)s revoked an address for a calendar of %(object)s"),
    "calendar.restored": _("%(actor)s let an address for a calendar of %(object)s work again"),
    "roadmap.created": _("%(actor)s created the roadmap %(object)s"),
    "roadmap.changed": _("%(actor)s changed the %(field)s of the roadmap %(object)s"),
    "roadmap.deleted": _("%(actor)s deleted the roadmap %(object)s"),
    "roadmap.restored": _("%(actor)s restored the roadmap %(object)s"),
    "roadmap.actions_made": _("%(actor)s made actions from gaps in %(object)s, for %(questions)s"),
    "roadmap.actions_unmade": _("%(actor)s took back actions made from gaps in %(object)s: %(count)s"),
    "action.created": _("%(actor)s added the action %(object)s to %(roadmap)s"),
    "action.changed": _("%(actor)s changed the %(field)s of the action %(object)s"),
    "action.moved": _("%(actor)s moved the action %(object)s from %(before)s to %(after)s"),
    "action.closed": _("%(actor)s closed the action %(object)s"),
    "action.reopened": _("%(actor)s reopened the action %(object)s: %(after)s instead of %(before)s"),
    "action.dropped": _("%(actor)s dropped the action %(object)s"),
    "action.evidence_named": _("%(actor)s named %(evidence)s as evidence for the action %(object)s"),
    "action.commented": _("%(actor)s commented on the action %(object)s"),
    "action.comment_deleted": _("%(actor)s deleted their comment on the action %(object)s"),
    "action.comment_restored": _("%(actor)s restored their comment on the action %(object)s"),
    "action.planned": _("%(actor)s took over the planned days of the action %(object)s in %(roadmap)s"),
    "action.unplanned": _("%(actor)s gave the action %(object)s its earlier days back in %(roadmap)s"),
    "action.deleted": _("%(actor)s deleted the action %(object)s of %(roadmap)s"),
    "action.restored": _("%(actor)s restored the action %(object)s of %(roadmap)s"),
    "action.imported": _(
        "%(actor)s imported %(file)s into the roadmap %(object)s; actions changed: %(changed)s, added: %(added)s"
    ),
    "action.import_undone": _(
        "%(actor)s undid the import of %(file)s into the roadmap %(object)s; actions restored: %(actions)s"
    ),
    "action.reordered": _("%(actor)s moved the action %(object)s within “%(after)s”"),
    "action.undone": _("%(actor)s took back what was done to %(object)s"),
    "artifact.created": _("%(actor)s added the artifact %(object)s to %(roadmap)s"),
    "artifact.changed": _("%(actor)s changed the %(field)s of the artifact %(object)s of %(roadmap)s"),
    "artifact.ticked": _("%(actor)s ticked %(done)s of %(total)s for the artifact %(object)s of %(roadmap)s"),
    "artifact.version_added": _("%(actor)s added version %(version)s of the artifact %(object)s of %(roadmap)s"),
    "artifact.review_asked": _("%(actor)s asked %(reviewer)s to review the artifact %(object)s of %(roadmap)s"),
    "artifact.accepted": _("%(actor)s accepted version %(version)s of the artifact %(object)s of %(roadmap)s"),
    "artifact.sent_back": _("%(actor)s sent the artifact %(object)s of %(roadmap)s back"),
    "artifact.outdated": _("The artifact %(object)s of %(roadmap)s is outdated"),
    "artifact.cited": _("%(actor)s cited the artifact %(object)s of %(roadmap)s for %(questions)s"),
    "artifact.deleted": _("%(actor)s deleted the artifact %(object)s of %(roadmap)s"),
    "artifact.restored": _("%(actor)s restored the artifact %(object)s of %(roadmap)s"),
    "pilot.created": _("%(actor)s planned the pilot %(object)s of %(roadmap)s"),
    "pilot.changed": _("%(actor)s changed the pilot %(object)s"),
    "pilot.decided": _("%(actor)s recorded what became of the pilot %(object)s: %(decision)s"),
    "pilot.extended": _("%(actor)s extended the pilot %(object)s: %(reason)s"),
    "pilot.deleted": _("%(actor)s deleted the pilot %(object)s"),
    "pilot.restored": _("%(actor)s restored the pilot %(object)s"),
    "pilot.checked_in": _("%(actor)s checked in on the pilot %(object)s: %(mood)s"),
    "pilot.check_in_changed": _("%(actor)s changed their check-in on the pilot %(object)s"),
    "pilot.check_in_deleted": _("%(actor)s deleted their check-in on the pilot %(object)s"),
    "pilot.check_in_restored": _("%(actor)s restored their check-in on the pilot %(object)s"),
    "pilot.handover_added": _("%(actor)s added to the handover of the pilot %(object)s: %(text)s"),
    "pilot.handed_over": _("%(actor)s ticked off in the handover of the pilot %(object)s: %(text)s"),
    "pilot.handover_open": _("%(actor)s opened again in the handover of the pilot %(object)s: %(text)s"),
    "pilot.handover_deleted": _("%(actor)s deleted from the handover of the pilot %(object)s: %(text)s"),
    "pilot.handover_restored": _("%(actor)s restored in the handover of the pilot %(object)s: %(text)s"),
}

_STATES = {state.value: state.label for state in ActionStateChoice}

WORDS = {
    "decision": {choice.value: choice.label for choice in PilotDecisionChoice},
    "mood": {choice.value: choice.label for choice in CheckInMoodChoice},
    "before": _STATES,
    "after": _STATES,
    "field": {
        "horizon_date": _("horizon"),
        "start_date": _("start"),
        "assessment": _("assessment"),
        "small_days": _("days of a small action"),
        "medium_days": _("days of a medium action"),
        "large_days": _("days of a large action"),
        "capacity_days": _("person-days a month"),
        "description": _("description"),
        "phase": _("phase"),
        "effort": _("effort"),
        "effort_days": _("person-days"),
        "impact": _("impact"),
        "due_date": _("due day"),
        "progress": _("progress"),
        "external_id": _("id elsewhere"),
        "needs": _("dependencies"),
        "links": _("links"),
        "done_when": _("definition of done"),
        "note": _("note"),
        "outline": _("outline"),
        "review_date": _("review day"),
        "reviewer": _("reviewer"),
    },
}
