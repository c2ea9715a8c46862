"""The door of the queue."""

from jobs.actions.run_job import run_job


def deliver(job_id: str) -> None:
    run_job(job_id=job_id)
