"""Presets, reports and links to them for tests."""

from datetime import timedelta
from hashlib import sha256
from itertools import count
from typing import Any

from django.contrib.auth.hashers import make_password
from django.utils import timezone

from accounts.models import Workspace
from assessments.models import Assessment
from evidence.operations.files import keeping
from reports.models import ReportPreset, ReportRun, ReportShare
from reports.queries.plans import options_data, plan_of
from roadmap.models import Roadmap
from tests.factories.accounts import owner_of
from vendors.models import Evaluation

_numbers = count(1)


def make_preset(workspace: Workspace, **fields: Any) -> ReportPreset:
    return ReportPreset.objects.create(workspace=workspace, **{"name": f"Preset {next(_numbers)}", **fields})


def make_run(assessment: Assessment, content: bytes = b"%PDF-1.7 A report", **fields: Any) -> ReportRun:
    """A report that is made, unless `stored_file` is None; asked for by the workspace's owner."""
    options = options_data(plan_of(assessment), assessment.workspace)
    said = {"assessment": assessment, "title": assessment.title, "options": options, "scoring_version": 1}
    return _made(assessment.workspace, content, {**said, **fields})


def make_roadmap_run(roadmap: Roadmap, **fields: Any) -> ReportRun:
    """The same of a roadmap."""
    said = {"roadmap": roadmap, "title": f"{roadmap.title}, roadmap status", "options": {"is_confidential": True}}
    return _made(roadmap.workspace, b"%PDF-1.7 A status", {**said, **fields})


def make_evaluation_run(evaluation: Evaluation, **fields: Any) -> ReportRun:
    """The decision report, or the debrief of a `proposal`."""
    said = {"evaluation": evaluation, "title": evaluation.title, "options": {"is_confidential": True}}
    return _made(evaluation.workspace, b"%PDF-1.7 A decision", {**said, **fields})


def _made(workspace: Workspace, content: bytes, fields: dict[str, Any]) -> ReportRun:
    ada = owner_of(workspace)
    said = {"as_of_date": workspace.today, "asked_by": ada, "made_at": timezone.now(), "content_hash": "0" * 64}
    said |= {"pages": 30, "pack": "SaaS backend reliability", **fields}
    if "stored_file" not in said:
        name, kind = "Report.pdf", "application/pdf"
        with keeping(workspace=workspace, content=content, name=name, media_type=kind, actor=ada) as stored:
            stored.save()
        said["stored_file"] = stored
    return ReportRun.objects.create(workspace=workspace, **said)


def make_share(run: ReportRun, *, secret: str = "", password: str = "", **fields: Any) -> ReportShare:
    """An open link to a report; `secret` is what it ends with."""
    secret = secret or f"secret-{next(_numbers)}"
    said = {"recipient": "Board of Northwind", "shared_by": owner_of(run.workspace)}
    said |= {"expires_at": timezone.now() + timedelta(days=14), **fields}
    hashed = make_password(password) if password else ""
    secret_hash = sha256(secret.encode()).hexdigest()
    return ReportShare.objects.create(run=run, secret_hash=secret_hash, password=hashed, **said)
