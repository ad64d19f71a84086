from django.apps import AppConfig

from sscdash.celery import app as celery_app


class SscdashConfig(AppConfig):
    """Wiring: holds the management commands, and no model."""

    name = "sscdash"
    celery = celery_app  # shared tasks belong to it as soon as Django is ready
