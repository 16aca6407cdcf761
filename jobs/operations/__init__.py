from jobs.operations.jobs import JobIsOverError, cancel_job, retry_job, start_job

__all__ = ["JobIsOverError", "cancel_job", "retry_job", "start_job"]
