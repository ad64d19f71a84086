"""The page that compares: what the address asks for, as near as it can be shown."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext

from indicators import figures, words
from indicators.addresses import breakdown_address
from indicators.comparison import AT_MOST, ILLUSTRATIVE, REAL, Asked, Remark, together
from indicators.figure import Figure
from indicators.models import Value
from indicators.phrases import breakdown_in_words
from indicators.points import Asked as Question
from indicators.queries.access import Reader
from indicators.queries.published import PublishedPoint, points_of, published_in
from indicators.queries.released import OpenRelease, values_in
from surveys.acronyms import acronym

Choice = tuple[str, str, bool]
ONE_BY_ONE = ("respondent", "entity")
"""Dimensions of single entities and countries."""


@dataclass(frozen=True)
class Comparison:
    """What is compared: the state that is shown, its figure, remarks on what is not, and what can be chosen.

    `codes`, `parts` and `singles` (entities and countries) are lists of choices, one list for each that is chosen and
    one to add another; there are no `singles` where no indicator has a number of a single one.
    """

    asked: Asked
    query: str
    figure: Figure | None
    remarks: list[str]
    codes: list[list[Choice]]
    parts: list[list[Choice]]
    singles: list[list[Choice]]
    other_data: str


def comparison(opened: OpenRelease, reader: Reader, asked: Asked, remarks: list[Remark]) -> Comparison:
    """The nearest sensible state to what is asked for. Two queries, and those of the reader's rights."""
    remarks = list(remarks)
    codes = _of_one_unit(opened, _known(opened, asked.codes, remarks), remarks)
    values = reader.visible(values_in(opened, codes=codes))
    points = points_of(published_in(opened, codes))
    made = {
        (code, at): figures.figures_of(opened, code, values_of, points_of_one, Question(breakdown=part))
        for code in codes
        for values_of in [[value for value in values if value.version.indicator.code == code]]
        for points_of_one in [[point for point in points if point.figure.indicator.code == code]]
        for at, part in enumerate(asked.parts)
    }
    data = _data(made.values(), asked.data, remarks)
    shown = replace(asked, codes=tuple(codes), data=data if asked.data else "")
    named = _named(opened, shown, made, data, remarks)
    query = shown.query(**({"release": opened.number} if opened.pinned else {}))
    figure = _figure(opened, named, shown, remarks) if named else None
    has_other = any(_basis(one, _other(data)) for one in made.values())
    return Comparison(
        asked=shown,
        query=query,
        figure=figure,
        remarks=[words.comparison(remark.code, remark.parameters) for remark in remarks],
        codes=_code_choices(opened, shown),
        parts=_part_choices(opened, shown, values, points),
        singles=_single_choices(opened, shown, values, points),
        other_data=replace(shown, data=_other(data)).query() if has_other else "",
    )


def _known(opened: OpenRelease, codes: Iterable[str], remarks: list[Remark]) -> list[str]:
    """The indicators that the release has; a code of a list stands for its indicator."""
    known: dict[str, None] = {}
    for code in codes:
        try:
            known[opened.indicator_of(code)[0]] = None
        except KeyError:
            remarks.append(Remark("no_such_indicator", {"code": code[:40]}))
    return list(known)


def _of_one_unit(opened: OpenRelease, codes: list[str], remarks: list[Remark]) -> list[str]:
    """Those with the unit of the first: two units have no axis in common."""
    units = {code: opened.definition(code).unit for code in codes}
    others = [code for code in codes if units[code] != units[codes[0]]]
    if others:
        unit = words.word(words.UNITS, units[codes[0]])
        remarks.append(Remark("other_unit", {"codes": words.listed(others), "unit": unit}))
    return [code for code in codes if code not in others]


def _data(made: Iterable[dict], wanted: str, remarks: list[Remark]) -> str:
    """Real or illustrative: what is asked for, where there is any; the two never share a chart."""
    made = list(made)
    there = {data: any(_basis(one, data) for one in made) for data in (REAL, ILLUSTRATIVE)}
    if wanted and not there[wanted] and there[_other(wanted)]:
        remarks.append(Remark(f"no_{wanted}", {}))
        return _other(wanted)
    return wanted or (REAL if there[REAL] or not there[ILLUSTRATIVE] else ILLUSTRATIVE)


def _other(data: str) -> str:
    return REAL if data == ILLUSTRATIVE else ILLUSTRATIVE


def _basis(of_one: dict[str, Figure], data: str) -> Figure | None:
    if data == ILLUSTRATIVE:
        return of_one.get("illustrative")
    return next((figure for basis, figure in of_one.items() if basis != "illustrative"), None)


def _named(opened: OpenRelease, asked: Asked, made: dict, data: str, remarks: list[Remark]) -> list:
    """(name, figure) of what there is, in the order of the address, as many as fit on one chart."""
    named, series = [], 0
    for code in asked.codes:
        definition = opened.definition(code)
        for at, part in enumerate(asked.parts):
            part_in_words = breakdown_in_words(opened, part, definition)
            name = words.in_line([f"{code} {words.text(definition.short)}", part_in_words])
            figure = _basis(made[code, at], data)
            if figure is None:
                there = _basis(made[code, at], _other(data)) is not None
                remarks.append(Remark(f"only_{_other(data)}" if there else "nothing_for", {"name": name}))
            elif series + len(figure.series) > AT_MOST:
                remarks.append(Remark("too_many", {"name": name, "most": AT_MOST}))
            else:
                named.append((name, figure))
                series += len(figure.series)
    return named


def _figure(opened: OpenRelease, named: list, asked: Asked, remarks: list[Remark]) -> Figure | None:
    shorts = [f"{code} {words.text(opened.definition(code).short)}" for code in asked.codes]
    title = gettext("Comparison: %(names)s") % {"names": words.listed(shorts)}
    query = asked.query(**({"release": opened.number} if opened.number else {}))
    address = f"{settings.SITE_ADDRESS}{reverse('compare')}?{query}"
    figure = together(named, asked, title=title, address=address)
    if figure is None:
        remarks.append(Remark("no_period", {}))
        figure = together(named, replace(asked, first=None, last=None), title=title, address=address)
    return figure


def _code_choices(opened: OpenRelease, asked: Asked) -> list[list[Choice]]:
    names = [(code, f"{code} {words.text(opened.definition(code).short)}") for code in opened.indicator_codes]
    return [[(code, name, code == chosen) for code, name in names] for chosen in [*asked.codes, ""]][:AT_MOST]


def _part_choices(opened: OpenRelease, asked: Asked, values, points) -> list[list[Choice]]:
    """The groups and answers that the chosen indicators have as parts; single respondents stand in `_single_choices`."""
    named: dict[str, dict[str, None]] = {}
    for part, code in _given(values, points):
        if part and not _is_single(part):
            name = breakdown_in_words(opened, part, opened.definition(code))
            named.setdefault(breakdown_address(part), {})[name] = None
    chosen = [part for part in asked.parts if not _is_single(part)]
    names = {breakdown_address(part): breakdown_in_words(opened, part, None) for part in chosen if part}
    names |= {key: words.listed(of_indicators) for key, of_indicators in named.items()}
    return _lists(chosen, names, [("", gettext("All respondents"))], gettext("No other group"))


def _single_choices(opened: OpenRelease, asked: Asked, values, points) -> list[list[Choice]]:
    """The entities and countries of which the chosen indicators have a value that the reader may see; [] for none."""
    chosen = [part for part in asked.parts if _is_single(part)]
    given = [*((part, None) for part in chosen), *_given(values, points)]
    names = {
        breakdown_address(part): _single_name(opened, part, code) for part, code in given if _is_single(part)
    }
    return _lists(chosen, names, [], gettext("None")) if names else []


def _given(values: Iterable[Value], points: Iterable[PublishedPoint]) -> list[tuple[Mapping[str, str], str]]:
    """(part, code of the indicator) of all there is."""
    given = [(value.breakdown, value.version.indicator.code) for value in values]
    return given + [(point.figure.breakdown, point.figure.indicator.code) for point in points]


def _is_single(part: Mapping[str, str]) -> bool:
    return not part.keys().isdisjoint(ONE_BY_ONE)


def _single_name(opened: OpenRelease, part: Mapping[str, str], indicator: str | None) -> str:
    """The acronym and the name of a respondent, with whatever else the part is of."""
    definition = opened.definition(indicator) if indicator else None
    dimension = next(name for name in ONE_BY_ONE if name in part)
    code = part[dimension]
    name = words.text(opened.name_of(dimension, code, definition))
    rest = {key: value for key, value in part.items() if key != dimension}
    return words.in_line([acronym(code), name, breakdown_in_words(opened, rest, definition)])


def _lists(
    chosen: Iterable[Mapping], names: Mapping[str, str], first: list[tuple[str, str]], none: str
) -> list[list[Choice]]:
    """A list of choices for each part that is chosen, and one more where nothing is chosen yet."""
    listed = [*first, *sorted(names.items(), key=lambda pair: words.sort_key(pair[1]))]
    lists = [[(key, name, key == breakdown_address(one)) for key, name in listed] for one in chosen]
    return [*lists, [("-", none, True), *((key, name, False) for key, name in listed)]][:AT_MOST]
