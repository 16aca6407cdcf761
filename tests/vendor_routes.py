"""Who may open which address of a vendor evaluation; see tests/routes.py."""

from collections.abc import Callable
from typing import Any

from accounts.domain.roles import Role
from accounts.models import Workspace
from reports.operations.takeovers import take_over
from tests.factories.accounts import owner_of
from tests.factories.roadmap import make_roadmap
from tests.factories.vendors import (
    add_evaluator,
    bring_to,
    make_evaluation,
    make_following,
    make_scenario,
    make_vendor_import,
    score_all,
)
from tests.proposal_routes import PROPOSAL_ROUTES
from tests.route_kinds import Anyone, Appointed, Member, Person
from vendors.domain.stages import Stage
from vendors.models import AgreedScore, Dissent, ModelVersion
from vendors.operations.awards import take_back_decision
from vendors.operations.criteria import remove_part
from vendors.operations.versions import begin_change
from vendors.operations.weights import delete_scenario
from vendors.queries.versions import version_in_force


def _evaluation(workspace: Workspace) -> dict[str, Any]:
    """A draft, moderated by the workspace's owner."""
    return {"evaluation_code": make_evaluation(workspace).code}


def _locked(workspace: Workspace) -> dict[str, Any]:
    """With a result: for every member."""
    return {"evaluation_code": make_evaluation(workspace, stage=Stage.LOCKED).code}


def _participant(workspace: Workspace) -> dict[str, Any]:
    evaluation = make_evaluation(workspace)
    return {"evaluation_code": evaluation.code, "participant_code": evaluation.participants.all()[0].code}


def _decided(workspace: Workspace) -> dict[str, Any]:
    return {"evaluation_code": make_evaluation(workspace, stage=Stage.DECIDED).code}


def _taken_back(workspace: Workspace) -> dict[str, Any]:
    """With the event that says so."""
    evaluation = make_evaluation(workspace, stage=Stage.DECIDED)
    event = take_back_decision(evaluation=evaluation, actor=owner_of(workspace))
    return {"evaluation_code": evaluation.code, "event_code": event.code}


def _taken_over(workspace: Workspace) -> dict[str, Any]:
    """By a roadmap, with the event that says so."""
    evaluation = make_evaluation(workspace, stage=Stage.DECIDED)
    phase = make_roadmap(workspace).phases.all()[0]
    event = take_over(evaluation=evaluation, phase=phase, actor=owner_of(workspace), decision="Chosen", actions=())
    return {"evaluation_code": evaluation.code, "event_code": event.code}


def _losing(workspace: Workspace) -> dict[str, Any]:
    evaluation = make_evaluation(workspace, stage=Stage.DECIDED)
    return {"evaluation_code": evaluation.code, "proposal_code": evaluation.proposals.get(number=2).code}


def _locked_proposal(workspace: Workspace) -> dict[str, Any]:
    evaluation = make_evaluation(workspace, stage=Stage.LOCKED)
    return {"evaluation_code": evaluation.code, "proposal_code": evaluation.proposals.all()[0].code}


def _own_part(workspace: Workspace) -> dict[str, Any]:
    """The workspace's owner is asked to score."""
    evaluation = make_evaluation(workspace, stage=Stage.SCORING)
    add_evaluator(evaluation, owner_of(workspace))
    return {"evaluation_code": evaluation.code}


def _priced(workspace: Workspace) -> dict[str, Any]:
    """A proposal of an evaluation whose prices are open."""
    evaluation = make_evaluation(workspace, stage=Stage.LOCKED)
    return {"evaluation_code": evaluation.code, "proposal_code": evaluation.proposals.all()[0].code}


def _part(**names: str) -> Callable[[Workspace], dict[str, Any]]:
    """Of the model of a draft."""
    return lambda workspace: {**_evaluation(workspace), **names}


def _removed(workspace: Workspace) -> dict[str, Any]:
    evaluation = make_evaluation(workspace)
    group = version_in_force(evaluation).groups.all()[0]
    group.version.evaluation = evaluation
    removed = remove_part(part=group, actor=owner_of(workspace))
    return {"evaluation_code": evaluation.code, "removed_code": removed.code}


def _own_cell(workspace: Workspace) -> dict[str, Any]:
    """The workspace's owner scores, and has no conflict of interest."""
    evaluation = make_evaluation(workspace)
    add_evaluator(evaluation, owner_of(workspace))
    bring_to(evaluation, Stage.SCORING)
    return {
        "evaluation_code": evaluation.code,
        "proposal_code": evaluation.proposals.all()[0].code,
        "criterion": "F-1",
    }


def _own_sheet(workspace: Workspace) -> dict[str, Any]:
    return {"evaluation_code": _own_cell(workspace)["evaluation_code"]}


def _import(workspace: Workspace) -> dict[str, Any]:
    evaluation = make_evaluation(workspace)
    found = make_vendor_import(evaluation, owner_of(workspace))
    return {"evaluation_code": evaluation.code, "import_code": found.code}


def _again(workspace: Workspace) -> dict[str, Any]:
    """With a result, and with that of the evaluation before."""
    return {"evaluation_code": make_following(make_evaluation(workspace, stage=Stage.DECIDED), Stage.LOCKED).code}


def _begun(workspace: Workspace) -> dict[str, Any]:
    """A second version, begun and not proposed."""
    evaluation = make_evaluation(workspace, stage=Stage.SCORING)
    version = begin_change(evaluation=evaluation, actor=owner_of(workspace))
    return {"evaluation_code": evaluation.code, "number": version.number}


def _proposed(workspace: Workspace) -> dict[str, Any]:
    """The second version, proposed by somebody who has left."""
    arguments = _begun(workspace)
    changes = ModelVersion.objects.filter(evaluation__code=arguments["evaluation_code"], number=2)
    changes.update(state="proposed", reason="Why not.")
    return arguments


def _settled(workspace: Workspace) -> dict[str, Any]:
    """A criterion that is accepted, for every member to read."""
    return {**_locked(workspace), "criterion": "F-1"}


def _at_gate(workspace: Workspace) -> dict[str, Any]:
    evaluation = make_evaluation(workspace, stage=Stage.CONSENSUS)
    return {"evaluation_code": evaluation.code, "gate": "G-1", "proposal_code": evaluation.proposals.all()[0].code}


def _to_settle(workspace: Workspace) -> dict[str, Any]:
    return {"evaluation_code": make_evaluation(workspace, stage=Stage.CONSENSUS).code}


def _dissent(workspace: Workspace) -> dict[str, Any]:
    """Of the workspace's owner, who scored too."""
    evaluation = make_evaluation(workspace, stage=Stage.LOCKED)
    participant = add_evaluator(evaluation, owner_of(workspace))
    score_all(participant)
    agreed = AgreedScore.objects.filter(proposal__evaluation=evaluation, criterion="F-1")[0]
    dissent = Dissent.objects.create(agreed=agreed, participant=participant, text="It is less.")
    return {"evaluation_code": evaluation.code, "dissent_code": dissent.code}


def _agreed(workspace: Workspace) -> dict[str, Any]:
    """What the workspace's owner, who scored too, may dissent from."""
    found = _dissent(workspace)
    agreed = AgreedScore.objects.get(dissents__code=found.pop("dissent_code"))
    return {**found, "criterion": agreed.criterion, "proposal_code": agreed.proposal.code}


def _scenario(workspace: Workspace) -> dict[str, Any]:
    evaluation = make_evaluation(workspace)
    return {"evaluation_code": evaluation.code, "weighting_code": make_scenario(evaluation).code}


def _removed_scenario(workspace: Workspace) -> dict[str, Any]:
    evaluation = make_evaluation(workspace)
    removed = delete_scenario(scenario=make_scenario(evaluation), actor=owner_of(workspace))
    return {"evaluation_code": evaluation.code, "removed_code": removed.code}


VENDOR_ROUTES: dict[str, Anyone | Appointed | Person | Member] = {
    "evaluation_list": Member(),
    "evaluation_create": Member(Role.EDITOR),
    "evaluation_detail": Member(arguments=_locked),
    "evaluation_settings": Member(Role.OWNER, _evaluation),
    "evaluation_delete": Appointed(_evaluation, post_only=True),
    "evaluation_restore": Appointed(_evaluation, post_only=True),
    "evaluation_open": Appointed(_evaluation),
    "version_detail": Member(arguments=_begun),
    "version_begin": Appointed(_evaluation, post_only=True),
    "version_propose": Appointed(_begun, post_only=True),
    "version_approve": Member(Role.EDITOR, _proposed, post_only=True),
    "version_return": Member(Role.EDITOR, _proposed, post_only=True),
    "version_discard": Appointed(_begun),
    "criteria_detail": Member(arguments=_locked),
    "criteria_scale": Appointed(_evaluation),
    "criteria_group_add": Appointed(_evaluation),
    "criteria_group": Appointed(_part(group="fit")),
    "criteria_add": Appointed(_part(group="fit")),
    "criteria_gate_add": Appointed(_evaluation),
    "criteria_gate": Appointed(_part(gate="G-1")),
    "criteria_change": Appointed(_part(criterion="F-1")),
    "criteria_restore": Appointed(_removed, post_only=True),
    "criteria_move": Appointed(_part(kind="criterion", key="F-1"), post_only=True),
    "criteria_remove": Appointed(_part(kind="gate", key="G-1"), post_only=True),
    "weights_detail": Member(arguments=_locked),
    "weights_save": Appointed(_evaluation, post_only=True),
    "weights_add": Appointed(_evaluation),
    "weights_rename": Appointed(_scenario),
    "weights_delete": Appointed(_scenario, post_only=True),
    "weights_restore": Appointed(_removed_scenario, post_only=True),
    "participant_list": Member(arguments=_locked),
    "participant_create": Appointed(_evaluation),
    "participant_names": Appointed(_evaluation, post_only=True),
    "participant_remove": Appointed(_participant, post_only=True),
    "participant_restore": Appointed(_participant, post_only=True),
    "declaration_list": Appointed(_own_part),
    "consensus_detail": Member(arguments=_locked),
    "consensus_open": Appointed(_evaluation, post_only=True),
    "consensus_undisputed": Appointed(_to_settle, post_only=True),
    "consensus_lock": Appointed(_to_settle),
    "consensus_criterion": Member(arguments=_settled),
    "consensus_agree": Appointed(_settled, post_only=True),
    "consensus_reopen": Appointed(_settled, post_only=True),
    "consensus_dissent": Appointed(_agreed),
    "dissent_delete": Appointed(_dissent, post_only=True),
    "dissent_restore": Appointed(_dissent, post_only=True),
    "consensus_gates": Member(arguments=_locked),
    "consensus_finding": Appointed(_at_gate),
    "price_list": Member(arguments=_locked),
    "price_terms": Appointed(_evaluation),
    "price_detail": Member(arguments=_priced),
    "price_edit": Appointed(_priced),
    "sheet_detail": Appointed(_own_sheet),
    "sheet_submit": Appointed(_own_sheet),
    "sheet_reopen": Appointed(_own_sheet, post_only=True),
    "sheet_cell": Appointed(_own_cell),
    "sheet_save": Appointed(_own_cell, post_only=True),
    "evaluation_again": Member(Role.EDITOR, _locked),
    "evaluation_import_list": Appointed(_evaluation),
    "evaluation_import_detail": Appointed(_import),
    "evaluation_import_apply": Appointed(_import, post_only=True),
    "evaluation_import_discard": Appointed(_import, post_only=True),
    "evaluation_import_undo": Appointed(_import, post_only=True),
    "evaluation_xlsx": Member(arguments=_locked),
    "change_detail": Member(arguments=_again),
    "award_detail": Member(arguments=_locked),
    "award_edit": Appointed(_locked),
    "award_take_back": Appointed(_decided, post_only=True),
    "award_restore": Appointed(_taken_back, post_only=True),
    "appraisal_edit": Appointed(_locked_proposal),
    "evaluation_report_list": Member(arguments=_decided),
    "evaluation_report_make": Appointed(_decided, post_only=True),
    "evaluation_takeover": Member(Role.EDITOR, _decided),
    "evaluation_takeover_undo": Member(Role.EDITOR, _taken_over, post_only=True),
    "decision_xlsx": Member(arguments=_decided),
    "evaluation_debrief": Appointed(_losing, post_only=True),
    **PROPOSAL_ROUTES,
    "outcome_detail": Member(arguments=_locked),
}
