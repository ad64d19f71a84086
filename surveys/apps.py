from importlib import import_module

from django.apps import AppConfig


class SurveysConfig(AppConfig):
    """What was asked, of whom, and what was answered."""

    name = "surveys"
    verbose_name = "Surveys"

    def ready(self):
        """Listen to who signs in, and to what indicators announce."""
        import_module("surveys.receivers")
