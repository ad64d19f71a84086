"""One raw count becomes a count, or an issue at its cell that says why not. PURE."""

from decimal import ROUND_HALF_UP, Decimal, localcontext
from typing import Any, Final, NamedTuple

from surveys.coercion import coercer, number_text
from surveys.count_names import GroupNames, Meaning, QuestionNames, about_no_question
from surveys.counting import OPTION, TOTAL, Count, Place, RawCount
from surveys.numerals import read_number
from surveys.parsed import ERROR, LONGEST_VALUE, WARNING, Issue
from surveys.questions import Item, Question
from surveys.spreadsheets import cell_address

WHOLE_NUMBER: Final = Item("count", Question("count", "whole_number", {}, minimum=Decimal(0)))
ANY_NUMBER: Final = Item("sum", Question("sum", "number", {}))
CANDIDATES: Final = 3
HALF: Final = Decimal("0.5")


class Read(NamedTuple):
    """A count with what it was made of."""

    count: Count
    raw: RawCount


class CountReader:
    """Questionnaire and groups made ready; each question or group that nobody knows is told once."""

    def __init__(
        self, names: QuestionNames, groups: GroupNames, issues: list[Issue], *, decimal_mark: str = ""
    ):
        self.names, self.groups, self.issues, self.decimal_mark = names, groups, issues, decimal_mark
        self.whole = coercer(WHOLE_NUMBER, decimal_mark=decimal_mark)
        self.any = coercer(ANY_NUMBER, decimal_mark=decimal_mark)
        self.told: set[tuple[Any, ...]] = set()

    def read(self, raw: RawCount) -> Read | None:
        """The count, or None where something about it is wrong and was told."""
        meaning, cell = self._meaning(raw), self._group(raw)
        numbers = self._numbers(raw, meaning) if meaning else None
        if meaning is None or cell is None or numbers is None:
            return None
        k, n = numbers
        count = Count(
            meaning.kind, meaning.item, meaning.option, meaning.absence, *cell,
            k, n, None, raw.sent, raw.sheet, *raw.k_at,
        )  # fmt: skip
        return Read(count, raw)

    def issue(self, code: str, severity: str, raw: RawCount, at: Place, value: str, **more: Any) -> None:
        """Add an issue at a place of the count; one for each place, however many counts rest on it."""
        if (code, raw.sheet, at) in self.told:
            return
        self.told.add((code, raw.sheet, at))
        item = more.pop("item", "")
        self.issues.append(Issue(code, severity, raw.sheet, *at, value[:LONGEST_VALUE], more, item=item))

    def _meaning(self, raw: RawCount) -> Meaning | None:
        about_all = None if raw.question and raw.option else about_no_question(raw.question or raw.option)
        if about_all:
            return about_all
        code = self.names.code_of(raw.question)
        if not code:
            near = self.names.nearest(raw.question)
            value = raw.question or raw.option
            self.issue("count_question_unknown", ERROR, raw, raw.question_at, value, near_item=near)
            return None
        if not self.names.countable(code):
            self.issue("count_not_possible", ERROR, raw, raw.question_at, raw.question, item=code)
            return None
        meaning = self.names.meaning(code, raw.option)
        if meaning is None:
            near = self.names.nearest_answer(code, raw.option)
            self.issue(
                "count_option_unknown", ERROR, raw, raw.option_at, raw.option, item=code, near_answer=near
            )
        return meaning

    def _group(self, raw: RawCount) -> tuple[str, str] | None:
        found = self.groups.group_of(raw.grouping, raw.group)
        if found is None:
            near, value = self.groups.nearest(raw.grouping, raw.group), raw.group or raw.grouping
            self.issue("count_group_unknown", ERROR, raw, raw.group_at, value, near=near)
        return found

    def _numbers(self, raw: RawCount, meaning: Meaning) -> tuple[str, int | None] | None:
        """k as text and n; None where one of them cannot be read, is missing, or does not fit the other."""
        needs_base = meaning.kind in {OPTION, TOTAL}
        # The base of a question is of those who gave an answer; an absence has a base only where its own row tells one.
        tells_base = bool(raw.n) and (needs_base or raw.n_at[0] == raw.k_at[0])
        n = self._whole(raw, raw.n, raw.n_at, meaning) if tells_base else None
        if tells_base and n is None:
            return None
        if not raw.k:
            self._only_a_percentage(raw, n, meaning)
            return None
        k = self._sum(raw, meaning) if meaning.kind == TOTAL else self._whole(raw, raw.k, raw.k_at, meaning)
        if k is None:
            return None
        if needs_base and n is None:
            self.issue("count_without_base", ERROR, raw, raw.k_at, raw.k, item=meaning.item)
            return None
        if meaning.kind != TOTAL and n is not None and k > n:
            more = {"base": n, "base_cell": cell_address(raw.sheet, *raw.n_at), "item": meaning.item}
            self.issue("count_exceeds_base", ERROR, raw, raw.k_at, raw.sent, count=int(k), **more)
            return None
        if raw.percent and n and meaning.kind == OPTION:
            self._hold_against(raw, int(k), n, meaning)
        return number_text(float(k)) if meaning.kind != TOTAL else k, n

    def _whole(self, raw: RawCount, text: str, at: Place, meaning: Meaning) -> int | None:
        found = self.whole(text)
        if found.problem and found.problem[0] == "ambiguous_number":
            # Nobody counts one and four tenths of a respondent: the reading that is whole is meant.
            whole = [float(one) for one in found.problem[2]["readings"] if float(one).is_integer()]
            if len(whole) == 1:
                return int(whole[0])
        if found.problem or found.number is None:
            code, severity, parameters = found.problem or ("not_a_number", ERROR, {})
            self.issue(code, severity, raw, at, text, item=meaning.item, **parameters)
            return None
        return int(found.number)

    def _sum(self, raw: RawCount, meaning: Meaning) -> str | None:
        found = self.any(raw.k)
        if found.problem or found.number is None:
            code, severity, parameters = found.problem or ("not_a_number", ERROR, {})
            self.issue(code, severity, raw, raw.k_at, raw.k, item=meaning.item, **parameters)
            return None
        return number_text(found.number)

    def _only_a_percentage(self, raw: RawCount, n: int | None, meaning: Meaning) -> None:
        """Say that a percentage is no count, and which counts would print so, if n is known."""
        percent = self._percent(raw.percent)
        found = [str(k) for k in counts_for(percent, n)] if percent is not None and n else []
        code = "percentage_without_count" if not n or found else "percentage_of_no_count"
        more = {"candidates": found[:CANDIDATES], "base": "" if n is None else n, "item": meaning.item}
        self.issue(code, ERROR, raw, raw.k_at, raw.sent, **more)

    def _hold_against(self, raw: RawCount, k: int, n: int, meaning: Meaning) -> None:
        percent = self._percent(raw.percent)
        if percent is None or prints_as(k, n, percent) or prints_as(k, n, (percent or 0) * 100):
            return
        share = f"{Decimal(k * 100) / n:.1f}"
        more = {"count": k, "base": n, "share": share, "percentage": raw.percent.strip("%％٪ ")}
        self.issue(
            "percentage_differs_from_count", WARNING, raw, raw.k_at, raw.sent, item=meaning.item, **more
        )

    def _percent(self, text: str) -> Decimal | None:
        reading = read_number(text.strip().strip("%％٪").strip(), decimal_mark=self.decimal_mark)
        return None if reading.number is None else Decimal(number_text(reading.number))


def prints_as(k: int, n: int, percent: Decimal) -> bool:
    """Whether k of n may be printed as this percentage: rounded or cut to its decimals, or to whole per cent."""
    places = max(-percent.normalize().as_tuple().exponent, 0)
    with localcontext() as context:
        context.prec = 40
        share = Decimal(k * 100) / n
    return abs(share - percent) <= HALF.scaleb(-places) or 0 <= share - percent < Decimal(1).scaleb(-places)


def counts_for(percent: Decimal, n: int) -> list[int]:
    """The k that print as this percentage of n, the nearest first."""
    middle = (percent * n / 100).quantize(Decimal(1), ROUND_HALF_UP)
    around = range(max(int(middle) - n // 50 - 2, 0), min(int(middle) + n // 50 + 2, n) + 1)
    return sorted((k for k in around if prints_as(k, n, percent)), key=lambda k: abs(k - middle))
