from reports.models.plan import ReportPlan, ReportPreset
from reports.models.run import ReportRun
from reports.models.share import ReportShare

__all__ = ["ReportPlan", "ReportPreset", "ReportRun", "ReportShare"]
