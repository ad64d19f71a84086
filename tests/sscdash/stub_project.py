"""A project of a few lines, started by the real `sscdash.run`: quick to start, and it fails on request."""

import shutil
from pathlib import Path

from sscdash.places import PROJECT

OURS = [
    "__init__",
    "apps",
    "binaries",
    "broker",
    "catalogues",
    "celery",
    "cluster",
    "embedded",
    "places",
    "processes",
    "run",
    "steps",
    "whole_files",
]

SETTINGS = """
import environ
from sscdash.broker import celery_settings
from sscdash.embedded import database_url
from sscdash.places import PROJECT, var_folder

SECRET_KEY = "only for this test"
ALLOWED_HOSTS = ["127.0.0.1"]
ROOT_URLCONF = "sscdash.urls"
INSTALLED_APPS = ["django.contrib.contenttypes", "django.contrib.auth", "django.contrib.staticfiles", "sscdash"]
DATABASES = {"default": environ.Env.db_url_config(database_url())}
STATIC_URL = "static/"
STATIC_ROOT = var_folder() / "static"
locals().update(celery_settings(var_folder()))
"""

URLS = """
from django.http import HttpResponse
from django.urls import path
from django.contrib.auth.models import Group

urlpatterns = [path("healthz", lambda request: HttpResponse(str(Group.objects.count())))]
"""

WSGI = """
from django.core.wsgi import get_wsgi_application
import os
os.environ["DJANGO_SETTINGS_MODULE"] = "sscdash.settings"
application = get_wsgi_application()
"""

# The tasks of the worker; the example waits for its job, as a real one may.
TASKS = """
from celery import shared_task
from django.contrib.auth.models import Group

@shared_task(name="surveys.sweep_jobs")
def sweep_jobs():
    pass

@shared_task
def run_job(number):
    Group.objects.create(name=str(number))
"""

COMMAND = """
import time
from django.core.management.base import BaseCommand
from django.contrib.auth.models import Group
from sscdash.tasks import run_job

class Command(BaseCommand):
    def handle(self, **options):
        {body}
"""
COMMANDS = {
    "load_facts": "self.stdout.write('facts')",
    "load_examples": """
        before = Group.objects.count()
        run_job.delay(before)
        while Group.objects.count() == before:
            time.sleep(0.05)
""",
    "demo_accounts": "self.stdout.write('analyst@example.org')",
}


def write_stub(folder: Path) -> Path:
    """The project at `folder`, which becomes its working folder and holds its var/."""
    package = folder / "sscdash"
    commands = package / "management" / "commands"
    commands.mkdir(parents=True)
    for name in OURS:
        shutil.copy(PROJECT / "sscdash" / f"{name}.py", package)
    parts = {"settings": SETTINGS, "urls": URLS, "wsgi": WSGI, "tasks": TASKS}
    for name, text in parts.items():
        (package / f"{name}.py").write_text(text)
    for name, body in COMMANDS.items():
        (commands / f"{name}.py").write_text(COMMAND.format(body=body.strip()))
    return folder
