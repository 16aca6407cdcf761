from reports.models.plan import ReportPlan, ReportPreset
from reports.models.run import ReportRun

__all__ = ["ReportPlan", "ReportPreset", "ReportRun"]
