from django.apps import AppConfig


class SurveysConfig(AppConfig):
    """What was asked, of whom, and what was answered."""

    name = "surveys"
    verbose_name = "Surveys"
