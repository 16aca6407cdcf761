"""The criteria of an evaluation: read by everybody, written by its moderator until they are locked."""

from fractions import Fraction
from functools import partial

import pytest
from django.http import QueryDict
from django.test import Client
from django.urls import reverse
from django.utils.http import urlencode

from accounts.domain.roles import Role
from core.conflicts import write_form
from core.models import StaleWriteError
from tests.factories.accounts import make_member, make_workspace, owner_of
from tests.factories.vendors import make_evaluation
from tests.test_query_budget import queries_of
from vendors.choices import MethodChoice
from vendors.domain.faults import Fault, FaultKind
from vendors.domain.stages import Stage
from vendors.forms.criteria import CriterionForm
from vendors.models import CriteriaGroup, Criterion, Evaluation, ModelVersion, RemovedPart
from vendors.operations.criteria import (
    NotEditableError,
    NotRestorablePartError,
    add_criterion,
    add_group,
    change_part,
    move_part,
    remove_part,
    restore_part,
)
from vendors.operations.evaluations import create_evaluation
from vendors.queries.readiness import Obstacle, Unweighed, readiness_of
from vendors.queries.versions import ROOT, chosen_weighting, model_of, version_in_force

pytestmark = pytest.mark.django_db


@pytest.fixture
def evaluation() -> Evaluation:
    return make_evaluation(make_workspace())


@pytest.fixture
def moderator(client: Client, evaluation: Evaluation) -> Client:
    client.force_login(owner_of(evaluation.workspace))
    return client


def at(evaluation: Evaluation, name: str = "criteria_detail", *arguments: str) -> str:
    return reverse(name, args=[evaluation.workspace.code, evaluation.code, *arguments])


def fresh(evaluation: Evaluation) -> ModelVersion:
    return version_in_force(Evaluation.objects.select_related("workspace").get(pk=evaluation.pk))


def criterion_of(evaluation: Evaluation, key: str) -> Criterion:
    version = fresh(evaluation)
    row = next(each for group in version.groups.all() for each in group.criteria.all() if each.key == key)
    row.version = version
    return row


def typed(version: ModelVersion, **values: object) -> dict[str, object]:
    """As the form of the first criterion sends it, with what it showed."""
    stood = {
        "title": "Criterion F-1",
        "group": "fit",
        "question": "How do you meet F-1?",
        "asks_vendor": "on",
        "is_applicable": "on",
        **{f"anchor_{level}": f"Anchor {level} of F-1" for level in range(6)},
    }
    shown = {f"initial-{name}": value for name, value in stood.items()}
    return {**shown, **stood, "revision": version.revision, **values}


def test_page_shows_groups_anchors_gates_and_weights(evaluation: Evaluation, moderator: Client) -> None:
    page = moderator.get(at(evaluation)).text
    for text in (
        "4 criteria in 2 groups, 1 gate",
        "Group fit",
        "60.0 %",
        "30.0 %",
        "Anchor 3 of F-1",
        "The data stays",
    ):
        assert text in page
    assert at(evaluation, "criteria_change", "F-1") in page


def test_other_members_read_it_without_anything_to_write(evaluation: Evaluation, client: Client) -> None:
    client.force_login(make_member(evaluation.workspace, Role.EDITOR))
    page = client.get(at(evaluation)).text
    assert "Anchor 3 of F-1" in page
    assert "formaction" not in page
    assert at(evaluation, "criteria_change", "F-1") not in page


@pytest.mark.parametrize("stage", [Stage.SCORING, Stage.DECIDED])
def test_locked_model_has_no_forms(stage: Stage, client: Client) -> None:
    evaluation = make_evaluation(make_workspace(), stage=stage)
    client.force_login(owner_of(evaluation.workspace))
    page = client.get(at(evaluation)).text
    assert "Version 1, locked on" in page
    assert "formaction" not in page
    assert client.get(at(evaluation, "criteria_change", "F-1")).status_code == 404
    part = criterion_of(evaluation, "F-1")
    with pytest.raises(NotEditableError):
        remove_part(part=part, actor=owner_of(evaluation.workspace))
    with pytest.raises(NotEditableError):
        move_part(part=part, actor=owner_of(evaluation.workspace), by=1)


def test_model_from_scratch_is_written_in_the_browser(client: Client) -> None:
    workspace = make_workspace()
    evaluation = create_evaluation(workspace=workspace, actor=owner_of(workspace), title="New")
    client.force_login(owner_of(workspace))
    assert "No criteria yet" in client.get(at(evaluation)).text
    group = {"title": "Security", "minimum": "40", "revision": 1}
    assert client.post(at(evaluation, "criteria_group_add"), group).status_code == 302
    key = CriteriaGroup.objects.get(version__evaluation=evaluation).key
    criterion = {"title": "Certificates", "group": key, "is_applicable": "on", "anchor_0": "None.", "revision": 2}
    assert client.post(at(evaluation, "criteria_add", key), criterion).status_code == 302
    gate = {"text": "It is insured.", "revision": 3}
    assert client.post(at(evaluation, "criteria_gate_add"), gate).status_code == 302
    scale = {"level_5": "Proven", "unproven_cap": "3", "evidence_kinds": "Call\nCall\nAudit report", "revision": 4}
    assert client.post(at(evaluation, "criteria_scale"), scale).status_code == 302
    page = client.get(at(evaluation)).text
    for text in ("at least 40 of 100", "Certificates", "None.", "It is insured.", "Proven", "counts 3 at most"):
        assert text in page
    assert fresh(evaluation).evidence_kinds == {"kind_1": "Call", "kind_2": "Audit report"}


def test_page_tells_everything_to_mend(client: Client) -> None:
    workspace = make_workspace()
    evaluation = create_evaluation(workspace=workspace, actor=owner_of(workspace), title="New")
    version, actor = version_in_force(evaluation), owner_of(workspace)
    one, _two = (add_group(version=version, actor=actor, title=title) for title in ("One", "Two"))
    add_criterion(version=version, group=one, actor=actor, title="Calls", anchors=["Nothing", "", "", "Some", "", ""])
    readiness = readiness_of(fresh(evaluation))
    assert readiness.faults == (Fault(FaultKind.ANCHOR_MISSING, "C-3", 5),)
    assert readiness.unweighed == (
        Unweighed(Obstacle.UNWEIGHED, ROOT),
        Unweighed(Obstacle.UNWEIGHED, one.key),
        Unweighed(Obstacle.EMPTY, "R-2"),
    )
    client.force_login(actor)
    page = client.get(at(evaluation)).text
    for text in (
        "4 things to mend",
        "“Calls” does not say what a 5 is.",
        "The groups have no weights yet.",
        "The criteria of “One” have no weights yet.",
        "“Two” has no criterion.",
    ):
        assert text in page


def test_contradictory_comparisons_need_a_reason(evaluation: Evaluation) -> None:
    version = fresh(evaluation)
    weighting = chosen_weighting(version)
    add_group(version=version, actor=owner_of(evaluation.workspace), title="Third")
    pairs = [["fit", "safe", "9"], ["safe", "R-1", "9"], ["R-1", "fit", "9"]]
    inside = {key: [[f"{letter}-1", f"{letter}-2", "1"]] for key, letter in (("fit", "F"), ("safe", "S"))}
    weighting.method, weighting.judgements = MethodChoice.PAIRWISE.value, {"pairwise": {ROOT: pairs, **inside}}
    weighting.save()
    assert Unweighed(Obstacle.CONTRADICTORY, ROOT) in readiness_of(fresh(evaluation)).unweighed
    weighting.reason = "We know."
    weighting.save()
    assert [each.obstacle for each in readiness_of(fresh(evaluation)).unweighed] == [Obstacle.EMPTY]


def test_change_is_stored_and_moves_to_another_group(evaluation: Evaluation, moderator: Client) -> None:
    form = typed(fresh(evaluation), title="Another title", group="safe", anchor_4="A measurement.")
    answer = moderator.post(at(evaluation, "criteria_change", "F-1"), form)
    assert answer.headers["Location"].endswith("criteria/#F-1")
    row = criterion_of(evaluation, "F-1")
    assert (row.title, row.group.key, row.anchors[4], row.position) == ("Another title", "safe", "A measurement.", 2)


def test_not_applicable_needs_a_reason_and_its_weight_is_shared(evaluation: Evaluation, moderator: Client) -> None:
    form = typed(fresh(evaluation))
    form.pop("is_applicable")
    answer = moderator.post(at(evaluation, "criteria_change", "F-1"), form)
    assert answer.status_code == 422
    assert "Say why the criterion does not apply." in answer.text
    form["not_applicable_reason"] = "We have no such thing."
    assert moderator.post(at(evaluation, "criteria_change", "F-1"), form).status_code == 302
    weights = model_of(fresh(evaluation)).effective_weights()
    assert "F-1" not in weights
    assert weights["F-2"] == Fraction(3, 5)


def test_what_others_changed_is_kept_and_both_are_asked(evaluation: Evaluation, moderator: Client) -> None:
    version, actor = fresh(evaluation), owner_of(evaluation.workspace)
    change_part(part=criterion_of(evaluation, "F-1"), actor=actor, seen=version.revision, title="Theirs")
    ours = moderator.post(at(evaluation, "criteria_change", "F-1"), typed(version, question="Ours?"))
    assert ours.status_code == 302
    row = criterion_of(evaluation, "F-1")
    assert (row.title, row.question) == ("Theirs", "Ours?")
    both = moderator.post(at(evaluation, "criteria_change", "F-1"), typed(version, title="Mine"))
    assert both.status_code == 409
    assert "Theirs" in both.text
    assert "Mine" in both.text


def test_conflict_tells_what_was_stored_while_the_form_was_read(evaluation: Evaluation) -> None:
    """Between reading and writing: the part that the form began with is an old one by then."""
    version, part, actor = fresh(evaluation), criterion_of(evaluation, "F-1"), owner_of(evaluation.workspace)
    form = CriterionForm(
        QueryDict(urlencode({name: str(value) for name, value in typed(version, title="Mine").items()})),
        version=version,
        part=part,
    )
    assert form.is_valid()
    theirs = criterion_of(evaluation, "F-1")
    change_part(part=theirs, actor=actor, seen=version.revision, title="Theirs")
    assert write_form(form, partial(change_part, part=part, actor=actor)) is None
    assert (form.conflicts["title"].typed, form.conflicts["title"].stored) == ("Mine", "Theirs")


def test_form_says_that_its_part_is_gone_or_locked(evaluation: Evaluation, moderator: Client) -> None:
    version, form = fresh(evaluation), typed(fresh(evaluation), title="Typed")
    group = add_group(version=version, actor=owner_of(evaluation.workspace), title="Gone")
    page = at(evaluation, "criteria_add", group.key)
    assert moderator.get(page).status_code == 200
    ModelVersion.objects.filter(pk=version.pk).update(state="proposed")
    assert moderator.post(at(evaluation, "criteria_change", "F-1"), form).status_code == 404
    ModelVersion.objects.filter(pk=version.pk).update(state="draft")
    with pytest.raises(StaleWriteError):
        change_part(part=group, actor=owner_of(evaluation.workspace), seen=1, title="Too late")


def test_parts_move_among_their_like(evaluation: Evaluation, moderator: Client) -> None:
    def order() -> list[str]:
        return [each.key for group in fresh(evaluation).groups.all() for each in group.criteria.all()]

    assert order() == ["F-1", "F-2", "S-1", "S-2"]
    moderator.post(at(evaluation, "criteria_move", "criterion", "F-1"), {"by": "down"})
    moderator.post(at(evaluation, "criteria_move", "group", "safe"), {"by": "up"})
    assert order() == ["S-1", "S-2", "F-2", "F-1"]
    moderator.post(at(evaluation, "criteria_move", "criterion", "F-1"), {"by": "down"})
    moderator.post(at(evaluation, "criteria_move", "group", "safe"), {"by": "up"})
    assert order() == ["S-1", "S-2", "F-2", "F-1"]
    assert moderator.post(at(evaluation, "criteria_move", "other", "safe"), {"by": "up"}).status_code == 404


@pytest.mark.parametrize(("kind", "key"), [("group", "fit"), ("criterion", "F-2"), ("gate", "G-1")])
def test_removing_is_taken_back_whole(kind: str, key: str, evaluation: Evaluation, moderator: Client) -> None:
    before = model_of(fresh(evaluation))
    answer = moderator.post(at(evaluation, "criteria_remove", kind, key), follow=True)
    removed = RemovedPart.objects.get()
    undo = at(evaluation, "criteria_restore", removed.code)
    assert undo in answer.text
    assert model_of(fresh(evaluation)) != before
    moderator.post(undo)
    assert model_of(fresh(evaluation)) == before
    assert moderator.post(undo).status_code == 404


def test_criterion_does_not_return_before_its_group(evaluation: Evaluation, moderator: Client) -> None:
    actor = owner_of(evaluation.workspace)
    criterion = criterion_of(evaluation, "F-1")
    removed = remove_part(part=criterion, actor=actor)
    group = criterion.group
    group.version = criterion.version
    remove_part(part=group, actor=actor)
    with pytest.raises(NotRestorablePartError):
        restore_part(removed=removed, actor=actor)
    answer = moderator.post(at(evaluation, "criteria_restore", removed.code), follow=True)
    assert "Its group was removed, too." in answer.text


def test_key_is_never_given_twice(evaluation: Evaluation) -> None:
    """A weight, a score or an answer given to what was removed must not fall to something else."""
    version, actor = fresh(evaluation), owner_of(evaluation.workspace)
    first = add_group(version=version, actor=actor, title="One")
    remove_part(part=first, actor=actor)
    assert add_group(version=version, actor=actor, title="Two").key != first.key


def test_page_asks_no_more_with_more_criteria(evaluation: Evaluation, moderator: Client) -> None:
    few = queries_of(moderator, at(evaluation))
    version, actor = fresh(evaluation), owner_of(evaluation.workspace)
    for group in version.groups.all():
        for _ in range(15):
            add_criterion(version=version, group=group, actor=actor, title="One more")
    assert queries_of(moderator, at(evaluation)) == few <= 12
