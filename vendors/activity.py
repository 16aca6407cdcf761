"""What people do in evaluations, in sentences; see accounts.queries.sentences.

None of them may say what is sealed: no score, no price, nothing of who scored what; the log is open to every member.
"""

from django.utils.translation import gettext_lazy as _

KINDS = {"evaluation": _("Vendor evaluations"), "proposal": _("Proposals"), "vendor": _("Vendors")}

SENTENCES = {
    "evaluation.created": _("%(actor)s began the evaluation %(object)s"),
    "evaluation.begun_again": _("%(actor)s began the evaluation %(object)s with the model of %(previous)s"),
    "evaluation.changed": _("%(actor)s changed the %(field)s of the evaluation %(object)s"),
    "evaluation.deleted": _("%(actor)s deleted the evaluation %(object)s"),
    "evaluation.price_entered": _("%(actor)s entered a price in the evaluation %(object)s"),
    "evaluation.restored": _("%(actor)s restored the evaluation %(object)s"),
    "evaluation.opened": _("%(actor)s opened the evaluation %(object)s; its model is locked as %(hash)s"),
    "evaluation.change_begun": _("%(actor)s began version %(number)s of the criteria of %(object)s"),
    "evaluation.change_proposed": _("%(actor)s proposed version %(number)s of the criteria of %(object)s"),
    "evaluation.change_taken_back": _("%(actor)s took back the proposed version %(number)s of %(object)s"),
    "evaluation.change_sent_back": _("%(actor)s sent back version %(number)s of the criteria of %(object)s"),
    "evaluation.change_approved": _("%(actor)s let version %(number)s of the criteria of %(object)s into force"),
    "evaluation.change_discarded": _("%(actor)s discarded version %(number)s of the criteria of %(object)s"),
    "evaluation.part_added": _("%(actor)s added “%(item)s” to the criteria of %(object)s"),
    "evaluation.part_changed": _("%(actor)s changed “%(item)s” in the criteria of %(object)s"),
    "evaluation.part_moved": _("%(actor)s moved “%(item)s” in the criteria of %(object)s"),
    "evaluation.part_removed": _("%(actor)s removed “%(item)s” from the criteria of %(object)s"),
    "evaluation.part_restored": _("%(actor)s took “%(item)s” back into the criteria of %(object)s"),
    "evaluation.scale_changed": _("%(actor)s changed the scale of %(object)s"),
    "evaluation.asked": _("%(actor)s asked %(object)s into the evaluation %(evaluation)s, as %(part)s"),
    "evaluation.awaited": _(
        "%(actor)s asked somebody who is no member yet into the evaluation %(object)s, as %(part)s"
    ),
    "evaluation.left_out": _("%(actor)s took %(object)s out of the evaluation %(evaluation)s"),
    "evaluation.asked_again": _("%(actor)s took %(object)s back into the evaluation %(evaluation)s, as %(part)s"),
    "evaluation.names_hidden": _("%(actor)s hid the names of the vendors in the evaluation %(object)s from evaluators"),
    "evaluation.names_shown": _("%(actor)s lets evaluators read the names of the vendors in the evaluation %(object)s"),
    "evaluation.declared": _("%(actor)s declared their interests in the evaluation %(object)s"),
    "evaluation.scored": _("%(actor)s handed in their scores in the evaluation %(object)s"),
    "evaluation.took_back": _("%(actor)s took their scores in the evaluation %(object)s back"),
    "evaluation.appraised": _("%(actor)s wrote about a proposal of the evaluation %(object)s"),
    "evaluation.decided": _("%(actor)s decided the evaluation %(object)s"),
    "evaluation.decision_taken_back": _("%(actor)s took back the decision of the evaluation %(object)s"),
    "proposal.added": _("%(actor)s added a vendor to %(object)s"),
    "proposal.changed": _("%(actor)s changed a proposal for %(object)s"),
    "proposal.deleted": _("%(actor)s deleted a proposal for %(object)s"),
    "proposal.restored": _("%(actor)s restored a proposal for %(object)s"),
    "proposal.withdrawn": _("%(actor)s withdrew a proposal from %(object)s"),
    "proposal.reinstated": _("%(actor)s took a proposal back into %(object)s"),
    "proposal.handed_in": _("A proposal was handed in for %(object)s"),
    "proposal.link_made": _("%(actor)s made a private link for a vendor in %(object)s"),
    "proposal.link_revoked": _("%(actor)s revoked a private link for a vendor in %(object)s"),
    "proposal.link_restored": _("%(actor)s restored a private link for a vendor in %(object)s"),
    "vendor.created": _("%(actor)s added the vendor %(object)s"),
    "vendor.changed": _("%(actor)s changed the vendor %(object)s"),
    "vendor.contacts_changed": _("%(actor)s changed the contacts of %(object)s"),
    "vendor.deleted": _("%(actor)s deleted the vendor %(object)s"),
    "evaluation.consensus_opened": _("%(actor)s opened the scores of the evaluation %(object)s to be settled"),
    "evaluation.agreed": _("%(actor)s settled a score on “%(criterion)s” in the evaluation %(object)s"),
    "evaluation.criterion_accepted": _("%(actor)s accepted “%(criterion)s” in the evaluation %(object)s"),
    "evaluation.criterion_reopened": _("%(actor)s opened “%(criterion)s” in the evaluation %(object)s once more"),
    "evaluation.gate_checked": _("%(actor)s checked the must-have “%(gate)s” in the evaluation %(object)s"),
    "evaluation.quality_locked": _("%(actor)s locked the quality in the evaluation %(object)s"),
}

WORDS = {
    "part": {"evaluator": _("evaluator"), "clerk": _("price clerk")},
    "field": {
        "purpose": _("purpose"),
        "moderator": _("moderator"),
        "are_names_hidden": _("hiding of names"),
        "deadline_at": _("deadline"),
        "accepts_late": _("taking of late proposals"),
        "agenda_spread": _("spread that is talked about"),
        "robust_percent": _("share from which a ranking is robust"),
        "leaning_percent": _("share from which a ranking is leaning"),
        "low_price_percent": _("share under which a price is low"),
        "fewest_evaluators": _("fewest evaluators"),
        "horizon_years": _("horizon of the prices"),
        "discount_percent": _("discount rate"),
        "currency": _("currency"),
        "day_rate": _("day rate"),
        "budget": _("budget"),
        "ceiling": _("ceiling of the price"),
        "price_percent": _("weight of the price"),
    },
}
