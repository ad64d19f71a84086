"""An XLSForm workbook as a questionnaire: its sheets survey, choices and settings. PURE.

| XLSForm | Here |
|---|---|
| text, integer, decimal, date; range | text, whole_number, number, date; whole_number |
| select_one, select_multiple | one_of (yes_no for a list of yes and no; scale with the appearance likert), many_of |
| select_one … or_other | an option "other" with words beside it |
| group, repeat | a section, one that repeats; groups inside of groups belong to the outer one |
| group with the appearance table-list | a grid, where all questions in it have one list |
| relevant with one question and one option | shown_if |
| constraint with limits of the value or of its length | minimum, maximum, max_length |

What cannot be told here (calculations, pictures, places, other conditions) is left out and named in the notices.
Names that are no codes here become codes, and stay as aliases.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from surveys.declarations import DeclarationError
from surveys.questionnaires import MOST_OCCURRENCES, Questionnaire
from surveys.questions import YES_NO
from surveys.spreadsheets import Workbook
from surveys.xlsform_cells import OWN_COLUMN, code_of, language_of, read_own_words

WORDS: Final = ("label", "hint")
SIMPLE: Final = {
    "text": "text", "string": "text", "note to fill": "text", "barcode": "text", "phone number": "text",
    "integer": "whole_number", "int": "whole_number", "range": "whole_number", "decimal": "number",
    "date": "date",
}  # fmt: skip
SILENT: Final = frozenset(
    [
        "start",
        "end",
        "today",
        "deviceid",
        "subscriberid",
        "simserial",
        "phonenumber",
        "username",
        "email",
        "audit",
        "note",
        "start-geopoint",
    ]
)
OF_DECIMAL: Final = frozenset({"number", "amount", "percentage"})
TRUE: Final = frozenset({"yes", "true", "true()", "1"})
USUAL_REPEATS: Final = 10
OTHER: Final = {"en": "Other", "zh": "其他", "ar": "غير ذلك", "fr": "Autre", "ru": "Другое", "es": "Otro"}
EQUALS: Final = re.compile(r"\s*\$\{([^}]+)\}\s*=\s*['\"]([^'\"]+)['\"]\s*")
SELECTED: Final = re.compile(r"\s*selected\(\s*\$\{([^}]+)\}\s*,\s*['\"]([^'\"]+)['\"]\s*\)\s*")
LIMIT: Final = re.compile(
    r"\s*\.\s*(>=|<=|>|<)\s*(?:(-?\d+(?:\.\d+)?)|date\(['\"](\d{4}-\d{2}-\d{2})['\"]\))\s*"
)
LENGTH: Final = re.compile(r"\s*string-length\(\s*\.\s*\)\s*<=\s*(\d+)\s*")


class Notice(NamedTuple):
    """Something of the form that is not in the questionnaire: why (a code), its row in the sheet, its name.

    Codes: type_left_out, condition_left_out, constraint_left_out, filter_left_out, list_too_short, renamed,
    expression_left_out.
    """

    code: str
    row: int
    name: str


@dataclass
class XlsForm:
    """What was read: the questionnaire, and what of the form is not in it."""

    questionnaire: Questionnaire
    notices: list[Notice] = field(default_factory=list)


def read_xlsform(workbook: Workbook, *, survey: str, year: int, file: str) -> XlsForm:
    """The form as a questionnaire for this survey and year. Raises DeclarationError, with the row as the line."""
    rows = list(_rows(workbook, "survey"))
    if not rows or not any(row.get("type") for row in rows):
        raise DeclarationError("there is no sheet “survey” with a column “type”", file=file)
    settings = next(_rows(workbook, "settings"), _Row(0))
    own = read_own_words(settings.get(OWN_COLUMN, ""))
    reader = _Reader(file, list(_rows(workbook, "choices")), settings.get("default_language", ""))
    sections = reader.sections(rows)
    if not sections:
        raise DeclarationError("no question of the form can be asked here", file=file, path="survey")
    title = settings.get("form_title") or settings.get("form_id") or survey
    content = {
        "survey": survey,
        "year": str(year),
        "version": settings.get("version") or f"{year}.1",
        "status": own.get("status") or {"en": "from an XLSForm", "zh": "来自XLSForm"},
        "title": own.get("title") or {"en": title},
        "sections": sections,
        **({"rules": own["rules"]} if own.get("rules") else {}),
        **({"yes_no": yes_no} if (yes_no := own.get("yes_no") or reader.yes_no) else {}),
    }
    return XlsForm(Questionnaire.from_dict(content, file=file), reader.notices)


class _Row(dict[str, str]):
    """The cells of a row by their folded heading; `number` is that of the row in its sheet."""

    def __init__(self, number: int):
        super().__init__()
        self.number = number

    def words(self, name: str, default: str) -> dict[str, str]:
        """The texts of a column in each language; one without a language is in the default one."""
        found = {}
        for key, text in self.items():
            start, _, said = key.replace("::", ":").partition(":")
            language = language_of(said) if said else default
            if start == name and language and text:
                found.setdefault(language, text)
        if found and "en" not in found:
            found["en"] = next(iter(found.values()))
        return found


def _rows(workbook: Workbook, name: str) -> Iterator[_Row]:
    """The rows of a sheet that say anything, below its first row that does."""
    sheet = workbook.sheet(name)
    headings: list[str] = []
    for number, cells in enumerate(sheet.rows if sheet else [], start=1):
        if not any(cell.strip() for cell in cells):
            continue
        if not headings:
            headings = [_heading(cell) for cell in cells]
            continue
        row = _Row(number)
        row.update(
            {key: cell.strip() for key, cell in zip(headings, cells, strict=False) if key and cell.strip()}
        )
        yield row


def _heading(cell: str) -> str:
    """A heading as it is looked for: "List Name" is list_name, words keep their language behind a colon."""
    folded = cell.strip().casefold()
    return folded if ":" in folded else folded.replace(" ", "_")


class _Reader:
    """Turns rows into declarations."""

    def __init__(self, file: str, choices: list[_Row], default_language: str):
        self.file = file
        self.language = language_of(default_language) or "en"
        self.lists: dict[str, list[_Row]] = {}
        for row in choices:
            self.lists.setdefault(row.get("list_name", ""), []).append(row)
        self.codes: dict[str, str] = {}
        self.options: dict[str, dict[str, str]] = {}
        self.taken: set[str] = set()
        self.notices: list[Notice] = []
        self.yes_no: list[dict[str, Any]] = []

    def error(self, message: str, row: _Row) -> DeclarationError:
        return DeclarationError(message, file=self.file, path="survey", line=row.number)

    def sections(self, rows: list[_Row]) -> list[dict[str, Any]]:
        """Groups of the outermost level as sections; questions outside of any belong to one of their own."""
        found: list[dict[str, Any]] = []
        codes: set[str] = set()
        open_groups: list[str] = []
        current: dict[str, Any] | None = None
        rows = iter(rows)
        for row in rows:
            kind = row.get("type", "").casefold().replace(" ", "_")
            if kind in {"begin_group", "begin_repeat"}:
                if "table-list" in row.get("appearance", "").casefold():
                    grid, inner = self.grid(row, rows)
                    current = current or self.section(found, codes, None)
                    current["questions"] += [grid] if grid else self.questions(inner)
                    continue
                open_groups.append(kind.removeprefix("begin_"))
                if len(open_groups) == 1 or kind == "begin_repeat":
                    current = self.section(found, codes, row)
            elif kind in {"end_group", "end_repeat"}:
                if not open_groups or open_groups.pop() != kind.removeprefix("end_"):
                    raise self.error(f"“{row['type']}” closes nothing that is open", row)
                if not open_groups or kind == "end_repeat":
                    current = None
            elif kind:
                current = current or self.section(found, codes, None)
                current["questions"] += self.questions([row])
        if open_groups:
            raise DeclarationError(f"a {open_groups[-1]} is not closed", file=self.file, path="survey")
        return [section for section in found if section["questions"]]

    def section(self, found: list[dict[str, Any]], codes: set[str], row: _Row | None) -> dict[str, Any]:
        code = code_of(row.get("name", "section") if row else "questions", codes, start="s")
        codes.add(code)
        title = row.words("label", self.language) if row else {"en": "Questions", "zh": "问题"}
        section: dict[str, Any] = {"code": code, "title": title or {"en": code}, "questions": []}
        if row and row["type"].casefold().replace(" ", "_") == "begin_repeat":
            count = row.get("repeat_count", "")
            most = int(count) if count.isdecimal() and int(count) else USUAL_REPEATS
            section["most"] = str(min(most, MOST_OCCURRENCES))
        found.append(section)
        return section

    def grid(self, begin: _Row, rows: Iterator[_Row]) -> tuple[dict[str, Any] | None, list[_Row]]:
        """A group shown as a table as one question; None, and its rows, where they do not share one list."""
        inner = []
        for row in rows:
            if row.get("type", "").casefold().replace(" ", "_") == "end_group":
                break
            inner.append(row)
        lists = {row.get("type", "") for row in inner}
        if len(lists) != 1 or not next(iter(lists)).casefold().startswith("select_one "):
            return None, inner
        question = self.common(begin)
        options = self.list_options(next(iter(lists)).split()[1], question["code"])
        if len(options) < 2:
            self.notices.append(Notice("list_too_short", begin.number, begin.get("name", "")))
            return None, []
        taken: set[str] = set()
        lines = []
        for row in inner:
            code = code_of(row.get("name", ""), taken, start="r")
            taken.add(code)
            lines.append({"code": code, "text": row.words("label", self.language) or {"en": code}})
        own = read_own_words(begin.get(OWN_COLUMN, ""))
        return {**own, **question, "kind": "grid", "options": options, "rows": lines}, inner

    def questions(self, rows: list[_Row]) -> list[dict[str, Any]]:
        return [question for row in rows if (question := self.question(row))]

    def question(self, row: _Row) -> dict[str, Any] | None:
        """The declaration of one question; None for what is not asked here."""
        own = read_own_words(row.get(OWN_COLUMN, ""))
        first, _, rest = row["type"].partition(" ")
        if "words_beside" in own or first.casefold() in SILENT:
            return None
        kind = SIMPLE.get(row["type"].casefold()) or SIMPLE.get(first.casefold())
        selects = {"select_one": "one_of", "select_multiple": "many_of"}.get(first.casefold())
        if not kind and not selects:
            code = "expression_left_out" if first.casefold() == "calculate" else "type_left_out"
            self.notices.append(Notice(code, row.number, row.get("name", "")))
            return None
        question = self.common(row)
        if selects:
            told = self.select(row, question["code"], selects, rest.split())
        else:
            told = {"kind": kind, **self.limits(row, kind)}
            if own.get("kind") in OF_DECIMAL and kind == "number":
                told["kind"] = own["kind"]
        if told is None:
            return None
        limits = {"minimum", "maximum", "max_length"}
        kept = {key: value for key, value in own.items() if key not in limits or not row.get("constraint")}
        return {**kept, **question, **told}

    def common(self, row: _Row) -> dict[str, Any]:
        """Code, wording, help, required and the condition."""
        name = row.get("name", "")
        if not name:
            raise self.error("a question needs a name", row)
        code = code_of(name, self.taken)
        self.taken.add(code)
        self.codes.setdefault(name, code)
        question: dict[str, Any] = {"code": code, "text": row.words("label", self.language) or {"en": name}}
        if code != name:
            question["aliases"] = [name]
            self.notices.append(Notice("renamed", row.number, name))
        if hint := row.words("hint", self.language):
            question["help"] = hint
        if row.get("required", "").casefold() in TRUE:
            question["required"] = "true"
        if condition := row.get("relevant") or row.get("relevance"):
            question |= self.condition(condition, row)
        return question

    def condition(self, text: str, row: _Row) -> Mapping[str, Any]:
        match = EQUALS.fullmatch(text) or SELECTED.fullmatch(text)
        code = self.codes.get(match[1].strip()) if match else None
        option = self.options.get(code, {}).get(match[2]) if match else None
        if not option:
            self.notices.append(Notice("condition_left_out", row.number, row.get("name", "")))
            return {}
        return {"shown_if": {code: option}}

    def select(self, row: _Row, code: str, kind: str, rest: list[str]) -> dict[str, Any] | None:
        options = self.list_options(rest[0] if rest else "", code)
        if "or_other" in [word.casefold() for word in rest[1:]]:
            options.append({"code": "other", "text": dict(OTHER), "specify": "true"})
            self.options[code]["other"] = "other"
        if row.get("choice_filter"):
            self.notices.append(Notice("filter_left_out", row.number, row["name"]))
        if len(options) < 2:
            self.notices.append(Notice("list_too_short", row.number, row["name"]))
            return None
        if kind == "one_of" and [option["code"] for option in options] in (["yes", "no"], ["no", "yes"]):
            self.say_yes_no(options)
            return {"kind": "yes_no"}
        if kind == "one_of" and "likert" in row.get("appearance", "").casefold():
            kind = "scale"
        return {"kind": kind, "options": options}

    def say_yes_no(self, options: list[dict[str, Any]]) -> None:
        """Remember in which words the form offers yes and no, unless they are the usual ones; the first list counts."""
        said = {option["code"]: option for option in options}
        own = []
        for usual in YES_NO:
            words = said[usual.code]
            text = {**usual.text, **words["text"]}
            aliases = words.get("aliases", ())
            own.append({"code": usual.code, "text": text, **({"aliases": aliases} if aliases else {})})
        unusual = any(
            one["text"] != usual.text or one.get("aliases") for one, usual in zip(own, YES_NO, strict=True)
        )
        if unusual and not self.yes_no:
            self.yes_no = own

    def list_options(self, name: str, question: str) -> list[dict[str, Any]]:
        """The options of a list, each name once."""
        known: dict[str, str] = {}
        options = []
        for row in self.lists.get(name, []):
            said = row.get("name") or row.get("value", "")
            if not said or said in known:
                continue
            code = code_of(said, set(known.values()), start="o")
            known[said] = code
            own = read_own_words(row.get(OWN_COLUMN, ""))
            aliases = [*([said] if said != code else []), *own.pop("aliases", [])]
            option = {"code": code, "text": row.words("label", self.language) or {"en": said}, **own}
            options.append({**option, **({"aliases": aliases} if aliases else {})})
        self.options[question] = known
        return options

    def limits(self, row: _Row, kind: str) -> dict[str, str]:
        """minimum and maximum, or max_length, out of a constraint; a range has them among its parameters."""
        found: dict[str, str] = {}
        if row["type"].casefold().startswith("range"):
            given = dict(re.findall(r"(start|end)\s*=\s*(-?\d+)", row.get("parameters", "")))
            return {
                key: given[name] for key, name in (("minimum", "start"), ("maximum", "end")) if name in given
            }
        for part in re.split(r"\s+and\s+", row.get("constraint", ""), flags=re.IGNORECASE):
            if not part.strip():
                continue
            length, limit = LENGTH.fullmatch(part), LIMIT.fullmatch(part)
            if length and kind == "text":
                found["max_length"] = length[1]
            elif limit and kind != "text" and bool(limit[3]) == (kind == "date"):
                sign, number = limit[1], limit[2]
                whole = kind == "whole_number" and number and "." not in number
                if sign in {"<", ">"} and not whole:
                    self.notices.append(Notice("constraint_left_out", row.number, row["name"]))
                    continue
                if sign in {"<", ">"}:
                    number = str(int(number) + (1 if sign == ">" else -1))
                found["minimum" if sign[0] == ">" else "maximum"] = number or limit[3]
            else:
                self.notices.append(Notice("constraint_left_out", row.number, row["name"]))
        return found
