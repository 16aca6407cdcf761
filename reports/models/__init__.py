from reports.models.plan import ReportPlan, ReportPreset

__all__ = ["ReportPlan", "ReportPreset"]
