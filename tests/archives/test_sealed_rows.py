"""What an evaluation keeps sealed is in nobody's export: not even in that of the workspace's owner."""

import json
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from django.apps import apps
from django.utils import timezone

from accounts.models import User, Workspace
from archives.operations.exporting import export_workspace
from archives.queries.sealing import sealed_from
from evidence.operations.files import store_file
from tests.factories.accounts import make_workspace, owner_of
from tests.factories.uploads import PDF, make_upload
from tests.factories.vendors import add_evaluator, make_evaluation
from vendors.domain.stages import Stage
from vendors.models import AgreedScore, Evaluation, Proposal, ProposalDocument, Score

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]

SEALED = (
    "proposal",
    "proposalanswer",
    "proposaldocument",
    "conflictdeclaration",
    "score",
    "agreedscore",
    "gatefinding",
    "offer",
    "acceptedcriterion",
)


def make_locked(workspace: Workspace) -> Evaluation:
    """Of which everything is there, and a document with a price."""
    evaluation = make_evaluation(workspace, stage=Stage.LOCKED)
    stored = store_file(workspace=workspace, upload=make_upload(name="price.pdf"), actor=owner_of(workspace))
    proposal = evaluation.proposals.get(number=1)
    ProposalDocument.objects.create(proposal=proposal, file=stored, title="Price", is_price=True)
    return evaluation


def exported(workspace: Workspace, reader: User, out: Path) -> tuple[dict[str, list[dict[str, Any]]], set[bytes]]:
    """Rows by table, and the contents of all files."""
    export_workspace(workspace=workspace, reader=reader, out=out, now=timezone.now(), say=lambda *words: None)
    with ZipFile(out) as archive:
        names = archive.namelist()
        rows = {name[5:-5]: json.loads(archive.read(name)) for name in names if name.startswith("rows/")}
        return rows, {archive.read(name) for name in names if name.startswith("files/")}


@pytest.mark.parametrize("stage", [Stage.SCORING, Stage.CONSENSUS, Stage.LOCKED])
def test_export_before_the_decision_holds_nothing_sealed(stage: Stage, tmp_path: Path) -> None:
    workspace = make_workspace()
    evaluation = make_locked(workspace)
    Evaluation.objects.filter(pk=evaluation.pk).update(stage=stage.value)
    rows, files = exported(workspace, owner_of(workspace), tmp_path / "out.zip")
    assert {name: rows[f"vendors.{name}"] for name in SEALED} == {name: [] for name in SEALED}
    assert rows["evidence.storedfile"] == []
    assert PDF not in files
    assert rows["vendors.evaluation"]
    assert rows["vendors.criterion"]


def test_export_after_the_decision_holds_all_of_it(tmp_path: Path) -> None:
    workspace = make_workspace()
    evaluation = make_locked(workspace)
    Evaluation.objects.filter(pk=evaluation.pk).update(stage=Stage.DECIDED.value)
    rows, files = exported(workspace, owner_of(workspace), tmp_path / "out.zip")
    assert all(rows[f"vendors.{name}"] for name in SEALED)
    assert PDF in files


def test_owner_who_handed_nothing_in_never_exports_the_sheets_of_others(tmp_path: Path) -> None:
    workspace = make_workspace()
    evaluation = make_locked(workspace)
    own = add_evaluator(evaluation, owner_of(workspace))
    Score.objects.create(participant=own, proposal=evaluation.proposals.get(number=1), criterion="F-1", level=1)
    Evaluation.objects.filter(pk=evaluation.pk).update(stage=Stage.DECIDED.value)
    rows, _ = exported(workspace, owner_of(workspace), tmp_path / "out.zip")
    assert [row["level"] for row in rows["vendors.score"]] == [1]
    assert rows["vendors.agreedscore"]


def test_what_is_declared_names_models_that_there_are() -> None:
    labels = {model._meta.label_lower for model in apps.get_models()}
    assert set(sealed_from(owner_of(make_workspace()))) <= labels


def test_whatever_hangs_on_a_proposal_is_declared() -> None:
    """A new model is not in exports before somebody has thought about it."""
    open_to_all = {"vendors.award"}  # there is none before the decision, or it was taken back
    models = apps.get_app_config("vendors").get_models()
    hanging = {
        model._meta.label_lower
        for model in models
        if any(field.related_model in {Proposal, AgreedScore, Score} for field in model._meta.concrete_fields)
    }
    assert hanging - open_to_all <= set(sealed_from(owner_of(make_workspace())))
