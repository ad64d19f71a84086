"""An XLSForm workbook as a questionnaire: what pyxform understands, in our terms. PURE.

| XLSForm | Here |
|---|---|
| text, barcode, integer, decimal, date; range | text, text, whole_number, number, date; whole_number or number |
| select_one, select_multiple | one_of (yes_no for a list of yes and no; scale with the appearance likert), many_of |
| select_one … or_other | an option "other" with words beside it |
| group, repeat | a section, one that repeats; groups inside of groups belong to the outer one |
| group with the appearance table-list | a grid, where all questions in it have one list |
| relevant with one question and one option | shown_if, of a group for all its questions |
| constraint with limits of the value or of its length | minimum, maximum, max_length |

What cannot be told here (calculations, pictures, places, other conditions) is left out and named in the notices.
Names that are no codes here become codes, and stay as aliases.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from pyxform.question_type_dictionary import QUESTION_TYPE_DICT

from surveys.declarations import DeclarationError
from surveys.questionnaires import MOST_OCCURRENCES, Questionnaire
from surveys.questions import YES_NO
from surveys.spreadsheets import Workbook
from surveys.xlsform_cells import OWN_COLUMN, code_of, language_of, read_own_words
from surveys.xlsform_tree import Element, row_of, understand

KINDS: Final = {
    "string": "text",
    "barcode": "text",
    "int": "whole_number",
    "decimal": "number",
    "date": "date",
}
ASKED_BY: Final = frozenset({"input", "range"})
OUTSIDE: Final = "select one external"
SELECTS: Final = {"select one": "one_of", "select all that apply": "many_of"}
OF_DECIMAL: Final = frozenset({"number", "amount", "percentage"})
TRUE: Final = frozenset({"yes", "true", "true()", "1"})
USUAL_REPEATS: Final = 10
TABLE_HEADER: Final = "reserved_name_for_field_list_labels_"
OTHER: Final = {"en": "Other", "zh": "其他", "ar": "غير ذلك", "fr": "Autre", "ru": "Другое", "es": "Otro"}
EQUALS: Final = re.compile(r"\s*\$\{([^}]+)\}\s*=\s*['\"]([^'\"]+)['\"]\s*")
SELECTED: Final = re.compile(r"\s*selected\(\s*\$\{([^}]+)\}\s*,\s*['\"]([^'\"]+)['\"]\s*\)\s*")
LIMIT: Final = re.compile(
    r"\s*\.\s*(>=|<=|>|<)\s*(?:(-?\d+(?:\.\d+)?)|date\(['\"](\d{4}-\d{2}-\d{2})['\"]\))\s*"
)
TURNED: Final = re.compile(r"\s*(-?\d+(?:\.\d+)?)\s*<=\s*\.\s*")
LENGTH: Final = re.compile(r"\s*string-length\(\s*\.\s*\)\s*<=\s*(\d+)\s*")


class Notice(NamedTuple):
    """Something of the form that is not in the questionnaire: why (a code), its row in the sheet, its name.

    Codes: type_left_out, condition_left_out, constraint_left_out, filter_left_out, list_too_short, renamed,
    expression_left_out; warned, where the name is a sentence of pyxform's.
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
    tree = understand(workbook, survey=survey, file=file)
    form = tree.form
    own = read_own_words(form.get(OWN_COLUMN, ""))
    reader = _Reader(form["default_language"])
    reader.walk(form["children"], "")
    if not reader.sections:
        raise DeclarationError("no question of the form can be asked here", file=file, path="survey")
    content = {
        "survey": survey,
        "year": str(year),
        "version": form.get("version") or f"{year}.1",
        "status": own.get("status") or {"en": "from an XLSForm", "zh": "来自XLSForm"},
        "title": own.get("title") or {"en": form["title"]},
        "sections": reader.sections,
        **({"rules": own["rules"]} if own.get("rules") else {}),
        **({"yes_no": yes_no} if (yes_no := own.get("yes_no") or reader.yes_no) else {}),
    }
    warned = [Notice("warned", row, sentence) for row, sentence in tree.warnings]
    return XlsForm(Questionnaire.from_dict(content, file=file), [*reader.notices, *warned])


class _Reader:
    """Turns elements into declarations."""

    def __init__(self, default_language: str):
        self.language = language_of(default_language) or "en"
        self.sections: list[dict[str, Any]] = []
        self.section_codes: set[str] = set()
        self.owner: Element | None = None
        self.current: dict[str, Any] | None = None
        self.codes: dict[str, str] = {}
        self.options: dict[str, dict[str, str]] = {}
        self.taken: set[str] = set()
        self.counts: dict[str, str] = {}
        self.notices: list[Notice] = []
        self.yes_no: list[dict[str, Any]] = []

    def walk(self, children: list[Element], condition: str) -> None:
        """Take what stands in a group; `condition` is that of the groups around."""
        added = {each["name"]: each for each in children if not row_of(each)}
        for each in children:
            if not row_of(each):
                self.counts[f"${{{each['name']}}}"] = each.get("bind", {}).get("calculate", "")
            elif _is_table(each):
                self.add(self.grid(each, condition))
            elif each["type"] == "repeat" or (each["type"] == "group" and self.owner is None):
                outer, self.owner, self.current = self.owner, each, None
                self.walk(each["children"], self.of_group(each, condition))
                self.owner, self.current = outer, None
            elif each["type"] == "group":
                self.walk(each["children"], self.of_group(each, condition))
            else:
                self.add(self.question(each, condition, or_other=f"{each['name']}_other" in added))

    def of_group(self, group: Element, condition: str) -> str:
        """The condition for what is in a group: its own; where groups around have one too, the outer one is left out."""
        own = _bind(group, "relevant")
        if own and condition:
            self.notice("condition_left_out", group)
        return own or condition

    def add(self, question: dict[str, Any] | None) -> None:
        """Put a question into the section of its group; one outside of any belongs to a section of its own."""
        if question:
            self.current = self.current or self.section(self.owner)
            self.current["questions"].append(question)

    def section(self, owner: Element | None) -> dict[str, Any]:
        """A section, for a group or repeat; begun again after a repeat inside of it."""
        code = code_of(owner["name"] if owner else "questions", self.section_codes, start="s")
        self.section_codes.add(code)
        title = self.words(owner, "label") if owner else {"en": "Questions", "zh": "问题"}
        section: dict[str, Any] = {"code": code, "title": title or {"en": code}, "questions": []}
        if owner and owner["type"] == "repeat":
            count = owner.get("control", {}).get("jr:count", "")
            count = self.counts.get(count, count)
            most = int(count) if count.isdecimal() and int(count) else USUAL_REPEATS
            section["most"] = str(min(most, MOST_OCCURRENCES))
        self.sections.append(section)
        return section

    def notice(self, code: str, element: Element) -> None:
        self.notices.append(Notice(code, row_of(element), element["name"]))

    def words(self, element: Element, name: str) -> dict[str, str]:
        """The texts of an element in each language; one without a language is in the default one."""
        said = element.get(name, {})
        found: dict[str, str] = {}
        for key, text in ({"default": said} if isinstance(said, str) else said).items():
            language = self.language if key == "default" else language_of(key)
            if language and text:
                found.setdefault(language, text)
        if found and "en" not in found:
            found["en"] = next(iter(found.values()))
        return found

    def grid(self, group: Element, condition: str) -> dict[str, Any] | None:
        """A group shown as a table, of questions with one list, as one question."""
        # pyxform moves wording and hint of the group to a note.
        note = next((each for each in group["children"] if not row_of(each) and each["type"] == "note"), {})
        lines = [each for each in group["children"] if row_of(each)]
        question = self.common({**note, **group}, condition)
        options = self.list_options(lines[0], question["code"])
        if len(options) < 2:
            self.notice("list_too_short", group)
            return None
        taken: set[str] = set()
        rows = []
        for line in lines:
            code = code_of(line["name"], taken, start="r")
            taken.add(code)
            rows.append({"code": code, "text": self.words(line, "label") or {"en": code}})
        own = read_own_words(group.get(OWN_COLUMN, ""))
        return {**own, **question, "kind": "grid", "options": options, "rows": rows}

    def question(self, element: Element, condition: str, *, or_other: bool) -> dict[str, Any] | None:
        """The declaration of one question; None for what is not asked here."""
        own = read_own_words(element.get(OWN_COLUMN, ""))
        known = QUESTION_TYPE_DICT.get(element["type"], {})
        bind = {**known.get("bind", {}), **element.get("bind", {})}
        if "words_beside" in own or "jr:preload" in bind or bind.get("readonly") or "actions" in element:
            return None
        asked = known.get("control", {}).get("tag") in ASKED_BY and element["type"] != OUTSIDE
        kind = KINDS.get(bind.get("type", "")) if asked else None
        selects = SELECTS.get(element["type"])
        if not kind and not selects:
            self.notice("type_left_out" if "control" in known else "expression_left_out", element)
            return None
        question = self.common(element, condition)
        if selects:
            told = self.select(element, question["code"], selects, or_other=or_other)
        else:
            told = {"kind": kind, **self.limits(element, bind.get("constraint", ""), kind)}
            if own.get("kind") in OF_DECIMAL and kind == "number":
                told["kind"] = own["kind"]
        if told is None:
            return None
        limits = {"minimum", "maximum", "max_length"}
        kept = {key: value for key, value in own.items() if key not in limits or not bind.get("constraint")}
        return {**kept, **question, **told}

    def common(self, element: Element, condition: str) -> dict[str, Any]:
        """Code, wording, help, required and the condition."""
        name = element["name"]
        code = code_of(name, self.taken)
        self.taken.add(code)
        self.codes.setdefault(name, code)
        question: dict[str, Any] = {"code": code, "text": self.words(element, "label") or {"en": name}}
        if code != name:
            question["aliases"] = [name]
            self.notice("renamed", element)
        if hint := self.words(element, "hint"):
            question["help"] = hint
        if _bind(element, "required").casefold() in TRUE:
            question["required"] = "true"
        own = _bind(element, "relevant")
        if own and condition:
            self.notice("condition_left_out", element)
        return question | self.condition(own or condition, element)

    def condition(self, text: str, element: Element) -> Mapping[str, Any]:
        if not text:
            return {}
        match = EQUALS.fullmatch(text) or SELECTED.fullmatch(text)
        code = self.codes.get(match[1].strip()) if match else None
        option = self.options.get(code, {}).get(match[2]) if match else None
        if not option:
            self.notice("condition_left_out", element)
            return {}
        return {"shown_if": {code: option}}

    def select(self, element: Element, code: str, kind: str, *, or_other: bool) -> dict[str, Any] | None:
        options = self.list_options(element, code)
        if or_other and "other" not in self.options[code]:
            options.append({"code": "other", "text": dict(OTHER), "specify": "true"})
            self.options[code]["other"] = "other"
        if element.get("choice_filter"):
            self.notice("filter_left_out", element)
        if len(options) < 2:
            self.notice("list_too_short", element)
            return None
        if kind == "one_of" and [option["code"] for option in options] in (["yes", "no"], ["no", "yes"]):
            self.say_yes_no(options)
            return {"kind": "yes_no"}
        if kind == "one_of" and "likert" in _control(element).casefold():
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

    def list_options(self, element: Element, question: str) -> list[dict[str, Any]]:
        """The options of a question, each name once; without the “other” that pyxform adds to a list for all."""
        known: dict[str, str] = {}
        options = []
        for choice in element.get("choices", []):
            said = choice["name"]
            if not row_of(choice) or said in known:
                continue
            code = code_of(said, set(known.values()), start="o")
            known[said] = code
            own = read_own_words(choice.get(OWN_COLUMN, ""))
            aliases = [*([said] if said != code else []), *own.pop("aliases", [])]
            option = {"code": code, "text": self.words(choice, "label") or {"en": said}, **own}
            options.append({**option, **({"aliases": aliases} if aliases else {})})
        self.options[question] = known
        return options

    def limits(self, element: Element, constraint: str, kind: str) -> dict[str, str]:
        """minimum and maximum, or max_length, out of a constraint; a range has them among its parameters."""
        found: dict[str, str] = {}
        if element["type"] == "range":
            given = element.get("parameters", {})
            return {
                key: given[name] for key, name in (("minimum", "start"), ("maximum", "end")) if name in given
            }
        for part in re.split(r"\s+and\s+", constraint, flags=re.IGNORECASE):
            if not part.strip():
                continue
            length, limit = LENGTH.fullmatch(part), LIMIT.fullmatch(TURNED.sub(r". >= \1", part))
            if length and kind == "text":
                found["max_length"] = length[1]
            elif limit and kind != "text" and bool(limit[3]) == (kind == "date"):
                sign, number = limit[1], limit[2]
                whole = kind == "whole_number" and number and "." not in number
                if sign in {"<", ">"} and not whole:
                    self.notice("constraint_left_out", element)
                    continue
                if sign in {"<", ">"}:
                    number = str(int(number) + (1 if sign == ">" else -1))
                found["minimum" if sign[0] == ">" else "maximum"] = number or limit[3]
            else:
                self.notice("constraint_left_out", element)
        return found


def _bind(element: Element, name: str) -> str:
    return element.get("bind", {}).get(name, "")


def _control(element: Element) -> str:
    return element.get("control", {}).get("appearance", "")


def _is_table(element: Element) -> bool:
    """Whether it is a group shown as a table, in which every question has the list of that table."""
    if element["type"] != "group":
        return False
    header = any(each["name"].startswith(TABLE_HEADER) for each in element["children"] if not row_of(each))
    return header and all(each["type"] == "select one" for each in element["children"] if row_of(each))
