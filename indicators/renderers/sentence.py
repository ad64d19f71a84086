"""A figure in words: one sentence for a text, one for a reader who hears the page.

Made from the data and never from a picture. Each number comes with its unit, the respondent group, the year and
n. English follows the editorial rules of the United Nations: "per cent", and whole numbers under ten in words.
"""

from indicators.figure import Figure, Series
from indicators.renderers.speech import (
    BRACKETS,
    COLON,
    COMMA,
    SEMICOLON,
    STOP,
    in_year,
    isolated,
    per_cent,
)
from indicators.renderers.words import labelled, point_label, word

MANY = 12
UNDER_TEN = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def sentence(figure: Figure) -> str:
    """The latest value as one sentence; for groups the greatest and the smallest; the reason if there is none.

    "Focal point for SSTC: 63 per cent of UN entities in 2022 (n = 23 of 27)."
    """
    if figure.chart in ONE_BY_ONE and figure.has_values:
        return _close(
            figure, _own(figure, figure.title) + _mark(COLON, figure, ": ") + ONE_BY_ONE[figure.chart](figure)
        )
    series = figure.series[0]
    present = [at for at, value in enumerate(series.values) if value is not None]
    if not present:
        return _close(
            figure,
            _own(figure, figure.title)
            + _mark(COLON, figure, ": ")
            + _why(figure, series, len(series.values) - 1),
        )
    several = len({one.kind for one in figure.series}) < len(figure.series)
    if figure.axis == "period":
        latest = _latest(figure) if several else _in_year(figure, series, present[-1])
        return _close(figure, f"{_own(figure, figure.title)}{_mark(COLON, figure, ': ')}{latest}")
    if several:
        points = _of_all(figure)
    else:
        high = max(present, key=lambda at: series.values[at])
        low = min(present, key=lambda at: series.values[at])
        points = [_point(figure, series, at) for at in dict.fromkeys((high, low))]
    return _close(
        figure, _opening(figure) + _mark(COLON, figure, ": ") + _mark(SEMICOLON, figure, "; ").join(points)
    )


def alt_text(figure: Figure) -> str:
    """Every point in one sentence, for `alt` and `aria-label`; with more than twelve points the first, the last,
    the greatest and the smallest of each series. Says first if the data are illustrative."""
    parts = [] if figure.chart not in WHOLE or not figure.has_values else WHOLE[figure.chart](figure)
    for series in figure.series if not parts else ():
        points = [_point(figure, series, at) for at in _told(figure, series)]
        text = _mark(SEMICOLON, figure, "; ").join(points)
        parts.append(
            text
            if len(figure.series) == 1
            else f"{_own(figure, series.name)}{_mark(COLON, figure, ': ')}{text}"
        )
    flag = (
        f"{word('illustrative', figure.language)}{_mark(STOP, figure, '. ')}" if figure.illustrative else ""
    )
    body = _mark(STOP, figure, ". ").join(parts)
    return flag + _close(figure, f"{_opening(figure)}{_mark(COLON, figure, ': ')}{body}")


def _classes(figure: Figure) -> list[str]:
    """Each class of a map with how many countries are in it, and those on no map."""
    names = [
        f"{_own(figure, series.name)}{_mark(COLON, figure, ': ')}{sum(value is not None for value in series.values)}"
        for series in figure.series
    ]
    absent = sum(place is None for place in figure.places)
    return [*names, labelled("not_on_map", str(absent), figure.language)] if absent else names


def _parts(figure: Figure) -> list[str]:
    """Each category with its parts, one after the other."""
    return [_divided(figure, at) for at in range(len(figure.categories))]


def _divided(figure: Figure, at: int) -> str:
    if all(series.values[at] is None for series in figure.series):
        return f"{_own(figure, figure.categories[at])}{_mark(COMMA, figure, ', ')}{_why(figure, figure.series[0], at)}"
    parts = [
        f"{_own(figure, series.name)}{_mark(COMMA, figure, ', ')}{_value(figure, series, at)}"
        for series in figure.series
        if series.values[at] is not None
    ]
    n = {_n(figure, series, at) for series in figure.series}
    told = _mark(SEMICOLON, figure, "; ").join(parts)
    return f"{_own(figure, figure.categories[at])}{_mark(COLON, figure, ': ')}{told}{n.pop() if len(n) == 1 else ''}"


def _last_parts(figure: Figure) -> str:
    """The latest category that has values."""
    present = [
        at
        for at in range(len(figure.categories))
        if any(series.values[at] is not None for series in figure.series)
    ]
    return _divided(figure, present[-1])


def _latest(figure: Figure) -> str:
    """The greatest and the smallest of the latest values, each with its group and year."""
    ends = []
    for series in figure.series:
        present = [at for at, value in enumerate(series.values) if value is not None]
        if present:
            ends.append((series.values[present[-1]], series, present[-1]))
    chosen = dict.fromkeys([max(range(len(ends)), key=lambda i: ends[i][0]),
                            min(range(len(ends)), key=lambda i: ends[i][0])])  # fmt: skip
    comma = _mark(COMMA, figure, ", ")
    return _mark(SEMICOLON, figure, "; ").join(
        f"{_own(figure, ends[i][1].name)}{comma}{_point(figure, ends[i][1], ends[i][2])}" for i in chosen
    )


def _of_all(figure: Figure) -> list[str]:
    """The greatest and the smallest of several series of one kind, each with the name of its series."""
    known = [
        (value, place, at)
        for place, series in enumerate(figure.series)
        for at, value in enumerate(series.values)
        if value is not None
    ]
    chosen = dict.fromkeys([max(known, key=lambda one: one[0]), min(known, key=lambda one: one[0])])
    return [
        f"{_own(figure, figure.series[place].name)}{_mark(COMMA, figure, ', ')}{_point(figure, figure.series[place], at)}"
        for _number, place, at in chosen
    ]


def _both_years(figure: Figure) -> str:
    """Each line of a slope from its first to its second year."""
    comma = _mark(COMMA, figure, ", ")
    return _mark(SEMICOLON, figure, "; ").join(
        f"{_own(figure, series.name)}{comma}{comma.join(_point(figure, series, at) for at in (0, 1))}"
        for series in figure.series
    )


ONE_BY_ONE = {
    "stacked": _last_parts,
    "multiples": _latest,
    "slope": _both_years,
    "map": lambda figure: _mark(SEMICOLON, figure, "; ").join(_classes(figure)),
}
"""Kinds whose sentence is not about the first series alone."""
WHOLE = {"stacked": _parts, "map": _classes}
"""Kinds whose alternative text is not told series by series."""


def _told(figure: Figure, series: Series) -> list[int]:
    everything = range(len(series.values))
    if len(everything) * len(figure.series) <= MANY:
        return list(everything)
    present = [at for at in everything if series.values[at] is not None] or [0]
    chosen = {present[0], present[-1]}
    chosen |= {
        max(present, key=lambda at: series.values[at] or 0),
        min(present, key=lambda at: series.values[at] or 0),
    }
    return sorted(chosen)


def _opening(figure: Figure) -> str:
    scope = [part for part in (figure.respondents, figure.period) if part and part not in figure.title]
    return _mark(COMMA, figure, ", ").join(_own(figure, part) for part in (figure.title, *scope))


def _point(figure: Figure, series: Series, at: int) -> str:
    value = _value(figure, series, at) or _why(figure, series, at)
    return f"{_own(figure, figure.categories[at])}{_mark(COMMA, figure, ', ')}{value}{_n(figure, series, at)}"


def _in_year(figure: Figure, series: Series, at: int) -> str:
    value, who = _value(figure, series, at), _own(figure, figure.respondents)
    year, n = in_year(figure.categories[at], figure.language), _n(figure, series, at)
    if figure.language == "en":
        whole = f" of {who}" if who and figure.unit == "percent" else f" ({who})" if who else ""
        return f"{value}{whole} in {year}{n}"
    parts = [year, who, value] if figure.language == "zh" else [value, who, year]
    return _mark(COMMA, figure, ", ").join(filter(None, parts)) + n


def _value(figure: Figure, series: Series, at: int) -> str:
    value, label = series.values[at], point_label(figure, series, at)
    if figure.unit == "percent":
        return per_cent(_own(figure, label.removesuffix("%").rstrip()), figure.language) if label else ""
    if figure.language == "en" and series.labels[at] is None and value in range(10):
        label = UNDER_TEN[int(value)]
    return f"${label}" if figure.unit == "usd" and label and label[0].isdigit() else _own(figure, label)


def _why(figure: Figure, series: Series, at: int) -> str:
    reason = series.reasons[at] or word("no_value", figure.language)
    return _own(figure, reason.rstrip(".。 "))


def _n(figure: Figure, series: Series, at: int) -> str:
    n = series.n[at]
    if not n:
        return ""
    before, after = BRACKETS.get(figure.language, (" (", ")"))
    return before + _own(figure, f"n = {n}" if n[0].isdigit() else n) + after


def _own(figure: Figure, text: str) -> str:
    return isolated(text, figure.language)


def _mark(marks: dict[str, str], figure: Figure, usual: str) -> str:
    return marks.get(figure.language, usual)


def _close(figure: Figure, text: str) -> str:
    text = text.rstrip(".。 ")
    return text + STOP.get(figure.language, ".")
