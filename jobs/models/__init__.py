from jobs.models.job import Job
from jobs.models.runner import Runner
from jobs.models.schedule import ScheduleEntry

__all__ = ["Job", "Runner", "ScheduleEntry"]
