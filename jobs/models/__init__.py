from jobs.models.job import Job, JobState
from jobs.models.job_item import ItemState, JobItem

__all__ = ["ItemState", "Job", "JobItem", "JobState"]
