"""Reports that no export of a person holds; see archives.queries.sealing.

Those of an evaluation quote the scores of each evaluator, and are closed while their decision does not hold: whoever
finds no page of them finds them in no export either.
"""

from __future__ import annotations

from django.db.models import Q

from accounts.models import User
from reports.models import ReportRun
from reports.models.run import rests_on_decision
from vendors.domain.stages import Part
from vendors.models import Participant


def sealed_from(user: User) -> dict[str, Q]:
    """By the label of the model."""
    idle = Participant.objects.filter(user=user, part=Part.EVALUATOR.value, submitted_at=None).values("evaluation")
    open_ones = ReportRun.objects.filter(rests_on_decision()).exclude(evaluation__in=idle)
    closed = Q(evaluation__isnull=False) & ~Q(pk__in=open_ones.values("pk"))
    files = ReportRun.objects.filter(closed, stored_file__isnull=False).values("stored_file")
    return {"reports.reportrun": closed, "evidence.storedfile": Q(pk__in=files)}
