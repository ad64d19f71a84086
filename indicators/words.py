"""Codes as words, in the language of the page: states, reasons, absences, units, qualifiers, dimensions."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from functools import reduce

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext, ngettext, npgettext, pgettext
from django.utils.translation import gettext_lazy as _

from indicators.renderers.numbers import number
from indicators.renderers.speech import isolated, noun_form, with_and
from surveys import collation
from surveys.wording import for_reader, in_language, language_key

UNITS = {
    "percent": _("Per cent"),
    "count": _("Number"),
    "number": _("Number"),
    "documents": _("Documents"),
    "initiatives": _("Initiatives"),
    "entities": _("Entities"),
    "countries": _("Countries"),
    "projects": _("Projects"),
    "people": _("People"),
    "visits": _("Visits"),
    "usd": _("United States dollars"),
    "usd_million": _("Millions of United States dollars"),
    "usd_billion": _("Billions of United States dollars"),
}
BEHIND_THE_NUMBER: dict[str, Callable[[int], str]] = {
    "entities": lambda n: npgettext("behind a number", "entity", "entities", n),
    "countries": lambda n: npgettext("behind a number", "country", "countries", n),
    "projects": lambda n: npgettext("behind a number", "project", "projects", n),
    "people": lambda n: npgettext("behind a number", "person", "people", n),
    "visits": lambda n: npgettext("behind a number", "visit", "visits", n),
    "usd": lambda n: npgettext("behind a number", "US dollar", "US dollars", n),
    "usd_million": lambda n: npgettext("behind a number", "million US dollars", "million US dollars", n),
    "usd_billion": lambda n: npgettext("behind a number", "billion US dollars", "billion US dollars", n),
    "percent": lambda n: npgettext("behind a number", "per cent", "per cent", n),
}
ABSENCES = {
    "blank": _("left blank"),
    "not_shown": _("question not shown"),
    "not_applicable": _("not applicable"),
    "do_not_know": _("do not know"),
    "refused": _("refused to answer"),
    "no_response": _("no response to the survey"),
    "not_told": _("no answer, of a kind that the table of counts does not tell"),
    "outside": _("outside those whom this is about"),
}
QUALIFIERS = {
    "exact": "%(value)s",
    "about": _("about %(value)s"),
    "more_than": _("more than %(value)s"),
    "at_least": _("at least %(value)s"),
}
REASONS = {
    "nobody_invited": _("Nobody was invited to the survey of that year."),
    "nobody_concerned": _("None of those invited belongs to the groups that this is about."),
    "nobody_answered": _("None of the %(invited)s invited answered."),
    "not_asked": _("The questionnaire of that year did not ask this."),
    "no_usable_answer": _(
        "%(answered)s answered the survey, and none gave a usable answer to this question."
    ),
    "insufficient": _("Insufficient data: %(respondents)s gave an answer; at least %(minimum)s are needed."),
    "suppressed": _(
        "Not shown: the group has fewer than %(minimum)s respondents, or it would give one away that has. Inside this table what is hidden cannot be worked out from what is shown; beside other tables and releases that is not guaranteed."
    ),
    "needs_single_answers": _(
        "Only a table of counts came for this question; this number is worked out from the answers of each respondent."
    ),
    "not_tabulated": _("The table of counts for this year does not tell this."),
    "absences_not_told": _(
        "The definition keeps some absences in the denominator, and the table of counts does not tell how many there are."
    ),
    "totals_of_others": _(
        "The table of counts gives two sums that are not over everybody who answered, so that they may be of different respondents."
    ),
    "zero_denominator": _("All %(respondents)s reported a total of zero, so that there is no share."),
    "part_exceeds_whole": _(
        "The answers contradict each other: the part is %(numerator)s, the whole %(denominator)s."
    ),
    "too_large": _("The sums are larger than any number that is kept: an answer must be wrong."),
    "option_not_listed": _(
        "Somebody chose an answer that the definition does not list, so that the shares would not add up."
    ),
}
NOT_TOLD_APART = {
    "only_counts": _(
        "A table of counts stands for one of the two years: it does not say who is in the number, so that the change cannot be told apart."
    ),
    "nobody_in_both": _("Nobody is in the number in both years, so that the change says nothing of anybody."),
    "panel_insufficient": _(
        "Only %(respondents)s are in the number in both years; at least %(minimum)s are needed to tell what they changed."
    ),
    "panel_suppressed": _(
        "It is not told apart: fewer than %(minimum)s were in the number in one of the years alone, and what they answered could be worked out."
    ),
    "panel_unrecorded": _(
        "It is not told apart: it was not recorded how many were in the number in each of the years, so that fewer than %(minimum)s could stand out."
    ),
    "panel_between_years": _(
        "It is not told apart: beside the changes over other years, what fewer than %(minimum)s answered could be worked out."
    ),
    "panel_beside_hidden": _(
        "It is not told apart: what fewer than %(minimum)s answered to another part could be worked out from it."
    ),
    "change_suppressed": _("Not shown: fewer than %(minimum)s are in the number in one of the years."),
    "change_unrecorded": _(
        "Not shown: it was not recorded how many were in the number in each of the years, so that there could be fewer than %(minimum)s."
    ),
    "change_beside_hidden": _(
        "Not shown: another number, of fewer than %(minimum)s, could be worked out from it."
    ),
    "panel_without_value": _(
        "The %(respondents)s that are in the number in both years make no value of their own."
    ),
}
REASONS_OF_SEVERAL = {
    "insufficient": _("too few gave an answer; each indicator says how many are needed"),
    "suppressed": _("not shown, because so few could be recognized, or could give others away"),
    "nobody_invited": _("nobody was invited"),
    "nobody_concerned": _("nobody invited belongs to the groups that it is about"),
    "nobody_answered": _("nobody answered"),
    "no_usable_answer": _("nobody gave a usable answer to the question"),
    "not_asked": _("the questionnaire of that year did not ask this"),
}
"""Why several values have no number, said of them together."""
REASONS_OF_ONE = {
    "nobody_answered": _("Did not answer the survey."),
    "no_usable_answer": _("Gave no usable answer to this question."),
}
WITHOUT_NUMBER = {
    "insufficient": _("Insufficient data"),
    "not_asked": _("Not asked"),
    "broken": _("Not comparable"),
    "suppressed": _("Not shown"),
    "not_reported": _("Insufficient data"),
}
RESPONDENT_GROUPS = {
    "entity": _("UN entities"),
    "government": _("Governments"),
    "country_team": _("UN country teams"),
}
SURVEYS = {
    "administrative": _("Administrative data"),
    "literature": _("Other literature"),
    "none": _("Survey not named"),
}
DIRECTIONS = {
    "more_is_better": _("To rise, as the document says in which the indicator is published"),
    "less_is_better": _("To fall, as the document says in which the indicator is published"),
}
KINDS_OF_CHART = {
    "course": _("The value of each year"),
    "stacked": _("Parts of a hundred"),
    "split": _("Parts of a hundred"),
    "dots": _("Dots with bounds"),
    "bar": _("Bars"),
    "multiples": _("All years, a small chart each"),
    "grouped": _("A bar for each question"),
    "answers": _("A bar for each answer"),
}
ROUNDING = {
    "half_up": _("halves up"),
    "half_even": _("halves to the even digit"),
    "down": _("down"),
    "up": _("up"),
}
DIMENSIONS = {
    "respondent": _("Respondent"),
    "entity": _("Entity"),
    "entity_type": _("Type of entity"),
    "region": _("Region"),
    "ldc": _("Least developed countries"),
    "lldc": _("Landlocked developing countries"),
    "sids": _("Small island developing States"),
    "developing": _("Developing regions"),
    "global_south": _("Global South"),
    "level": _("Level of plans"),
    "option": _("Answer"),
    "sub_question": _("Question"),
    "fund": _("Fund"),
}
ENTERED = {
    ("level", "global"): _("Global plans"),
    ("level", "regional"): _("Regional plans"),
    ("fund", "opportunity_fund"): _("Opportunity fund"),
    ("fund", "field_pilots"): _("Field pilot projects"),
}
COMPARISON = {
    "years_turned": _("The years stood the wrong way round; %(first)s to %(last)s is shown."),
    "no_year": _("“%(text)s” is not a year; it was left out."),
    "no_part": _("“%(text)s” is not a group; it was left out."),
    "no_such_data": _("There is no data of the kind “%(data)s”; what there is is shown."),
    "no_such_indicator": _("This release has no indicator %(code)s: it was withdrawn, or never there."),
    "other_unit": _("Left out, because their unit is another than that of the first (%(unit)s): %(codes)s."),
    "no_real": _("Nothing is published or computed of these; illustrative values are shown."),
    "no_illustrative": _(
        "There are no illustrative values of these; what is published or computed is shown."
    ),
    "nothing_for": _("There is nothing for: %(name)s."),
    "only_illustrative": _("There is only illustrative data for: %(name)s."),
    "only_real": _("There is no illustrative data for: %(name)s."),
    "too_many": _("%(name)s is left out: a chart holds %(most)s series."),
    "no_period": _("There is nothing in these years; all years are shown."),
}
LEFT_ASIDE = {
    "not_taken": _("This page knows no “%(name)s”: what the address asks for under it was left out."),
    "repeated": _("The address gives “%(name)s” several times; the last one counts."),
    "no_page": _("There is no page “%(name)s” of this list; page %(shown)s is shown."),
}
PLACES = {"fig": _("figure %(number)s"), "fn": _("footnote %(number)s"), "part": _("part %(number)s")}
ROMAN = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
CHINESE = ("", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十")
MEASURES = {
    "share": _("Share of respondents who chose a counted answer"),
    "count": _("Number of respondents who chose a counted answer"),
    "total": _("Sum of the numbers that respondents gave"),
    "mean": _("Mean of the numbers that respondents gave"),
    "median": _("Median of the numbers that respondents gave"),
    "distribution": _("Share of respondents who chose each of the answers"),
    "chosen": _("Share of respondents who chose each of many"),
    "top_k": _("Share of respondents who chose each of many, the most chosen ones"),
    "ratio_of_totals": _("Sum of the parts divided by the sum of the wholes"),
    "entered": _("Not computed here: taken over as published"),
}

AGREEMENT = {
    "match": _("Match"),
    "within_rounding": _("Within rounding"),
    "differs": _("Differs"),
    "explained": _("Differs, explained"),
    "not_computable": _("Not computable"),
    "illustrative_not_compared": _("Illustrative: not compared"),
}
NOT_COMPARED = {
    "no_indicator": _("No indicator measures this."),
    "no_number": _("The document prints no number."),
    "no_definition": _("The indicator has no definition in this release."),
    "entered": _("The indicator is taken over as published; there are no answers to compute it from."),
    "no_year": _("The document gives no year."),
    "several_years": _("The figure is about several years, computed values about one."),
    "not_valid": _("The definition does not hold for that year."),
    "other_unit": _("The figure and the indicator are counted in different units."),
    "not_computed": _("No answers of that year have been computed in this release."),
    "joint_incomplete": _("Of the entities that the figure names together, some have no value."),
    "without_value": _("It was computed, and there is no value."),
    "not_open": _("The value is about a single respondent, whose answers are not open."),
}

UNCHECKED = {
    "from_documents": _(
        "It was written from what documents publish; those who own the indicator have not confirmed it."
    ),
}

CAUSES = {
    "round": _("The other release has nothing of this survey in this year"),
    "undefined": _("The other release has no definition that is computed for this year"),
    "definition": _("Another definition"),
    "code_list": _("Another code list: options or members of the group that changed"),
    "respondents": _("Other respondents: invited or answering where they had not, or no longer"),
    "data": _("New answers of the same respondents"),
    "table": _("New data: another table of counts, or answers in its place"),
    "correction": _("Declared corrections of their answers, made or undone"),
    "question": _("How far its questions can be compared is declared differently"),
    "unknown": _("The earlier computing kept no roster: more cannot be told"),
    "computing": _("The same input, computed differently"),
}
FROZEN = {
    "definitions": _("Definitions"),
    "indicators": _("Indicators and their codes"),
    "judgements": _("Words of judgement"),
    "published": _("Published figures"),
    "questions": _("Questions and options"),
    "groups": _("Groups"),
    "surveys": _("Surveys"),
    "frameworks": _("Frameworks"),
    "nodes": _("Outcomes and areas"),
    "respondents": _("Names of respondents"),
}

CANNOT_BE_DONE = {
    "own_draft": _("A second person has to check a draft: whoever wrote it cannot."),
    "not_checked": _("The draft has not been checked yet."),
    "published": _("This version is published and never changes. Begin a draft of the next one."),
    "own_value": _("A second person has to confirm a value: whoever entered it cannot."),
    "not_waiting": _("This value does not wait any more."),
    "not_in_force": _("This value is not in force."),
}

DECIDED = {
    "confirm": _("Confirmed. The next release takes it over; releases that are there stay as they are."),
    "refuse": _("Refused. What was entered stays in the history of the series."),
    "withdraw": _("Withdrawn. Releases that hold the value keep it; the next one does not take it over."),
}

ENTERING = {
    "empty": _("There is no line with a value."),
    "too_many": _("There are more than %(most)s lines."),
    "too_big": _("The file is larger than %(most)s kB."),
    "no_utf8": _("The file is not written in UTF-8."),
    "no_column": _("This column is missing."),
    "strange_column": _("The series has no such column."),
    "no_year": _("A year has four digits."),
    "year_to_come": _("%(year)s lies in the future."),
    "year_not_valid": _("The definition does not hold for %(year)s."),
    "unknown_code": _("“%(code)s” is not known here."),
    "no_number": _("Write digits and a point, without spaces: 1448 or 12.5."),
    "above_hundred": _("A percentage is not above 100."),
    "not_whole": _("This counts whole things: write a whole number."),
    "too_long": _("At most %(most)s characters."),
    "no_document": _("Say from which document or record the value was taken."),
    "no_place": _("Say in which paragraph it stands, or where in a note."),
    "no_qualifier": _("This is none of: %(known)s."),
    "twice": _("The same year and part stands in the table twice."),
    "known": _("The value of %(year)s is in force already, from the same source."),
}


def language() -> str:
    """The key of wordings for the language of the page."""
    return language_key(get_language() or "en")


def text(wording: Mapping | None) -> str:
    """A wording in the language of the page; English that stands in for a translation is a StandIn."""
    return for_reader(wording, language())


def in_english(wording: Mapping | None) -> str:
    """A wording in English, for files that are the same in every language of the page."""
    return in_language(wording, "en")


def word(words: Mapping, code, *, otherwise: str | None = None) -> str:
    """The word for a code; where there is none, `otherwise` or the code itself."""
    return str(words.get(code, code if otherwise is None else otherwise))


def day(moment: datetime) -> str:
    """The day of a moment as the language writes it: 24 July 2023."""
    return date_format(timezone.localtime(moment), "DATE_FORMAT")


def date_of(written: str) -> str:
    """A day of the form 2026-11-01 as the language writes it; what is no such day as it is written."""
    try:
        return date_format(date.fromisoformat(written), "DATE_FORMAT")
    except ValueError:
        return written


def entering(mistake, *, with_place: bool) -> str:
    """What is wrong with an entered value, a Mistake of `entering`; with line and column where they are not seen."""
    said = str(ENTERING[mistake.code]) % (mistake.parameters or {})
    if not with_place:
        return said
    line = gettext("Line %(line)s") % {"line": mistake.line} if mistake.line else ""
    return " · ".join(filter(None, [line, mistake.column, said]))


def entered(count: int) -> str:
    """How many values of a series wait from now on."""
    return ngettext(
        "%(count)s value was entered and waits for a second person.",
        "%(count)s values were entered and wait for a second person.",
        count,
    ) % {"count": count}


def sort_key(name: str):
    """What names are sorted by in the language of the page; see `surveys.collation`."""
    return collation.sort_key(name, language())


def joined(names: Iterable[str]) -> str:
    """ "UNDP and UNICEF"; more than two with commas before the last."""
    *first, last = list(names) or [""]
    if not first:
        return last
    return with_and(gettext("%(first)s and %(last)s") % {"first": listed(first), "last": last}, language())


def listed(names: Iterable[str]) -> str:
    """Things of one kind in a row: "UNDP, UNICEF". Chinese has a comma of its own for them."""
    return pgettext("between the things of a list", ", ").join(map(str, names))


def in_line(parts: Iterable[str]) -> str:
    """Different things in one line, without those that are empty: "UN entities, 2022"."""
    return pgettext("between the parts of a line", ", ").join(map(str, filter(None, parts)))


def sentences(texts: Iterable[str]) -> str:
    """Sentences one after the other, without those that are empty. Chinese puts no space between them."""
    together = pgettext("two sentences", "%(first)s %(second)s")
    first, *others = [*filter(None, texts)] or [""]
    return reduce(lambda said, more: together % {"first": said, "second": more}, others, first)


def sources(texts: Iterable[str]) -> str:
    """Sources in one line, each once: "A/78/290, paragraph 32; A/79/230, paragraph 5"."""
    return pgettext("between sources", "; ").join(dict.fromkeys(map(str, filter(None, texts))))


def years(period: str) -> str:
    """A year, or years with a hyphen, as they stand among words: "2022", in Chinese with the word for year."""
    return pgettext("among words", "%(years)s") % {"years": period} if period else ""


def reason(code: str, parameters: Mapping, *, of_one: bool = False) -> str:
    """Why there is no value, as a sentence; `of_one` where it is about a single respondent.

    See `indicators.engine.REASONS` for codes and parameters.
    """
    template = (of_one and REASONS_OF_ONE.get(code)) or REASONS.get(code)
    return str(template) % parameters if template else code


def reasons_of_several(codes: Iterable[str]) -> list[str]:
    """Why several values have no number, each reason once and without the numbers in which they differ."""
    others = gettext("the page of the value says why")
    return list(dict.fromkeys(word(REASONS_OF_SEVERAL, code, otherwise=others) for code in codes))


def comparison(code: str, parameters: Mapping) -> str:
    """A remark on a comparison, see `indicators.comparison`, as a sentence."""
    return str(COMPARISON[code]) % parameters


def left_aside(code: str, **told) -> str:
    """A remark on a parameter of an address that a page does not take as it stands, as a sentence."""
    return str(LEFT_ASIDE[code]) % told


def with_qualifier(value: str, qualifier: str) -> str:
    """ "60" and "about" -> "about 60"."""
    return str(QUALIFIERS.get(qualifier, "%(value)s")) % {"value": value}


def unit_behind(unit: str, value, qualifier: str = "exact") -> str:
    """The unit in the form that it takes behind this number; "" where it goes without saying, or there is no number."""
    if unit not in BEHIND_THE_NUMBER or value is None:
        return ""
    form = noun_form(value, language(), qualified=qualifier != "exact")
    return BEHIND_THE_NUMBER[unit](form)


def plain_number(value, decimals: int | None = None) -> str:
    """A number as the language writes it; with its own decimals, at most three, where none are given."""
    places = decimals_of(value) if decimals is None else decimals
    return number(float(value), language(), places)


def signed(difference, decimals: int | None = None) -> str:
    """A difference with its sign: "+2.5", "−0.5", "0"."""
    places = min(decimals_of(difference), 2) if decimals is None else decimals
    if not difference:
        return plain_number(0)
    return isolated(("+" if difference > 0 else "−") + plain_number(abs(difference), places), language())


def signed_number(value, decimals: int) -> str:
    """A change as the language writes it, always with its sign: "+6.2". What rounds to zero has none."""
    text = plain_number(abs(value), decimals)
    if not text.strip("0.,"):
        return text
    return isolated(f"+{text}" if value > 0 else f"\u2212{text}", language())


def decimals_of(value) -> int:
    """How many decimals a number needs, at most three: 3 for 0.125, 0 for 7.0000."""
    digits = f"{float(value):.3f}".rstrip("0").partition(".")[2]
    return len(digits)


def answered(answered_: int, invited: int) -> str:
    """ "23 of 27 answered": stands beside every number that was computed."""
    return gettext("%(answered)s of %(invited)s answered") % {"answered": answered_, "invited": invited}


def without_number(state: str) -> str:
    """What stands in the place of a number: "Insufficient data" where that is the result, else "No value"."""
    return str(WITHOUT_NUMBER.get(state) or gettext("No value"))


def unknown_n() -> str:
    """What stands beside a published number whose document gives no n."""
    return gettext("n not published")


def paragraph(document: str, place: str) -> str:
    """ "A/78/290, paragraph 32"; the document alone where no paragraph is known."""
    if not place:
        return document
    if place == "preamble":
        return in_line([document, gettext("preamble")])
    kind, _dash, number_ = place.partition("-")
    if kind in PLACES and number_.isdecimal():
        numerals = CHINESE if language() == "zh" else ROMAN
        numeral = numerals[int(number_)] if kind != "fn" and int(number_) < len(numerals) else number_
        return in_line([document, PLACES[kind] % {"number": numeral}])
    several = any(mark in place for mark in "-,;")
    template = ngettext(
        "%(document)s, paragraph %(place)s", "%(document)s, paragraphs %(place)s", 1 + several
    )
    return template % {"document": document, "place": listed(place.split(", "))}
