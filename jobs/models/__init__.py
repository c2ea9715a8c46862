from jobs.models.job import Job, JobState
from jobs.models.job_item import ItemState, JobItem
from jobs.models.letter import Letter
from jobs.models.sent_letter import SentLetter

__all__ = ["ItemState", "Job", "JobItem", "JobState", "Letter", "SentLetter"]
