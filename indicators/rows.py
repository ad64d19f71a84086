"""Rows brought to what the files say, one after the other, each table read once."""

from django.db import models

from surveys import translated
from surveys.fields import with_layers


class Loading(translated.Loading):
    """One loading of files, which reads the rows that are there once for each table."""

    def __init__(self, *counts, **options):
        super().__init__(*counts, **options)
        self._rows: dict[tuple, dict[tuple, models.Model]] = {}

    def rows(self, model: type[models.Model], columns: tuple[str, ...]) -> dict[tuple, models.Model]:
        """All rows of a table by the values of these columns. At most one query."""
        if (model, columns) not in self._rows:
            rows = model.objects.all()
            self._rows[model, columns] = {tuple(getattr(row, name) for name in columns): row for row in rows}
        return self._rows[model, columns]


def put(
    model: type[models.Model], key: dict, values: dict, changed: Loading, first: dict | None = None
) -> models.Model:
    """The row with this key, made or corrected so that it has these values; counts it if anything changed.

    The values in `first` are for a row that is new; one that is there keeps its own. Wordings take the translations
    kept beside the files, and keep what an editor has corrected.
    """
    columns = {
        model._meta.get_field(name).attname: getattr(value, "pk", value) for name, value in key.items()
    }
    known, place = changed.rows(model, tuple(columns)), tuple(columns.values())
    row = known.get(place)
    values = with_layers(model, values, row, changed.translations)
    if row is None:
        row = known[place] = model(**key, **(first or {}))
    elif all(getattr(row, name) == value for name, value in values.items()):
        return row
    for name, value in values.items():
        setattr(row, name, value)
    row.save()
    changed[model._meta.verbose_name_plural] += 1
    return row
