from django.apps import AppConfig


class SscdashConfig(AppConfig):
    """Wiring: holds the management commands, and no model."""

    name = "sscdash"
