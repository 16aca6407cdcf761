"""Who may call which endpoint of vendor evaluations."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from accounts.models import Workspace
from tests.api.endpoint_kinds import EDITOR, OWNER, VIEWER, Appointed, Endpoint, Open, Personal
from tests.factories.accounts import make_member, owner_of
from tests.factories.vendor_portal import make_document, make_portal_link, make_vendor
from tests.factories.vendors import (
    add_clerk,
    add_evaluator,
    bring_to,
    make_evaluation,
    make_following,
    make_scenario,
    make_vendor_import,
)
from vendors.domain.stages import Stage
from vendors.models import AgreedScore, Dissent, Evaluation, ModelVersion, Proposal, VendorContact
from vendors.operations.awards import take_back_decision
from vendors.operations.criteria import remove_part
from vendors.operations.versions import begin_change
from vendors.queries.versions import version_in_force


def _evaluation(workspace: Workspace) -> dict[str, Any]:
    """A draft, moderated by the workspace's owner."""
    return {"evaluation_code": make_evaluation(workspace).code}


def _model(workspace: Workspace, **place: str) -> dict[str, Any]:
    """Of a draft, the version that is written."""
    return {**_evaluation(workspace), "number": 1, **place}


def _part(**place: str) -> Callable[[Workspace], dict[str, Any]]:
    return lambda workspace: _model(workspace, **place)


def _begun(workspace: Workspace) -> dict[str, Any]:
    """A second version, begun and not proposed."""
    evaluation = make_evaluation(workspace, stage=Stage.SCORING)
    version = begin_change(evaluation=evaluation, actor=owner_of(workspace))
    return {"evaluation_code": evaluation.code, "number": version.number}


def _proposed(workspace: Workspace) -> dict[str, Any]:
    """The second version, proposed by somebody who has left."""
    place = _begun(workspace)
    changes = ModelVersion.objects.filter(evaluation__code=place["evaluation_code"], number=2)
    changes.update(state="proposed", reason="Why not.")
    return place


def _removed(workspace: Workspace) -> dict[str, Any]:
    evaluation = make_evaluation(workspace)
    gate = version_in_force(evaluation).gates.all()[0]
    gate.version.evaluation = evaluation
    removed = remove_part(part=gate, actor=owner_of(workspace))
    return {"evaluation_code": evaluation.code, "number": 1, "removed_code": removed.code}


def _scenario(workspace: Workspace) -> dict[str, Any]:
    evaluation = make_evaluation(workspace)
    return {"evaluation_code": evaluation.code, "number": 1, "weighting_code": make_scenario(evaluation).code}


def _vendor(workspace: Workspace) -> dict[str, Any]:
    return {"vendor_code": make_vendor(workspace).code}


def _contact(workspace: Workspace) -> dict[str, Any]:
    contact = VendorContact.objects.create(vendor=make_vendor(workspace), name="Jo Park")
    return {"vendor_code": contact.vendor.code, "contact_code": contact.code}


def _participant(workspace: Workspace) -> dict[str, Any]:
    evaluation = make_evaluation(workspace)
    return {"evaluation_code": evaluation.code, "participant_code": evaluation.participants.all()[0].code}


def _locked(workspace: Workspace) -> dict[str, Any]:
    """With a result: for every member."""
    return {"evaluation_code": make_evaluation(workspace, stage=Stage.LOCKED).code}


def _own_part(workspace: Workspace) -> dict[str, Any]:
    """The workspace's owner is asked to score."""
    evaluation = make_evaluation(workspace)
    add_evaluator(evaluation, owner_of(workspace))
    return {"evaluation_code": evaluation.code}


def _proposal(workspace: Workspace, stage: Stage = Stage.DRAFT, **place: str) -> dict[str, Any]:
    evaluation = make_evaluation(workspace, stage=stage)
    return {"evaluation_code": evaluation.code, "proposal_code": evaluation.proposals.get(number=1).code, **place}


def _answer(workspace: Workspace) -> dict[str, Any]:
    return _proposal(workspace, criterion="F-1")


def _locked_proposal(workspace: Workspace) -> dict[str, Any]:
    """For every member to read."""
    return _proposal(workspace, Stage.LOCKED)


def _link(workspace: Workspace) -> dict[str, Any]:
    place = _proposal(workspace)
    return {**place, "link_code": make_portal_link(Proposal.objects.get(code=place["proposal_code"]))[0].code}


def _own_sheet(workspace: Workspace, **place: str) -> dict[str, Any]:
    """The workspace's owner scores."""
    evaluation = make_evaluation(workspace, evaluators=0)
    add_evaluator(evaluation, owner_of(workspace))
    bring_to(evaluation, Stage.SCORING)
    return {"evaluation_code": evaluation.code, **place}


def _own_score(workspace: Workspace) -> dict[str, Any]:
    place = _own_sheet(workspace, criterion="F-1")
    return {**place, "proposal_code": Proposal.objects.get(evaluation__code=place["evaluation_code"], number=1).code}


def _scoring(workspace: Workspace) -> dict[str, Any]:
    return {"evaluation_code": make_evaluation(workspace, stage=Stage.SCORING).code}


def _settling(workspace: Workspace, **place: str) -> dict[str, Any]:
    return {"evaluation_code": make_evaluation(workspace, stage=Stage.CONSENSUS).code, **place}


def _on_criterion(workspace: Workspace) -> dict[str, Any]:
    return _settling(workspace, criterion="F-1")


def _read_criterion(workspace: Workspace) -> dict[str, Any]:
    return {**_locked(workspace), "criterion": "F-1"}


def _agreed(workspace: Workspace) -> dict[str, Any]:
    return _proposal(workspace, Stage.LOCKED, criterion="F-1")


def _found(workspace: Workspace) -> dict[str, Any]:
    return _proposal(workspace, Stage.LOCKED, gate="G-1")


def _dissenting(workspace: Workspace) -> dict[str, Any]:
    """The workspace's owner has scored."""
    evaluation = make_evaluation(workspace, evaluators=0)
    add_evaluator(evaluation, owner_of(workspace))
    bring_to(evaluation, Stage.LOCKED)
    first = evaluation.proposals.get(number=1)
    return {"evaluation_code": evaluation.code, "proposal_code": first.code, "criterion": "F-1"}


def _dissent(workspace: Workspace) -> dict[str, Any]:
    place = _dissenting(workspace)
    evaluation = Evaluation.objects.get(code=place["evaluation_code"])
    agreed = AgreedScore.objects.get(proposal__code=place["proposal_code"], criterion="F-1")
    said = Dissent.objects.create(agreed=agreed, participant=evaluation.participants.get(), text="It is less.")
    return {"evaluation_code": evaluation.code, "dissent_code": said.code}


def _moderated_by_another(workspace: Workspace) -> dict[str, Any]:
    """The workspace's owner enters prices."""
    evaluation = make_evaluation(workspace, actor=make_member(workspace, EDITOR))
    add_clerk(evaluation, owner_of(workspace))
    return {"evaluation_code": evaluation.code}


def _priced(workspace: Workspace) -> dict[str, Any]:
    """For every member to read."""
    return _proposal(workspace, Stage.LOCKED)


def _again(workspace: Workspace) -> dict[str, Any]:
    """Decided, and so was the one before it."""
    before = make_evaluation(workspace, stage=Stage.DECIDED)
    return {"evaluation_code": make_following(before, Stage.DECIDED).code}


def _judged(workspace: Workspace) -> dict[str, Any]:
    """A proposal of which nothing is said yet."""
    return _proposal(workspace, Stage.LOCKED)


def _decided(workspace: Workspace) -> dict[str, Any]:
    return {"evaluation_code": make_evaluation(workspace, stage=Stage.DECIDED).code}


def _taken_back(workspace: Workspace) -> dict[str, Any]:
    evaluation = make_evaluation(workspace, stage=Stage.DECIDED)
    event = take_back_decision(evaluation=evaluation, actor=owner_of(workspace))
    return {"evaluation_code": evaluation.code, "event_code": event.code}


def _import(workspace: Workspace) -> dict[str, Any]:
    """Sent by the workspace's owner, who moderates."""
    evaluation = make_evaluation(workspace)
    made = make_vendor_import(evaluation, owner_of(workspace))
    return {"evaluation_code": evaluation.code, "import_code": made.code}


def _document(workspace: Workspace) -> dict[str, Any]:
    """Once prices are open it can be read by every member."""
    place = _locked_proposal(workspace)
    proposal = Proposal.objects.get(code=place["proposal_code"])
    return {**place, "document_code": make_document(proposal).code}


POST = ("POST",)
EDITED = ("PATCH", "DELETE")

VENDORS: dict[str, Endpoint | Appointed | Personal | Open] = {
    "api_evaluations": Endpoint(get=VIEWER, post=EDITOR),
    "api_evaluation": Endpoint(_evaluation, get=VIEWER, patch=OWNER, appointed=EDITED),
    "api_evaluation_restore": Endpoint(_evaluation, appointed=POST),
    "api_evaluation_open": Endpoint(_evaluation, appointed=POST),
    "api_evaluation_names": Endpoint(_evaluation, appointed=POST),
    "api_model_versions": Endpoint(_evaluation, get=VIEWER, appointed=POST),
    "api_model_version": Endpoint(_begun, get=VIEWER, appointed=EDITED),
    "api_model_version_propose": Endpoint(_begun, appointed=POST),
    "api_model_version_approve": Endpoint(_proposed, post=EDITOR),
    "api_model_version_return": Endpoint(_proposed, post=EDITOR),
    "api_model_removed_restore": Endpoint(_removed, appointed=POST),
    "api_model_groups": Endpoint(_model, appointed=POST),
    "api_model_group": Endpoint(_part(group="fit"), get=VIEWER, appointed=EDITED),
    "api_model_group_move": Endpoint(_part(group="fit"), appointed=POST),
    "api_model_criteria": Endpoint(_model, appointed=POST),
    "api_model_criterion": Endpoint(_part(criterion="F-1"), get=VIEWER, appointed=EDITED),
    "api_model_criterion_move": Endpoint(_part(criterion="F-1"), appointed=POST),
    "api_model_gates": Endpoint(_model, appointed=POST),
    "api_model_gate": Endpoint(_part(gate="G-1"), get=VIEWER, appointed=EDITED),
    "api_model_gate_move": Endpoint(_part(gate="G-1"), appointed=POST),
    "api_weightings": Endpoint(_model, appointed=POST),
    "api_weighting": Endpoint(_scenario, get=VIEWER, appointed=EDITED),
    "api_weighting_weigh": Endpoint(_scenario, appointed=POST),
    "api_vendors": Endpoint(get=EDITOR, post=EDITOR),
    "api_vendor": Endpoint(_vendor, get=EDITOR, patch=EDITOR, delete=EDITOR),
    "api_vendor_contacts": Endpoint(_vendor, get=EDITOR, post=EDITOR),
    "api_vendor_contact": Endpoint(_contact, get=EDITOR, patch=EDITOR, delete=EDITOR),
    "api_vendor_contact_restore": Endpoint(_contact, post=EDITOR),
    "api_participants": Endpoint(_evaluation, get=VIEWER, appointed=POST),
    "api_participant": Endpoint(_participant, get=VIEWER, appointed=("DELETE",)),
    "api_participant_restore": Endpoint(_participant, appointed=POST),
    "api_conflicts": Endpoint(_locked, get=VIEWER),
    "api_interests": Appointed(_own_part, ("GET", "POST")),
    "api_proposals": Endpoint(_evaluation, get=VIEWER, appointed=POST),
    "api_proposal": Endpoint(_locked_proposal, get=VIEWER, appointed=EDITED),
    "api_proposal_restore": Endpoint(_proposal, appointed=POST),
    "api_proposal_withdraw": Endpoint(_proposal, appointed=POST),
    "api_proposal_reinstate": Endpoint(_proposal, appointed=POST),
    "api_proposal_answer": Endpoint(_answer, appointed=("PATCH",)),
    "api_proposal_documents": Endpoint(_proposal, appointed=POST),
    "api_proposal_document": Endpoint(_document, get=VIEWER, appointed=("DELETE",)),
    "api_proposal_document_file": Endpoint(_document, get=VIEWER),
    "api_proposal_document_restore": Endpoint(_document, appointed=POST),
    "api_proposal_links": Endpoint(_proposal, appointed=("GET", "POST")),
    "api_proposal_link_revoke": Endpoint(_link, appointed=POST),
    "api_proposal_link_restore": Endpoint(_link, appointed=POST),
    "api_sheet": Appointed(_own_sheet),
    "api_sheet_submit": Appointed(_own_sheet, POST),
    "api_sheet_reopen": Appointed(_own_sheet, POST),
    "api_score": Appointed(_own_score, ("GET", "PATCH")),
    "api_consensus": Endpoint(_locked, get=VIEWER),
    "api_consensus_opening": Appointed(_scoring),
    "api_consensus_open": Appointed(_scoring, POST),
    "api_consensus_lock": Appointed(_settling, POST),
    "api_consensus_undisputed": Appointed(_settling, POST),
    "api_consensus_criterion": Endpoint(_read_criterion, get=VIEWER),
    "api_consensus_accept": Appointed(_on_criterion, POST),
    "api_consensus_reopen": Appointed(_on_criterion, POST),
    "api_agreed_score": Endpoint(_agreed, get=VIEWER, appointed=("PATCH",)),
    "api_agreed_score_dissent": Appointed(_dissenting, POST),
    "api_dissent": Appointed(_dissent, ("DELETE",)),
    "api_dissent_restore": Appointed(_dissent, POST),
    "api_gate_findings": Endpoint(_locked, get=VIEWER),
    "api_gate_finding": Endpoint(_found, get=VIEWER, appointed=("PATCH",)),
    "api_prices": Endpoint(_locked, get=VIEWER),
    "api_price": Endpoint(_priced, get=VIEWER, appointed=("PATCH",)),
    "api_outcome": Endpoint(_locked, get=VIEWER),
    "api_evaluation_again": Endpoint(_locked, post=EDITOR),
    "api_evaluation_decision": Endpoint(_locked, get=VIEWER, appointed=POST),
    "api_evaluation_decision_take_back": Endpoint(_decided, appointed=POST),
    "api_evaluation_decision_restore": Endpoint(_taken_back, appointed=POST),
    "api_appraisal": Endpoint(_judged, get=VIEWER, appointed=("PATCH",)),
    "api_evaluation_imports": Appointed(_evaluation, ("GET", "POST")),
    "api_evaluation_import": Appointed(_import, ("GET", "DELETE")),
    "api_evaluation_import_columns": Appointed(_import, POST),
    "api_evaluation_import_apply": Appointed(_import, POST),
    "api_evaluation_import_undo": Appointed(_import, POST),
    "api_evaluation_change": Endpoint(_again, get=VIEWER),
    "api_terms": Appointed(_moderated_by_another, ("GET", "PATCH")),
}
