"""Lists of what has a name, in the order in which the language of the page sorts names."""

from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

from django.utils.translation import get_language

from surveys.collation import sort_key
from surveys.wording import in_language, language_key

Row = TypeVar("Row")


def by_name(rows: Iterable[Row], names: Callable[[Row], Mapping | str]) -> list[Row]:
    """The rows by their names: a wording, or a text that is the same in every language."""
    language = language_key(get_language() or "en")

    def key(row: Row):
        name = names(row)
        return sort_key(name if isinstance(name, str) else in_language(name, language), language)

    return sorted(rows, key=key)
