"""Where the columns of a foreign layout belong in a questionnaire, and what its answers mean: proposals. PURE.

A column is placed by what was decided before, by the code of an item or question, by an alias, or by its exact
wording in any language (years do not count). Everything else is a proposal by the nearest wording with its
score from 0 to 100, which waits until somebody confirms it.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from rapidfuzz import fuzz, process

from surveys import mappings
from surveys.absences import fold
from surveys.coercion import choices_of
from surveys.exports import ANSWER, BOOKS, PERSONAL, Column, Export
from surveys.headings import RESPONDENTS, squeeze
from surveys.mappings import LEFT_OUT, RESPONDENT
from surveys.parsed import Issue
from surveys.questionnaires import Questionnaire
from surveys.questions import Question
from surveys.respondent_names import RespondentNames

CONFIRMED: Final = "mapping"
EARLIER: Final = "earlier"
"""Decided for a file with other headings: `mappings.take_over`."""
CODE: Final = "code"
ALIAS: Final = "alias"
WORDING: Final = "wording"
VALUES: Final = "values"
NEAREST: Final = "nearest"
CERTAIN: Final = (CONFIRMED, EARLIER, CODE, ALIAS, WORDING, VALUES)
"""How a column may be placed without a question being asked, the surest first."""
NEAR_ENOUGH: Final = 60.0
KNOWN_AT_LEAST: Final = 0.8
KOBO: Final = " "
"""The delimiter between the options of a cell that only KoboToolbox uses."""
RECORDS_TRIED: Final = 500
TEXTS_TOLD: Final = 300
UNREAD: Final = frozenset(
    {
        "option_not_in_list",
        "choice_not_placed",
        "not_a_number",
        "negative_number",
        "out_of_range",
        "not_a_date",
    }
)


class Placement(NamedTuple):
    """A column and where it belongs: `target` as in `mappings.Mapping.columns`, "" for nowhere.

    `by` is one of CERTAIN, NEAREST (a proposal only) or "". `score` goes from 0 to 100.
    """

    column: Column
    target: str
    by: str
    score: float

    @property
    def placed(self) -> bool:
        """Whether answers are read from the column, or it was left out by decision."""
        return self.by in CERTAIN


@dataclass
class Placing:
    """All columns of an export that may hold answers or the respondent, in the order of the file."""

    fingerprint: str
    placements: list[Placement] = field(default_factory=list)

    def targets(self) -> dict[str, Column]:
        """The column of each target that is placed, but for those left out."""
        return {
            each.target: each.column for each in self.placements if each.placed and each.target != LEFT_OUT
        }


def place(
    export: Export,
    questionnaire: Questionnaire,
    mapping: mappings.Mapping | None = None,
    roster: Mapping[str, Sequence[str]] | None = None,
) -> Placing:
    """Where each column belongs. Of two columns that claim one target the surer one has it, else the first."""
    index = _Index(questionnaire)
    decided = mapping.columns if mapping else {}
    found = []
    for column in export.columns:
        if column.role not in {ANSWER, PERSONAL, BOOKS}:
            continue
        placement = _decided(column, mapping) or index.exact(column)
        if column.role == ANSWER:
            placement = placement or index.nearest(column)
        elif column.role == BOOKS:
            # Nobody is asked about it, but it may be chosen as the column of the respondent.
            placement = placement or Placement(column, "", "", 0.0)
        if placement:
            found.append(placement)
    found = _each_target_once(found)
    if RESPONDENT not in decided.values():
        found = _with_respondent(export, found, RespondentNames(roster or {}))
    return Placing(export.fingerprint, found)


def nearest_answer(text: str, choices: Mapping[str, str]) -> tuple[str, float]:
    """The option whose wording is nearest to a text, of option by folded wording, and its score; ("", 0)."""
    best = process.extractOne(
        fold(text), list(choices), scorer=fuzz.token_sort_ratio, score_cutoff=NEAR_ENOUGH
    )
    return (choices[best[0]], round(best[1], 1)) if best else ("", 0.0)


def unplaced_answers(issues: Iterable[Issue], questionnaire: Questionnaire) -> list[dict[str, Any]]:
    """The texts that are no answer yet, each with its nearest option, the most frequent first; fit for JSON.

    Texts of cells that offer options are told for any reading; of those that ask for a number or a date, for a
    reading as an absence, as "-99" for "do not know" is.
    """
    found = Counter(
        (issue.item, issue.value) for issue in issues if issue.code in UNREAD and issue.value and issue.item
    )
    told = []
    for (code, text), times in found.most_common(TEXTS_TOLD):
        item = questionnaire.items.get(code)
        options = _options(code, questionnaire)
        target, score = nearest_answer(text, options) if options else ("", 0.0)
        told.append(
            {
                "item": code,
                "text": text,
                "times": times,
                "target": target,
                "score": score,
                "choice": bool(options),
            }
            if item or options
            else {}
        )
    return [each for each in told if each]


def _options(code: str, questionnaire: Questionnaire) -> dict[str, str]:
    """Option by folded wording, of an item or of a question with many answers."""
    if code in questionnaire.items:
        return choices_of(questionnaire.items[code])
    question = questionnaire.questions.get(code)
    return {
        fold(word): option.code
        for option in (question.options if question else ())
        for word in (*option.aliases, *option.text.values(), option.code)
    }


def plain(text: str) -> str:
    """A wording made comparable: folded, years made the same, letters and figures only."""
    return " ".join(re.findall(r"[\w#]+", mappings.without_years(text)))


def likeness(first: str, second: str, **_: object) -> float:
    """How alike two wordings are, from 0 to 100: mostly by the words they share, a little by what differs.

    A heading is often a question cut down to its few telling words; words alone would call "Documents" the same
    as every question about documents.
    """
    return 0.7 * fuzz.token_set_ratio(first, second) + 0.3 * fuzz.token_sort_ratio(first, second)


class _Index:
    """The questionnaire by codes, aliases and wordings."""

    def __init__(self, questionnaire: Questionnaire):
        self.codes: dict[str, str] = {}
        self.aliases: dict[str, str] = {}
        self.wordings: dict[str, str] = {}
        self.parts: dict[str, str] = {}
        self.lists: dict[str, Question] = {}
        self.grids: dict[str, Question] = {}
        self.beside: dict[str, str] = {}
        for question in questionnaire.questions.values():
            if question.items[0].option:
                self.lists[question.code] = question
            elif question.items[0].row:
                self.grids[question.code] = question
            self._add(question)

    def _add(self, question: Question) -> None:
        self.codes[fold(question.code)] = question.code
        self.aliases.update({plain(alias): question.code for alias in question.aliases})
        self.wordings.update({plain(text): question.code for text in question.text.values()})
        for item in question.items:
            if item.part:
                self.codes[fold(item.code)] = item.code
                self.codes[fold(item.code.replace(".", "_"))] = item.code
            if item.option or item.row:
                self.parts.update({plain(text): item.code for text in item.text.values()})
            elif item.specified:
                # KoboToolbox has the words to "other" of a question q in a column q_other.
                beside = fold(f"{question.code}_{item.specified.code}")
                self.beside[beside] = item.code
                self.codes.setdefault(beside, item.code)

    def exact(self, column: Column) -> Placement | None:
        """By code, alias or exact wording; for a column about an option, by those of question and option."""
        whole = fold(f"{column.code}_{column.part_code or column.part}")
        if not (column.part or column.part_code):
            code = self.codes.get(fold(column.code)) or self.codes.get(fold(column.text))
            if column.delimiter == KOBO and code not in self.lists:
                # There a column of its own is never about an option: those stand below their question.
                code = self.beside.get(fold(column.code), code)
            if code and self._takes(column, code):
                return Placement(column, code, CODE, 100.0)
        elif code := self.codes.get(whole) or self.codes.get(fold(f"{column.code}.{column.part}")):
            return Placement(column, code, CODE, 100.0)
        for by, known in ((CODE, self.codes), (ALIAS, self.aliases), (WORDING, self.wordings)):
            names = (fold(column.code),) if by == CODE else (plain(column.code), plain(column.text))
            question = next((known[name] for name in names if name in known), "")
            if question and (target := self._part(column, question)):
                return Placement(column, target, by, 100.0)
        target = self.parts.get(plain(column.heading))
        return Placement(column, target, WORDING, 100.0) if target else None

    def _takes(self, column: Column, code: str) -> bool:
        """Whether a column about a whole question can be read for the target: a list takes a delimiter, a grid a row."""
        return code not in self.grids and (code not in self.lists or bool(column.delimiter))

    def _part(self, column: Column, question: str) -> str:
        """The target of a column whose question is known: the question, or one of its options or rows."""
        if not column.part and not column.part_code:
            return question if self._takes(column, question) else ""
        asked = self.lists.get(question) or self.grids.get(question)
        for item in asked.items if asked else ():
            part = item.option or item.row
            words = {fold(word) for word in (part.code, *part.aliases, *part.text.values())} if part else ()
            if {fold(column.part_code), fold(column.part)}.intersection(words):
                return item.code
        return ""

    def nearest(self, column: Column) -> Placement:
        """The nearest wording, as a proposal; "" where nothing is near."""
        known = self.parts if column.part else {}
        known = {**self.wordings, **known}
        if not column.part:
            known = {wording: code for wording, code in known.items() if self._takes(column, code)}
        best = process.extractOne(
            plain(column.heading), list(known), scorer=likeness, score_cutoff=NEAR_ENOUGH
        )
        if best is None or (column.part and known[best[0]] in {*self.lists, *self.grids}):
            return Placement(column, "", "", 0.0)
        return Placement(column, known[best[0]], NEAREST, round(best[1], 1))


def _decided(column: Column, mapping: mappings.Mapping | None) -> Placement | None:
    target = mapping.columns.get(column.key) if mapping else None
    return Placement(column, target, EARLIER if mapping.taken_over else CONFIRMED, 100.0) if target else None


def _each_target_once(found: Iterable[Placement]) -> list[Placement]:
    """The placements in their order; a target that is claimed twice stays with the surer claim."""
    placements = list(found)
    order = {by: rank for rank, by in enumerate(CERTAIN)}
    taken: dict[str, Placement] = {}
    for each in sorted((each for each in placements if each.placed), key=lambda each: order[each.by]):
        if each.target != LEFT_OUT:
            taken.setdefault(each.target, each)
    return [
        Placement(each.column, "", "", 0.0)
        if each.target in taken and taken[each.target] is not each
        else each
        for each in placements
    ]


def _with_respondent(export: Export, found: list[Placement], names: RespondentNames) -> list[Placement]:
    """The column of the respondent: the tool's own, else one with such a heading, else by its values."""
    sure = [each.column for each in found if each.placed]
    open_columns = [
        column
        for column in export.columns
        if column.role in {ANSWER, BOOKS} and column.sheet == export.sheet and column not in sure
    ]
    share = {column.number: _known(export, column, names) for column in open_columns}
    named = [
        column
        for column in open_columns
        if column.number == export.respondent
        or {squeeze(column.code), squeeze(column.text), squeeze(column.part)} & RESPONDENTS
    ]
    by_heading = max(named, key=lambda column: share[column.number], default=None)
    by_values = max(open_columns, key=lambda column: share[column.number], default=None)
    if by_values and share[by_values.number] >= KNOWN_AT_LEAST:
        chosen, by = (
            (by_heading, CODE)
            if by_heading and share[by_heading.number] >= KNOWN_AT_LEAST
            else (by_values, VALUES)
        )
    elif by_heading and _filled(export, by_heading):
        chosen, by = by_heading, CODE
    else:
        return found
    placement = Placement(chosen, RESPONDENT, by, round(100 * share[chosen.number], 1))
    return [*(each for each in found if each.column is not chosen), placement]


def _filled(export: Export, column: Column) -> bool:
    return any(record.cell(column.number).strip() for record in export.records[:RECORDS_TRIED])


def _known(export: Export, column: Column, names: RespondentNames) -> float:
    """The share of the column's texts that name somebody on the roster; 0 where all name the same one of many.

    "No" names Norway: a column of one word must not be taken for a column of respondents.
    """
    texts = [
        text for record in export.records[:RECORDS_TRIED] if (text := record.cell(column.number).strip())
    ]
    known = [code for text in texts if (code := names.code_of(text))]
    if not known or (len(set(known)) == 1 and (len(texts) > 1 or len(texts[0]) < 3)):
        return 0.0
    return len(known) / len(texts)
