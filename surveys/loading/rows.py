"""Rows brought to what a file says, and the count of those that had to be touched."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import models

from surveys.fields import with_layers
from surveys.translated import Translations


class Rows:
    """The rows of a table by a key of several fields, read once. Rows that no file names are left alone.

    `key` names fields as they stand on the row (`grouping_id`, not `grouping`). Every row made or changed is
    counted in `changed` under the table's name. Wordings take the translations kept beside the files, and keep
    what an editor has corrected.
    """

    def __init__(self, rows: models.QuerySet, key: tuple[str, ...], changed: Counter):
        self.model, self.key, self.changed = rows.model, key, changed
        self.translations = getattr(changed, "translations", Translations())
        self.known = {tuple(getattr(row, name) for name in key): row for row in rows}

    def put(self, values: Mapping[str, Any], *, only_new: Mapping[str, Any] | None = None) -> models.Model:
        """The row with these values, made or corrected. `only_new` is set on a new row and never corrected."""
        key = tuple(values[name] for name in self.key)
        row = self.known.get(key)
        values = with_layers(self.model, values, row, self.translations)
        if row is None:
            row = self.known[key] = self.model(**values, **(only_new or {}))
        elif all(getattr(row, name) == value for name, value in values.items()):
            return row
        for name, value in values.items():
            setattr(row, name, value)
        row.save()
        self.changed[str(self.model._meta.verbose_name_plural)] += 1
        return row

    def put_all(self, wanted: Iterable[Mapping[str, Any]]) -> list[models.Model]:
        """The rows with these values, in their order; those that are new are made together."""
        rows, made = [], []
        for values in wanted:
            key = tuple(values[name] for name in self.key)
            if key in self.known:
                rows.append(self.put(values))
                continue
            values = with_layers(self.model, values, None, self.translations)
            self.known[key] = self.model(**values)
            rows.append(self.known[key])
            made.append(self.known[key])
        self.model.objects.bulk_create(made)
        if made:
            self.changed[str(self.model._meta.verbose_name_plural)] += len(made)
        return rows
