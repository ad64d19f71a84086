"""The change of an indicator between two rounds, in words: what those in both did, and what the others make of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext, ngettext

from indicators import words
from indicators.definitions import IndicatorDefinition
from indicators.engine import rounded
from indicators.links import value_at
from indicators.models import Value
from indicators.phrases import breakdown_in_words
from indicators.queries.access import Reader
from indicators.queries.released import OpenRelease
from indicators.renderers.numbers import PERCENT
from indicators.renderers.speech import noun_form
from indicators.vocabulary import OF_THE_ANSWER


@dataclass(frozen=True)
class ChangeInWords:
    """One change. `address` is the page of the later value, which tells who is in both. `of` is the part of the indicator, "" for the whole. `total` is "" where there is none to tell, then
    `why` says why; `parts` tells it apart, and `levels` are the numbers of those in both in the two years, () where that
    is not told."""

    of: str
    years: str
    from_year: int
    to_year: int
    total: str
    parts: str
    levels: tuple[str, ...]
    why: str
    caveats: list[str]
    illustrative: bool
    address: str


def changes_in_words(reader: Reader, code: str, part: Mapping[str, str]) -> list[ChangeInWords]:
    """All changes of a part of an indicator, of the whole with those of its parts: that since the first round, then
    those from round to round, the newest first."""
    told = [change for change in _told(reader, code) if not part or change["breakdown"] == part]
    told.sort(key=lambda change: change["illustrative"])
    return [change_in_words(reader.opened, code, change) for change in told]


def changes_at(reader: Reader, value: Value) -> list[ChangeInWords]:
    """The changes that begin or end with a value of the release; groups have none."""
    if not set(value.breakdown) <= set(OF_THE_ANSWER):
        return []
    code = value.version.indicator.code
    return [
        change_in_words(reader.opened, code, change)
        for change in _told(reader, code)
        if (change["breakdown"], change["illustrative"]) == (value.breakdown, value.illustrative)
        and value.year in (change["from_year"], change["to_year"])
    ]


def _told(reader: Reader, code: str) -> list[Mapping]:
    """The change since the first round, then those from round to round, the newest first."""
    steps = sorted(reader.changes_of(code), key=lambda change: -change["to_year"])
    return [*_to_the_newest(reader, code), *steps]


def _to_the_newest(reader: Reader, code: str) -> list[Mapping]:
    """The changes since the first round that lead to the newest one, real ones and illustrative ones."""
    changes = reader.changes_of(code, long=True)
    newest = {
        one: max((c["to_year"] for c in changes if c["illustrative"] == one), default=0)
        for one in (True, False)
    }
    return [change for change in changes if change["to_year"] == newest[change["illustrative"]]]


@dataclass(frozen=True)
class Changed:
    """An indicator with the changes of its whole, the newest first."""

    code: str
    title: str
    changes: list[ChangeInWords]


@dataclass(frozen=True)
class ChangesPage:
    """What changed between rounds, by survey. `years` are those since which one can ask, `since` the one chosen."""

    surveys: list[tuple[str, list[Changed]]]
    years: list[int]
    since: int | None
    unknown: str


def changes_page(reader: Reader, since: int | None) -> ChangesPage:
    """The changes of all indicators since a year: from one round to the next, and from it to the newest where it is that
    of the first round."""
    opened = reader.opened
    told = [(code, one) for code in opened.indicator_codes for one in reader.changes_of(code)]
    whole = [(code, one) for code, one in told if not one["breakdown"]]
    years = sorted({one["from_year"] for _code, one in whole})
    unknown = since is not None and since not in years
    first = min(years, default=0) if unknown or since is None else since
    surveys: dict[str, list[Changed]] = {}
    for code in dict(whole):
        changes = [
            change
            for change in changes_in_words(reader, code, {})
            if not change.of and change.from_year >= first
        ]
        definition = opened.definition(code)
        if changes:
            of_survey = surveys.setdefault(definition.survey or "", [])
            of_survey.append(Changed(code, words.text(definition.title), changes))
    return ChangesPage(
        surveys=[
            (words.text(opened.survey(code).get("names")) or code, rows) for code, rows in surveys.items()
        ],
        years=years,
        since=None if unknown else since,
        unknown=gettext("There is nothing for %(year)s; all years are shown.") % {"year": since}
        if unknown
        else "",
    )


def broken_reason(parameters: Mapping, reason: str) -> str:
    """Why nothing may be compared across two years, as a sentence."""
    if reason == "definition_changed":
        return gettext("The definition changed from version %(before)s to version %(after)s.") % parameters
    reasons = [words.text(wording) for wording in parameters["questions"].values()]
    return words.sentences([gettext("The question no longer asks the same."), *dict.fromkeys(reasons)])


def difference_in_words(definition: IndicatorDefinition, difference: Decimal) -> str:
    """Between two values of a definition, as it rounds them; shares in percentage points, with a decimal more."""
    places = int(definition.rounding.rpartition("_")[2]) + (definition.unit == "percent")
    number = words.signed_number(difference, places)
    return _points(difference, number) if definition.unit == "percent" else number


def change_in_words(opened: OpenRelease, code: str, change: Mapping) -> ChangeInWords:
    """One change, as the release keeps it and its reader may see it. No query."""
    definition = opened.definition(code, change["version"])

    def signed(name: str) -> str:
        return difference_in_words(definition, Decimal(change[name]))

    told_apart = change["behaviour"] is not None
    return ChangeInWords(
        of=breakdown_in_words(opened, change["breakdown"], definition),
        years=gettext("%(before)s to %(after)s")
        % {"before": change["from_year"], "after": change["to_year"]},
        from_year=change["from_year"],
        to_year=change["to_year"],
        total=signed("change") if change["change"] is not None else "",
        parts=_parts(change["both"], signed("behaviour"), signed("composition")) if told_apart else "",
        levels=_levels(definition, change),
        why="" if told_apart else _why(change),
        caveats=[words.text(wording) for wording in change["caveats"].values()],
        illustrative=change["illustrative"],
        address=value_at(opened, code, change["to_year"], change["breakdown"], change["illustrative"]),
    )


def _levels(definition: IndicatorDefinition, change: Mapping) -> tuple[str, ...]:
    """The numbers of those in both years under the rounding of the definition, with their unit."""
    if change.get("both_before") is None:
        return ()
    levels = (rounded(Decimal(change[name]), definition.rounding) for name in ("both_before", "both_after"))
    unit = PERCENT[words.language()] if definition.unit == "percent" else ""
    return tuple(f"{words.plain_number(one, max(0, -one.as_tuple().exponent))}{unit}" for one in levels)


def _points(value: Decimal, number: str) -> str:
    """A signed number of percentage points; it always has decimals."""
    form = noun_form(value, words.language(), with_decimals=True)
    return ngettext("%(number)s percentage point", "%(number)s percentage points", form) % {"number": number}


def _parts(both: int, behaviour: str, composition: str) -> str:
    text = ngettext(
        "Among the %(both)s respondent that is in the number in both years: %(behaviour)s. The rest, %(composition)s, comes from who answered.",
        "Among the %(both)s respondents that are in the number in both years: %(behaviour)s. The rest, %(composition)s, comes from who answered.",
        both,
    )
    return text % {"both": both, "behaviour": behaviour, "composition": composition}


def _why(change: Mapping) -> str:
    parameters = change["reason_parameters"]
    if change["state"] == "broken":
        return words.sentences(
            [gettext("The two years cannot be compared."), broken_reason(parameters, change["reason"])]
        )
    if change["reason"] == "no_value":
        years = words.joined(str(year) for year in parameters["years"])
        return gettext("There is no change to tell: no value for %(years)s.") % {"years": years}
    return str(words.NOT_TOLD_APART[change["reason"]]) % parameters
