"""Points in their places: the order of what stands along an axis, its names, notes, decimals, breaks."""

from collections.abc import Mapping
from dataclasses import replace

from django.utils.translation import gettext

from indicators import words
from indicators.breaks import breaks_over
from indicators.definitions import IndicatorDefinition
from indicators.figure import Note
from indicators.marking import LETTERS
from indicators.phrases import category_name
from indicators.points import Asked, Point
from indicators.queries.released import OpenRelease
from indicators.vocabulary import SUB_QUESTION


def once(points: list[Point]) -> dict[str, Point]:
    """One point per category: the first that has a value, with the others named in its note."""
    by_key: dict[str, Point] = {}
    for point in points:
        kept = by_key.get(point.category)
        if kept is None or kept.value is None and point.value is not None:
            by_key[point.category] = point
        elif point.value is not None and (point.value, point.label) != (kept.value, kept.label):
            other = point.label or words.plain_number(point.value)
            also = gettext("%(source)s gives %(value)s.") % {"source": point.source, "value": other}
            by_key[point.category] = replace(kept, note=words.sentences([kept.note, also]))
    return by_key


def periods(points: dict[str, dict[str, Point]]) -> list[str]:
    """All periods in order, and the years between the first and the last, so that a gap is seen as one."""
    given = {key for by_key in points.values() for key in by_key}
    years = [int(key) for key in given if key.isdecimal()]
    between = set(map(str, range(min(years), max(years) + 1))) if years else set()
    return sorted(given | between, key=lambda period: (period[-4:], period))


def groups_in_order(
    opened: OpenRelease, definition: IndicatorDefinition, points: dict[str, dict[str, Point]], by: str
) -> list[str]:
    """Groups and sub-questions in the order of their list; others from the greatest value to the smallest, the absent
    last."""
    listed = definition.sub_questions if by == SUB_QUESTION else opened.codes_in_order(by)
    order = {code: at for at, code in enumerate(listed)}
    values: dict[str, float | None] = {}
    for by_key in points.values():
        for key, point in by_key.items():
            values[key] = values.get(key) if values.get(key) is not None else point.value

    def place(key: str):
        if key in order:
            return (0, order[key], 0.0, key)
        value = values[key]
        return (1, value is None, -(value or 0.0), key)

    return sorted(values, key=place)


def names_of(opened, keys, asked: Asked, definition, points: dict[str, dict[str, Point]]) -> list[str]:
    if not asked.by:
        return keys
    given = {key: point.name for by_key in points.values() for key, point in by_key.items() if point.name}
    return [given.get(key) or category_name(opened, asked.by, key, definition) for key in keys]


def decimals_of(points: dict[str, dict[str, Point]]) -> list[int]:
    values = [
        point.value for by_key in points.values() for point in by_key.values() if point.value is not None
    ]
    return [0, *(min(words.decimals_of(value), 2) for value in values)]


def notes_of(
    definition: IndicatorDefinition, points: dict[str, dict[str, Point]], keys: list[str]
) -> list[Note]:
    """The scope of the indicator, then what is said of single points; a text said of several stands once."""
    texts: dict[str, list[int]] = {}
    for at, key in enumerate(keys):
        for by_key in points.values():
            if key in by_key and by_key[key].note:
                texts.setdefault(by_key[key].note, []).append(at)
    noted: list[tuple[str, int | None]] = [(words.text(definition.scope), None)] if definition.scope else []
    noted += [(text, at[0] if len(at) == 1 else None) for text, at in texts.items()]
    return [Note(LETTERS[i], text, at) for i, (text, at) in enumerate(noted[: len(LETTERS)])]


def breaks_of(
    opened: OpenRelease,
    definition: IndicatorDefinition,
    points: dict[str, dict[str, Point]],
    keys: list[str],
    *,
    illustrative: bool,
    part: Mapping[str, str] | None = None,
):
    """Where the definition or a question changed between two years that were computed; a question of the part alone
    where one is given."""
    versions = [{key: point.version for key, point in by_key.items()} for by_key in points.values()]
    changes = opened.changes_of(definition.code)
    return breaks_over(
        keys,
        versions,
        [one for one in changes if one["illustrative"] == illustrative and part in (None, one["breakdown"])],
    )
