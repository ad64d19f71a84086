from importlib import import_module

from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    """What the answers mean."""

    name = "indicators"
    verbose_name = "Indicators"

    def ready(self):
        """Register the kinds of work of the worker, and listen to what surveys announce."""
        import_module("indicators.actions")
        import_module("indicators.impact")
        import_module("indicators.replying")
        import_module("indicators.receivers")
        import_module("indicators.views.ahead")
