"""How work reaches the worker."""

import json
from pathlib import Path

from celery import Celery

from sscdash.broker import LONGEST_JOB, celery_settings


def test_by_default_messages_are_files_under_var(tmp_path):
    settings = celery_settings(tmp_path)
    assert settings["CELERY_BROKER_URL"] == "wholefiles://"
    folder = settings["CELERY_BROKER_TRANSPORT_OPTIONS"]["data_folder_in"]
    assert folder == str(tmp_path / "broker" / "messages")
    assert (tmp_path / "broker" / "messages").is_dir()


def test_redis_gives_a_message_back_only_after_the_longest_job(tmp_path):
    settings = celery_settings(tmp_path, "redis://queue:6379/0")
    assert settings["CELERY_BROKER_URL"] == "redis://queue:6379/0"
    assert settings["CELERY_BROKER_TRANSPORT_OPTIONS"]["visibility_timeout"] > LONGEST_JOB
    assert not (tmp_path / "broker").exists()


def test_on_every_broker_a_message_is_acknowledged_when_its_job_ended(tmp_path):
    for url in ("", "redis://queue:6379/0"):
        settings = celery_settings(tmp_path, url)
        assert settings["CELERY_TASK_ACKS_LATE"]
        assert settings["CELERY_WORKER_PREFETCH_MULTIPLIER"] == 1
        assert settings["CELERY_BEAT_SCHEDULE"]["sweep jobs"]["task"] == "surveys.sweep_jobs"


def test_a_message_has_its_name_when_it_is_whole(tmp_path, monkeypatch):
    settings = celery_settings(tmp_path)
    app = Celery("letters", broker=settings["CELERY_BROKER_URL"], set_as_current=False)
    app.conf.broker_transport_options = settings["CELERY_BROKER_TRANSPORT_OPTIONS"]
    messages = tmp_path / "broker" / "messages"
    seen = []
    rename = Path.rename
    monkeypatch.setattr(
        Path, "rename", lambda part, name: (seen.append(json.loads(part.read_bytes())), rename(part, name))
    )

    app.send_task("a task", args=[7])

    assert len(seen) == 1
    assert [file.suffix for file in messages.iterdir()] == [".msg"]
    assert app.connection().channel()._get("celery")["headers"]["task"] == "a task"
