"""How work reaches the worker. A message holds the id of one job; the job's row in the database is the truth."""

from pathlib import Path

from sscdash.whole_files import SCHEME

LONGEST_JOB = 30 * 60  # seconds; a job that takes longer is ended
SWEEP_EVERY = 15  # seconds
TIDY_EVERY = 60 * 60  # seconds
PAGES_EVERY = 15  # seconds; asks whether the pages of now are there
LETTERS_EVERY = 60  # seconds; what could not be sent is tried again, and what nobody told the worker of
REMIND_EVERY = 60 * 60  # seconds; what was sent is recorded, so more often does no harm


def celery_settings(var: Path, broker_url: str = "") -> dict:
    """Celery's part of the Django settings, names with the prefix CELERY_.

    Without a `broker_url` messages are files under var/broker. The filesystem transport forgets a message
    as soon as it is received, so the sweep queues again what died with its worker. With Redis the message
    comes back after the visibility timeout; the sweep is the same.
    """
    return {
        "CELERY_TASK_ACKS_LATE": True,
        "CELERY_TASK_IGNORE_RESULT": True,
        "CELERY_TASK_SERIALIZER": "json",
        "CELERY_ACCEPT_CONTENT": ["json"],
        "CELERY_TASK_TIME_LIMIT": LONGEST_JOB,
        "CELERY_TASK_SOFT_TIME_LIMIT": LONGEST_JOB - 60,
        "CELERY_WORKER_PREFETCH_MULTIPLIER": 1,
        "CELERY_WORKER_HIJACK_ROOT_LOGGER": False,
        "CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP": True,
        "CELERY_BEAT_SCHEDULE_FILENAME": str(var / "celerybeat-schedule"),
        "CELERY_BEAT_SCHEDULE": {
            "sweep jobs": {"task": "surveys.sweep_jobs", "schedule": SWEEP_EVERY},
            "make pages": {"task": "indicators.make_pages", "schedule": PAGES_EVERY},
            "compute ended": {"task": "indicators.compute_ended", "schedule": TIDY_EVERY},
            "send letters": {"task": "surveys.send_letters", "schedule": LETTERS_EVERY},
            "send reminders": {"task": "surveys.send_reminders", "schedule": REMIND_EVERY},
            "delete old files": {"task": "surveys.delete_old_files", "schedule": TIDY_EVERY},
            "redact originals": {"task": "surveys.redact_originals", "schedule": TIDY_EVERY},
        },
        **(_redis(broker_url) if broker_url else _files(var / "broker")),
    }


def _files(folder: Path) -> dict:
    messages, control = folder / "messages", folder / "control"
    for path in (messages, control):
        path.mkdir(parents=True, exist_ok=True)
    return {
        "CELERY_BROKER_URL": f"{SCHEME}://",
        "CELERY_BROKER_TRANSPORT_OPTIONS": {
            "data_folder_in": str(messages),
            "data_folder_out": str(messages),
            "control_folder": str(control),
            "polling_interval": 0.1,
        },
        # Nobody listens for remote control here, and its messages would pile up as files.
        "CELERY_WORKER_ENABLE_REMOTE_CONTROL": False,
    }


def _redis(broker_url: str) -> dict:
    return {
        "CELERY_BROKER_URL": broker_url,
        "CELERY_BROKER_TRANSPORT_OPTIONS": {
            "visibility_timeout": 2 * LONGEST_JOB,
            "unacked_restore_interval": 1,
        },
    }
