"""What of an evaluation is sealed, who may see it from which stage on, and a world to change it in: see test_leaks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from accounts.domain.roles import Role
from accounts.models import User
from evidence.models import StoredFile
from tests.factories.accounts import make_member, make_workspace, owner_of
from tests.factories.vendor_portal import make_document, make_portal_link
from tests.factories.vendors import (
    add_clerk,
    add_evaluator,
    bring_to,
    declare,
    make_evaluation,
    make_offer,
    make_proposal,
    make_scenario,
    make_vendor_import,
    score_all,
)
from vendors.domain.stages import Stage
from vendors.models import (
    AgreedScore,
    Appraisal,
    Award,
    ConflictDeclaration,
    Dissent,
    Evaluation,
    GateFinding,
    Offer,
    Participant,
    PortalAnswer,
    PortalDocument,
    Proposal,
    ProposalAnswer,
    ProposalDocument,
    Score,
    Vendor,
    VendorContact,
)

NAMES_ARE_DECLARED = {"declaration_list", "api_interests"}
"""Where an evaluator says of each vendor, by its name, whether there is a conflict: names are shown for that."""


@dataclass
class World:
    """An evaluation with one of each kind of person. The second evaluator's sheet is what others must not see."""

    evaluation: Evaluation
    people: dict[str, User] = field(default_factory=dict)

    @property
    def proposals(self) -> list[Proposal]:
        return list(self.evaluation.proposals.order_by("number"))


def make_world(stage: Stage) -> World:
    """The third evaluator has a conflict with the first proposal; the fourth has not handed in and cannot any more; the
    fifth handed in before the first proposal came, and has declared nothing of it."""
    workspace = make_workspace()
    moderator = make_member(workspace, Role.EDITOR)
    evaluation = make_evaluation(workspace, actor=moderator, evaluators=0, are_names_hidden=True)
    evaluation.previous = make_before(evaluation)
    evaluation.save()
    first, second, third, fourth, fifth = (add_evaluator(evaluation) for _ in range(5))
    clerk = add_clerk(evaluation)
    one, _two = evaluation.proposals.order_by("number")
    declare(third, one, "I worked there until June.")
    make_scenario(evaluation)
    for proposal in evaluation.proposals.all():
        make_offer(proposal)
        make_document(proposal, uploaded_by=None)
        make_document(proposal, uploaded_by=None, is_price=True)
        make_portal_link(proposal)
    VendorContact.objects.create(vendor=one.vendor, name="Jo Park")
    if stage.is_from(Stage.SCORING):
        bring_to(evaluation, Stage.SCORING)
        for each in (second, third):
            score_all(each)
        if stage.is_from(Stage.CONSENSUS):
            score_all(first)
            score_all(fourth)
            bring_to(evaluation, stage)
            fourth.submitted_at = None
            fourth.save()
            fourth.scores.update(is_late=True)
            begin_to_settle(evaluation, second)
        fifth.declarations.filter(proposal=one).delete()
        fifth.scores.filter(proposal=one).delete()
    assert second.user
    make_vendor_import(evaluation, second.user, "scores")
    people = {
        "owner": owner_of(workspace),
        "moderator": moderator,
        "first evaluator": first.user,
        "second evaluator": second.user,
        "conflicted evaluator": third.user,
        "late evaluator": fourth.user,
        EARLY: fifth.user,
        "clerk": clerk.user,
        "viewer": make_member(workspace),
        "stranger": owner_of(make_workspace()),
    }
    return World(evaluation, {name: user for name, user in people.items() if user})


def begin_to_settle(evaluation: Evaluation, dissenting: Participant) -> None:
    """One criterion, with a dissent from what is agreed on the first proposal, which misses its gate."""
    one, two = evaluation.proposals.order_by("number")
    for proposal in (one, two):
        values = {"level": 3, "proof": "verified", "reason": "Agreed."}
        AgreedScore.objects.get_or_create(proposal=proposal, criterion="F-1", defaults=values)
    agreed = AgreedScore.objects.get(proposal=one, criterion="F-1")
    Dissent.objects.create(agreed=agreed, participant=dissenting, text="It is less than that.")
    GateFinding.objects.update_or_create(proposal=one, gate="G-1", defaults={"is_met": False, "note": "There is none."})


def make_before(evaluation: Evaluation) -> Evaluation:
    """The same vendors a year ago: decided, and so open to all."""
    before = make_evaluation(evaluation.workspace, actor=evaluation.moderator, proposals=0, evaluators=0)
    for proposal in evaluation.proposals.all():
        make_proposal(before, vendor=proposal.vendor)
    bring_to(before, Stage.DECIDED)
    return before


def change_score(world: World) -> None:
    """What the second evaluator gave the first proposal."""
    second = world.people["second evaluator"]
    Score.objects.filter(participant__user=second, proposal=world.proposals[0]).update(
        level=0, rationale="Nothing of it is true.", proof="none", evidence="", confidence="high"
    )
    world.evaluation.imports.update(rows=[[1, ["Vendor", "Key", "Score"]], [2, ["Vendor 2", "F-2", "0"]]])


def change_agreed(world: World) -> None:
    AgreedScore.objects.filter(proposal__in=world.proposals).update(level=5, reason="All are convinced.")


def change_dissent(world: World) -> None:
    Dissent.objects.filter(agreed__proposal=world.proposals[0]).update(text="It is far more.")


def change_finding(world: World) -> None:
    """Nobody has looked at the first proposal yet."""
    GateFinding.objects.filter(proposal=world.proposals[0]).delete()


def change_price(world: World) -> None:
    """The price, and which documents say something about it."""
    Offer.objects.filter(proposal=world.proposals[0]).update(one_off=7_654_321, yearly=4_321, note="A discount.")
    make_document(world.proposals[0], uploaded_by=None, is_price=True, title="A better price")


def change_words(world: World) -> None:
    """What the first vendor wrote."""
    ProposalAnswer.objects.filter(proposal=world.proposals[0]).update(text="We would rather not say.")
    Proposal.objects.filter(pk=world.proposals[0].pk).update(description="Another proposal.")
    ProposalDocument.objects.filter(proposal=world.proposals[0], is_price=False).update(title="Another document")


def change_draft(world: World) -> None:
    """What the first vendor writes and has not handed in."""
    proposal = world.proposals[0]
    PortalAnswer.objects.create(proposal=proposal, criterion="F-1", text="We might say this.")
    document = proposal.documents.filter(is_price=False)[0]
    PortalDocument.objects.create(proposal=proposal, file=document.file, title="A draft")


def change_name(world: World) -> None:
    """Of the first vendor, and what it called its files."""
    files = ProposalDocument.objects.filter(proposal=world.proposals[0]).values("file")
    StoredFile.objects.filter(pk__in=files).update(name="entirely-different.pdf")
    Vendor.objects.filter(pk=world.proposals[0].vendor_id).update(name="Entirely Different plc")


def change_conflict(world: World) -> None:
    """What the third evaluator says it is."""
    ConflictDeclaration.objects.filter(has_conflict=True).update(text="I am married to their head of sales.")


def change_appraisal(world: World) -> None:
    """What the moderator says of the first vendor."""
    said = {"strengths": "A bargain.", "weaknesses": "Scored low by all.", "risks": "Sold soon."}
    Appraisal.objects.update_or_create(proposal=world.proposals[0], defaults=said)


def change_award(world: World) -> None:
    """What the moderator means to decide, or has decided and took back."""
    defaults = {"kind": "award", "proposal": world.proposals[1], "reasons": "Its price."}
    Award.objects.update_or_create(evaluation=world.evaluation, defaults=defaults)


EARLY = "early evaluator"
"""Before quality is locked; after that everybody else, so that one stage of them is walked."""
EVALUATORS = {"first evaluator", "second evaluator", "conflicted evaluator", "late evaluator"}
EVERYBODY = EVALUATORS | {"owner", "moderator", "clerk", "viewer"}


@dataclass(frozen=True)
class Sealed:
    """`seen_by` are those who may see it at a stage; `except_on` names pages that are for showing it."""

    change: Callable[[World], None]
    seen_by: dict[Stage, set[str]]
    except_on: frozenset[str] = frozenset()


DONE = {"first evaluator", "second evaluator"}

SEALED = {
    "score": Sealed(
        change_score,
        {
            Stage.SCORING: {"second evaluator"},
            Stage.CONSENSUS: DONE | {"moderator"},
            Stage.LOCKED: EVERYBODY - {"conflicted evaluator", "late evaluator"},
            Stage.DECIDED: EVERYBODY - {"late evaluator"},
        },
    ),
    "agreed score": Sealed(
        change_agreed,
        {
            Stage.SCORING: set(),
            Stage.CONSENSUS: DONE | {"moderator", "conflicted evaluator", EARLY},
            Stage.LOCKED: EVERYBODY,
        },
    ),
    "dissent": Sealed(
        change_dissent,
        {
            Stage.SCORING: set(),
            Stage.CONSENSUS: DONE | {"moderator"},
            Stage.LOCKED: EVERYBODY - {"conflicted evaluator"},
        },
    ),
    "finding": Sealed(
        change_finding,
        {
            Stage.SCORING: set(),
            Stage.CONSENSUS: DONE | {"moderator", "conflicted evaluator", EARLY},
            Stage.LOCKED: EVERYBODY,
        },
    ),
    "price": Sealed(
        change_price,
        {
            Stage.DRAFT: {"clerk"},
            Stage.SCORING: {"clerk"},
            Stage.CONSENSUS: {"clerk"},
            Stage.LOCKED: EVERYBODY,
        },
    ),
    "words": Sealed(
        change_words,
        {
            Stage.DRAFT: {"moderator"},
            Stage.SCORING: (EVALUATORS | {"moderator"}) - {"conflicted evaluator"},
            Stage.CONSENSUS: (EVALUATORS | {"moderator"}) - {"conflicted evaluator"},
            Stage.LOCKED: EVERYBODY - {"conflicted evaluator"},
        },
    ),
    "appraisal": Sealed(
        change_appraisal,
        {
            Stage.DRAFT: set(),
            Stage.SCORING: set(),
            Stage.CONSENSUS: set(),
            Stage.LOCKED: EVERYBODY - {"conflicted evaluator"},
        },
    ),
    "award": Sealed(
        change_award,
        {
            Stage.DRAFT: set(),
            Stage.SCORING: set(),
            Stage.CONSENSUS: set(),
            Stage.LOCKED: {"moderator"},
        },
    ),
    "conflict": Sealed(
        change_conflict,
        {
            Stage.DRAFT: {"moderator", "conflicted evaluator"},
            Stage.SCORING: {"moderator", "conflicted evaluator"},
            Stage.CONSENSUS: {"moderator", "conflicted evaluator"},
            Stage.LOCKED: EVERYBODY,
        },
    ),
    "draft": Sealed(change_draft, {stage: set() for stage in Stage}),
    "name": Sealed(
        change_name,
        {
            Stage.SCORING: EVERYBODY - EVALUATORS,
            Stage.CONSENSUS: EVERYBODY - EVALUATORS,
            Stage.LOCKED: EVERYBODY,
        },
        except_on=frozenset(NAMES_ARE_DECLARED),
    ),
}
