"""A questionnaire as the page for its wordings shows it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from surveys.models import Questionnaire
from surveys.rewording import field_of, has_aliases, part_of, pieces, state_of
from surveys.wording import LANGUAGES, RIGHT_TO_LEFT


@dataclass(frozen=True)
class QuestionLine:
    """A question in the list: its wording now, whether anything of it is corrected, and its unread languages."""

    code: str
    names: Mapping
    corrected: bool
    drafts: tuple[str, ...]


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


def question_in(questionnaire: Questionnaire, code: str) -> Mapping[str, Any] | None:
    """A question as the definition says it, without the layer; None where there is none."""
    questions = (one for section in questionnaire.definition["sections"] for one in section["questions"])
    return next((one for one in questions if one["code"] == code), None)


def lines_of(questionnaire: Questionnaire) -> list[QuestionLine]:
    """Every question in order. No query."""
    layer = questionnaire.wording
    return [
        QuestionLine(
            code=code,
            names=question.text,
            corrected=code in layer,
            drafts=tuple(one for one in LANGUAGES if state_of(layer.get(code, {}), one) == "draft"),
        )
        for code, question in questionnaire.as_questionnaire().questions.items()
    ]


def pieces_of(questionnaire: Questionnaire, code: str, entry: Mapping[str, Any]) -> list[Piece]:
    """Everything that can be reworded of a question, with an entry of the layer over it. No query."""
    question = question_in(questionnaire, code)
    found = []
    for key, part, said in pieces(question):
        own = part_of({code: entry}, code, part) if part else entry
        fields = tuple(_field(key, part, language, said.get(key, {}), own) for language in LANGUAGES)
        aliases = None
        if key == "text" and has_aliases(question, part):
            aliases = "\n".join(own.get("aliases", said.get("aliases", ())))
        found.append(Piece(key, part, fields, field_of("aliases", part), aliases))
    return found


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
