"""The model field for wordings; see `surveys.wording`."""

from django.core.exceptions import ValidationError
from django.db import models

from surveys.wording import problem_with


def validate_wording(value: object) -> None:
    """Raise ValidationError unless `value` is a wording with a state for each of its languages."""
    if problem := problem_with(value):
        raise ValidationError(problem)


class WordingField(models.JSONField):
    """A wording as one JSON column: ``{"en": {"text": …, "state": "draft" or "reviewed"}, …}``."""

    default_validators = [validate_wording]

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("default", dict)
        super().__init__(*args, **kwargs)

    def get_db_prep_save(self, value, connection):
        """Refuse a malformed wording before it reaches the database, also where no form was in between."""
        validate_wording(value)
        return super().get_db_prep_save(value, connection)
