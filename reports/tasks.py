"""What reports have to do in the background."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from assessments.operations.large_files import make_workbook
from core.background import Progress, background
from reports.operations.decision_runs import KIND as DECISION
from reports.operations.decision_runs import make_decision_report
from reports.operations.plans import purge_presets
from reports.operations.results_files import RESULTS, write_results
from reports.operations.roadmap_runs import KIND as ROADMAP
from reports.operations.roadmap_runs import make_roadmap_report
from reports.operations.runs import KIND, make_report, purge_runs


@background(KIND, title=_("Make a report"), tells_itself=True)
def make(progress: Progress) -> str:
    return make_report(progress)


@background(ROADMAP, title=_("Make a report of a roadmap"), tells_itself=True)
def make_roadmap(progress: Progress) -> str:
    return make_roadmap_report(progress)


@background(DECISION, title=_("Make a report of an evaluation"), tells_itself=True)
def make_decision(progress: Progress) -> str:
    return make_decision_report(progress)


@background(RESULTS, title=_("Results as a workbook"))
def results_workbook(progress: Progress) -> str:
    return make_workbook(progress, "results", write_results)


@background("reports.purge", title=_("Remove reports deleted a month ago"), every=timedelta(days=1))
def purge(progress: Progress) -> str:
    now = timezone.now()
    purge_presets(now=now)
    count = purge_runs(now=now)
    return ngettext("%(count)d report removed.", "%(count)d reports removed.", count) % {"count": count}
