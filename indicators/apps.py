from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    """What the answers mean."""

    name = "indicators"
    verbose_name = "Indicators"
