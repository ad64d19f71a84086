"""Corrected wordings and aliases, laid over a questionnaire that itself never changes. PURE.

A layer maps the code of a question to what is corrected of it: `text`, `help` and `unit`, each language with text and
state; `aliases`; and `parts`, the same but help by the code of an option or row. Beside questions it knows sections
(`section_key`), which have a `title` alone, and the words for yes and no (YES_NO_KEY), which are parts as options are.
What a layer does not name stays as the definition says it, so that a language taken back is the definition's again.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from surveys.question_dicts import option_to_dict
from surveys.questionnaires import Questionnaire
from surveys.questions import KIND_KEYS, YES_NO, Item
from surveys.wording import LANGUAGES, STATES, UNREAD

PARTS: Final = ("options", "rows")
TEXTS: Final = ("text", "help", "unit", "title")
YES_NO_KEY: Final = "yes-no"
"""With a hyphen, as no question has one in its code."""


def section_key(code: str) -> str:
    """By what a layer knows a section."""
    return f"section-{code}"


def subject_in(definition: Mapping[str, Any], key: str) -> Mapping[str, Any] | None:
    """What a layer knows by a key, as the definition says it: a question, a section, yes and no; None for nothing."""
    if key == YES_NO_KEY:
        said = definition.get("yes_no") or [option_to_dict(option) for option in YES_NO]
        return {"code": key, "kind": key, "options": said}
    for section in definition["sections"]:
        if section_key(section["code"]) == key:
            return {"code": key, "kind": "section", "title": section["title"]}
        for question in section["questions"]:
            if question["code"] == key:
                return question
    return None


def reworded(definition: Mapping[str, Any], layer: Mapping[str, Any]) -> dict[str, Any]:
    """A questionnaire's definition with a layer over it. Codes, kinds, rules and the order stay."""
    if not layer:
        return dict(definition)
    sections = [
        {
            **_laid_over(section, layer.get(section_key(section["code"]), {})),
            "questions": [_question(question, layer) for question in section["questions"]],
        }
        for section in definition["sections"]
    ]
    changed = {**definition, "sections": sections}
    if YES_NO_KEY in layer:
        changed["yes_no"] = _question(subject_in(definition, YES_NO_KEY), layer)["options"]
    return changed


def still_said(layer: Mapping[str, Any], definition: Mapping[str, Any]) -> dict[str, Any]:
    """What of a layer a definition says by itself, so that only the states of its texts are left to keep.

    That is so with a definition that was written out in the wordings of then and read again.
    """
    kept = {}
    for code, entry in layer.items():
        if subject := subject_in(definition, code):
            parts = {part["code"]: part for key in PARTS for part in subject.get(key, ())}
            own = _as_said(entry, subject)
            of_parts = {
                code: said
                for code, corrected in entry.get("parts", {}).items()
                if code in parts and (said := _as_said(corrected, parts[code]))
            }
            if whole := {**own, **({"parts": of_parts} if of_parts else {})}:
                kept[code] = whole
    return kept


def _as_said(corrected: Mapping[str, Any], said: Mapping[str, Any]) -> dict[str, Any]:
    texts = {
        key: {
            language: entry
            for language, entry in corrected.get(key, {}).items()
            if said.get(key, {}).get(language) == entry["text"]
        }
        for key in TEXTS
    }
    return {key: own for key, own in texts.items() if own}


def names_of(questionnaire: Questionnaire, layer: Mapping[str, Any]) -> dict[str, dict]:
    """The wording of each item with its states, as the database keeps it: item -> names.

    `questionnaire` is the reworded one. A text of question and part is reviewed where both are.
    """
    return {
        code: {
            language: {"text": text, "state": _state(layer, item.question.code, item.part, language)}
            for language, text in item.text.items()
        }
        for code, item in questionnaire.items.items()
    }


def option_names_of(questionnaire: Questionnaire, layer: Mapping[str, Any]) -> dict[tuple[str, str], dict]:
    """The wording of each option: item and option -> names."""
    return {
        (code, choice.code): {
            language: {
                "text": text,
                "state": state_of(part_of(layer, _said_by(item), choice.code), language),
            }
            for language, text in choice.text.items()
        }
        for code, item in questionnaire.items.items()
        for choice in item.choices
    }


def _said_by(item: Item) -> str:
    """By what a layer knows the words of an item's options."""
    return YES_NO_KEY if item.kind == "yes_no" else item.question.code


def part_of(layer: Mapping[str, Any], question: str, part: str) -> Mapping[str, Any]:
    """What is corrected of an option or row; {} where nothing is."""
    return layer.get(question, {}).get("parts", {}).get(part, {})


def state_of(corrected: Mapping[str, Any], language: str, key: str = "text") -> str:
    """Draft or reviewed: as the layer says, else what is usual for a text of the files."""
    if entry := corrected.get(key, {}).get(language):
        return entry["state"]
    return "draft" if language in UNREAD else "reviewed"


def pieces(question: Mapping[str, Any]) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    """What of a question can be reworded: key of the text, code of the part ("" for the question), what it says.

    The same for a section, which has a title, and for yes and no, which are two options.
    """
    if question["kind"] == "section":
        yield "title", "", question
    if question["kind"] in KIND_KEYS:
        yield "text", "", question
        yield "help", "", question
        if "unit" in KIND_KEYS[question["kind"]]:
            yield "unit", "", question
    for parts in PARTS:
        for part in question.get(parts, ()):
            yield "text", part["code"], part


def has_aliases(question: Mapping[str, Any], part: str) -> bool:
    """Whether the question itself, or this part of it, may be called by other names: rows of a grid are not."""
    return not part or any(option["code"] == part for option in question.get("options", ()))


def field_of(key: str, part: str, language: str = "") -> str:
    """The name of a field on the page: "text..fr", "text.yes.fr", "aliases.yes"."""
    return f"{key}.{part}.{language}" if language else f"{key}.{part}"


def entry_from(question: Mapping[str, Any], posted: Mapping[str, str]) -> dict[str, Any]:
    """What a page's fields correct of a question as its definition says it: only what differs from that.

    An empty text is no correction: the definition's own stands again.
    """
    entry: dict[str, Any] = {}
    parts: dict[str, dict[str, Any]] = {}
    for key, part, said in pieces(question):
        own = parts.setdefault(part, {}) if part else entry
        if texts := _texts(said.get(key, {}), key, part, posted):
            own[key] = texts
        if key == "text" and has_aliases(question, part) and (name := field_of("aliases", part)) in posted:
            aliases = list(dict.fromkeys(filter(None, map(str.strip, posted[name].splitlines()))))
            if aliases != list(said.get("aliases", ())):
                own["aliases"] = aliases
    if named := {part: own for part, own in parts.items() if own}:
        entry["parts"] = named
    return entry


def added_from(posted: Mapping[str, str], part: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """An option that no definition has yet, out of a page's fields: in the shape of a file, and what a layer says of it.

    The layer keeps the states that are not the usual ones of their languages.
    """
    texts = _texts({}, "text", part, posted)
    aliases = list(dict.fromkeys(filter(None, map(str.strip, posted.get("aliases", "").splitlines()))))
    option: dict[str, Any] = {
        "code": posted.get("code", "").strip(),
        "text": {language: entry["text"] for language, entry in texts.items()},
        **({"aliases": aliases} if aliases else {}),
    }
    unusual = {
        language: entry for language, entry in texts.items() if entry["state"] != state_of({}, language)
    }
    return option, {"text": unusual} if unusual else {}


def _texts(said: Mapping[str, str], key: str, part: str, posted: Mapping[str, str]) -> dict[str, dict]:
    texts = {}
    for language in LANGUAGES:
        name = field_of(key, part, language)
        text = posted.get(name, "").replace("\x00", "").replace("\r\n", "\n").strip()
        state = posted.get(f"{name}.state", "")
        usual = "draft" if language in UNREAD else "reviewed"
        if text and state in STATES and (text, state) != (said.get(language), usual):
            texts[language] = {"text": text, "state": state}
    return texts


def _state(layer: Mapping[str, Any], question: str, part, language: str) -> str:
    states = {state_of(layer.get(question, {}), language)}
    if part:
        states.add(state_of(part_of(layer, question, part.code), language))
    return "draft" if "draft" in states else "reviewed"


def _question(question: Mapping[str, Any], layer: Mapping[str, Any]) -> Mapping[str, Any]:
    corrected = layer.get(question["code"])
    if not corrected:
        return question
    changed = _laid_over(question, corrected)
    for parts in PARTS:
        if parts in question:
            changed[parts] = [
                _laid_over(part, part_of(layer, question["code"], part["code"])) for part in question[parts]
            ]
    return changed


def _laid_over(said: Mapping[str, Any], corrected: Mapping[str, Any]) -> dict[str, Any]:
    changed = dict(said)
    for key in TEXTS:
        if texts := {language: entry["text"] for language, entry in corrected.get(key, {}).items()}:
            changed[key] = {**said.get(key, {}), **texts}
    if "aliases" in corrected:
        changed.pop("aliases", None)
        if corrected["aliases"]:
            changed["aliases"] = list(corrected["aliases"])
    return changed
