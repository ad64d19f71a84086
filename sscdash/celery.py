"""The Celery application: `celery -A sscdash worker -B`."""

import os

from celery import Celery
from celery.signals import worker_ready, worker_shutting_down

from sscdash.places import var_folder

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sscdash.settings")

app = Celery("sscdash")
app.set_default()  # for every thread: the web server answers in threads of its own
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

READY = "worker-ready"  # a file in var/ that is there while a worker takes messages


@worker_ready.connect
def tell_ready(**_signal) -> None:
    (var_folder() / READY).write_text(str(os.getpid()))


@worker_shutting_down.connect
def tell_stopping(**_signal) -> None:
    (var_folder() / READY).unlink(missing_ok=True)
