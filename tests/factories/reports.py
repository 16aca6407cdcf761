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
from tests.factories.accounts import owner_of

_numbers = count(1)


def make_preset(workspace: Workspace, **fields: Any) -> ReportPreset:
    return ReportPreset.objects.create(workspace=workspace, **{"name": f"Preset {next(_numbers)}", **fields})


def make_run(assessment: Assessment, content: bytes = b"%PDF-1.7 A report", **fields: Any) -> ReportRun:
    """A report that is made, unless `stored_file` is None; asked for by the workspace's owner."""
    workspace, ada = assessment.workspace, owner_of(assessment.workspace)
    said = {"title": assessment.title, "as_of_date": workspace.today, "asked_by": ada, "made_at": timezone.now()}
    said |= {"options": options_data(plan_of(assessment), workspace), "content_hash": "0" * 64, "pages": 30}
    said |= {"pack": "SaaS backend reliability", "scoring_version": 1, **fields}
    if "stored_file" not in said:
        name, kind = "Report.pdf", "application/pdf"
        with keeping(workspace=workspace, content=content, name=name, media_type=kind, actor=ada) as stored:
            stored.save()
        said["stored_file"] = stored
    return ReportRun.objects.create(workspace=workspace, assessment=assessment, **said)


def make_share(run: ReportRun, *, secret: str = "", password: str = "", **fields: Any) -> ReportShare:
    """An open link to a report; `secret` is what it ends with."""
    secret = secret or f"secret-{next(_numbers)}"
    said = {"recipient": "Board of Northwind", "shared_by": owner_of(run.workspace)}
    said |= {"expires_at": timezone.now() + timedelta(days=14), **fields}
    hashed = make_password(password) if password else ""
    secret_hash = sha256(secret.encode()).hexdigest()
    return ReportShare.objects.create(run=run, secret_hash=secret_hash, password=hashed, **said)
