"""What stands beside a number, in words: the part and the respondents it is about, n, notes, reasons, release."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext

from indicators import words
from indicators.definitions import IndicatorDefinition
from indicators.engine import rounded
from indicators.models import Release, Value
from indicators.queries.asked import answer_name, option_name
from indicators.queries.published import PublishedPoint
from indicators.queries.released import OpenRelease
from surveys.acronyms import acronym


def category_name(
    opened: OpenRelease, dimension: str, code: str, definition: IndicatorDefinition | None
) -> str:
    """A code of a breakdown in words: a group by its name, a respondent by its acronym, an answer as it was offered."""
    if dimension in ("respondent", "entity"):
        return acronym(code)
    wording = opened.name_of(dimension, code, definition)
    return words.text(wording) if wording else words.word(words.ENTERED, (dimension, code), otherwise=code)


def dimension_in_words(opened: OpenRelease, dimension: str) -> str:
    """What a breakdown is by: the name of a grouping, or of what is no grouping."""
    names = opened.frozen["groups"].get(dimension, {}).get("names")
    return words.text(names) if names else words.word(words.DIMENSIONS, dimension)


def breakdown_in_words(
    opened: OpenRelease, breakdown: Mapping[str, str], definition: IndicatorDefinition | None
) -> str:
    """A breakdown of an indicator as one reads it: "Region: Africa"; "" for the whole."""
    parts = []
    for dimension, code in sorted(breakdown.items()):
        parts.append(gettext("%(dimension)s: %(group)s") % {
            "dimension": dimension_in_words(opened, dimension), "group": category_name(opened, dimension, code, definition),
        })  # fmt: skip
    return words.in_line(parts)


def printed_part(opened: OpenRelease, figure, definition: IndicatorDefinition | None) -> str:
    """What a published figure is about: its part of the indicator, or all whom a joint statement names."""
    if not figure.joint:
        return breakdown_in_words(opened, figure.breakdown, definition)
    return gettext("%(entities)s together") % {"entities": words.joined(map(acronym, figure.entities))}


def answers_in_words(
    opened: OpenRelease, definition: IndicatorDefinition, options: Iterable[str], question: str | None = None
) -> list[str]:
    """Options by the words in which they were offered: of the indicator's own questions, or of another `question`."""
    versions = opened.questions(definition.survey)
    names = [
        option_name(versions, question, one) if question else answer_name(versions, definition, one)
        for one in options
    ]
    return [words.text(name) or code for name, code in zip(names, options, strict=True)]


def respondents_in_words(opened: OpenRelease, survey: str | None, scope: Mapping | None = None) -> str:
    """The respondent group that stands beside every number."""
    kind = opened.survey(survey).get("respondent_kind")
    return words.word(words.RESPONDENT_GROUPS, kind) if kind else words.text(scope)


def n_in_words(value: Value) -> str:
    """What a computed value rests on: "23 of 27 answered", and how many of them counted where that is fewer."""
    if "respondent" in value.breakdown:
        return gettext("answered") if value.answered else gettext("did not answer")
    text = words.answered(value.answered, value.invited)
    if value.value is None or value.counted == value.answered:
        return text
    return gettext("%(answered)s, %(counted)s counted") % {"answered": text, "counted": value.counted}


def from_counts(value: Value) -> str:
    """What has to be said of a value that rests on a table of counts; "" for one that rests on answers."""
    if value.tabulation_id is None:
        return ""
    return gettext("Computed from a table of counts, which tells how many gave which answer and not who.")


def bounds_in_words(definition: IndicatorDefinition, value: Value) -> str:
    """What the missing could make of a share: "If all … had said no, or yes: 55 to 68"; "" where there are no bounds."""
    if value.low is None:
        return ""
    low, high = (rounded(number, definition.rounding) for number in (value.low, value.high))
    if low == high:
        return ""
    places = max(0, -low.as_tuple().exponent)
    ends = {"low": words.plain_number(low, places), "high": words.plain_number(high, places)}
    return gettext("If all who are missing had said no, or yes: %(low)s to %(high)s") % ends


def why_not_computed(value: Value) -> str:
    """Why a computed value has no number; "" where it has one."""
    if value.value is not None:
        return ""
    return words.reason(value.reason, value.reason_parameters, of_one="respondent" in value.breakdown)


def published_n(point: PublishedPoint) -> str:
    """What a published value rests on; that its n is not published; "" where it has none to give."""
    figure = point.figure
    if figure.denominator is not None and not point.baseline:
        k, n = figure.numerator, words.plain_number(figure.denominator)
        parts = {"k": words.plain_number(k) if k is not None else "", "n": n}
        return gettext("%(k)s of %(n)s") % parts if k is not None else n
    # A document may count those who said so without naming the survey: of how many is then not known either.
    unnamed = figure.survey in ("none", "") and figure.indicator_id is not None
    asked = unnamed or figure.survey not in ("administrative", "literature", "none", "")
    return words.unknown_n() if asked or figure.unit == "percent" else ""


def published_number(point: PublishedPoint) -> str:
    """The number with its qualifier: "about 60"; "" where the document prints none."""
    if point.value is None:
        return ""
    return words.with_qualifier(words.plain_number(point.value), point.qualifier)


def release_in_words(opened: OpenRelease) -> str:
    """The release that is read through, as `release_label` says it."""
    return release_label(opened.release)


def release_label(release: Release | None) -> str:
    """ "3, 24 July 2023": number and day of the release; "" before the first."""
    if release is None:
        return ""
    if release.published is None:
        return gettext("%(number)s, not published") % {"number": release.number}
    return gettext("%(number)s, %(day)s") % {"number": release.number, "day": words.day(release.published)}


def published_note(point: PublishedPoint) -> str:
    """What has to be known beside a published value: joint, baseline, inferred, secondary; the figure's own note."""
    figure = point.figure
    notes = []
    if point.baseline:
        notes.append(gettext("Given as the baseline in %(document)s.") % {"document": figure.document})
    if figure.joint:
        notes.append(
            gettext("One joint figure for %(entities)s.")
            % {"entities": words.joined(map(acronym, figure.entities))}
        )
    if figure.source_kind == "secondary":
        notes.append(gettext("From a secondary source on %(document)s.") % {"document": figure.document})
    if figure.note and not point.baseline and point.value is not None:
        notes.append(words.text(figure.note))
    return words.sentences(notes)


def why_unpublished(figure) -> str:
    """Why a published figure has no number: the reason of the crosswalk, else its own note."""
    reason = words.text(figure.reason.words) if figure.reason else ""
    return reason or words.text(figure.note) or gettext("The document prints no number.")
