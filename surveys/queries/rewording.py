"""A questionnaire as the page for its wordings shows it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from surveys.models import Questionnaire
from surveys.rewording import (
    YES_NO_KEY,
    field_of,
    has_aliases,
    part_of,
    pieces,
    section_key,
    state_of,
    subject_in,
)
from surveys.wording import LANGUAGES, RIGHT_TO_LEFT


@dataclass(frozen=True)
class QuestionLine:
    """A question in the list: its wording now, whether anything of it is corrected, and its unread languages.

    `heading` is True for the title of a section.
    """

    code: str
    names: Mapping
    corrected: bool
    drafts: tuple[str, ...]
    heading: bool = False


@dataclass(frozen=True)
class LanguageField:
    """A text in one language: what the page shows, and what the definition says without the layer."""

    name: str
    language: str
    direction: str
    text: str
    said: str
    state: str


@dataclass(frozen=True)
class Piece:
    """A text of the question or of one of its parts; `aliases` is None where there can be none."""

    key: str
    part: str
    fields: tuple[LanguageField, ...]
    aliases_name: str
    aliases: str | None


def lines_of(questionnaire: Questionnaire) -> list[QuestionLine]:
    """Yes and no, then every section with its questions, in order. No query."""
    layer, asked = questionnaire.wording, questionnaire.as_questionnaire()
    yes, no = asked.yes_no
    both = {language: f"{text} / {no.text[language]}" for language, text in yes.text.items()}
    lines = [_line(layer, YES_NO_KEY, both, parts=(yes.code, no.code))]
    for section in asked.sections:
        lines.append(_line(layer, section_key(section.code), section.title, key="title"))
        lines += [_line(layer, question.code, question.text) for question in section.questions]
    return lines


def _line(layer: Mapping, code: str, names: Mapping, *, key: str = "text", parts=()) -> QuestionLine:
    own = layer.get(code, {})
    said = [part_of(layer, code, part) for part in parts] or [own]
    drafts = tuple(
        language for language in LANGUAGES if any(state_of(each, language, key) == "draft" for each in said)
    )
    return QuestionLine(code=code, names=names, corrected=bool(own), drafts=drafts, heading=key == "title")


def pieces_of(questionnaire: Questionnaire, code: str, entry: Mapping[str, Any]) -> list[Piece]:
    """Everything that can be reworded of a question, with an entry of the layer over it. No query."""
    question = subject_in(questionnaire.definition, code)
    found = []
    for key, part, said in pieces(question):
        own = part_of({code: entry}, code, part) if part else entry
        fields = tuple(_field(key, part, language, said.get(key, {}), own) for language in LANGUAGES)
        aliases = None
        if key == "text" and has_aliases(question, part):
            aliases = "\n".join(own.get("aliases", said.get("aliases", ())))
        found.append(Piece(key, part, fields, field_of("aliases", part), aliases))
    return found


def language_field(key: str, part: str, language: str, text: str) -> LanguageField:
    """A field for a text that no definition says yet."""
    direction = "rtl" if language in RIGHT_TO_LEFT else "ltr"
    state = state_of({}, language)
    return LanguageField(field_of(key, part, language), language, direction, text, "", state)


def _field(key: str, part: str, language: str, said: Mapping[str, str], own: Mapping) -> LanguageField:
    corrected = own.get(key, {}).get(language, {})
    return LanguageField(
        name=field_of(key, part, language),
        language=language,
        direction="rtl" if language in RIGHT_TO_LEFT else "ltr",
        text=corrected.get("text", said.get(language, "")),
        said=said.get(language, "") if corrected else "",
        state=state_of(own, language, key),
    )
