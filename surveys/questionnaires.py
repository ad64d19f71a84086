"""What a survey asks: a questionnaire as an immutable object, from YAML and back. PURE.

A questionnaire holds sections, a section questions. A key that nobody reads, or that the kind of the question
does not read, is an error that names file, line and key; so is a reference to what is not there.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from surveys.declarations import Reader, read_yaml
from surveys.questions import Item, Option, Question, Wording, question_to_dict, read_code, read_question

__all__ = ["Item", "Option", "Question", "Questionnaire", "Section", "questionnaire_from_yaml"]


@dataclass(frozen=True)
class Section:
    """Questions that belong together, in the order in which they are asked."""

    code: str
    title: Wording
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class Questionnaire:
    """One version of what a survey asks in the round of a year."""

    survey: str
    year: int
    version: str
    status: Wording
    title: Wording
    sections: tuple[Section, ...]

    @cached_property
    def questions(self) -> Mapping[str, Question]:
        """Every question by its code, in order."""
        return {question.code: question for section in self.sections for question in section.questions}

    @cached_property
    def items(self) -> Mapping[str, Item]:
        """Every item by its code, in order."""
        return {item.code: item for question in self.questions.values() for item in question.items}

    def condition_of(self, question: Question) -> tuple[str, str] | None:
        """The item, and the option it has to be answered with, for the question to be asked; or None."""
        if question.shown_if is None:
            return None
        asked = self.questions[question.shown_if.question]
        if asked.kind == "many_of":
            return f"{asked.code}.{question.shown_if.option}", "yes"
        return asked.code, question.shown_if.option

    def to_dict(self) -> dict[str, Any]:
        """The questionnaire in the shape of its file: mappings, lists and text, fit for JSON."""
        head = {name: str(getattr(self, name)) for name in ("survey", "year", "version")}
        sections = [
            {
                "code": section.code,
                "title": dict(section.title),
                "questions": [question_to_dict(question) for question in section.questions],
            }
            for section in self.sections
        ]
        return {**head, "status": dict(self.status), "title": dict(self.title), "sections": sections}

    @classmethod
    def from_dict(cls, content: Mapping[str, Any], *, file: str = "questionnaire") -> "Questionnaire":
        """The questionnaire out of that shape. Raises DeclarationError."""
        reader = Reader(content, file)
        questionnaire = cls(
            survey=reader.text("survey"),
            year=reader.year("year"),
            version=reader.text("version"),
            status=reader.texts("status"),
            title=reader.texts("title"),
            sections=reader.list_of("sections", _section),
        )
        reader.finish()
        _check_references(questionnaire, reader)
        return questionnaire


def questionnaire_from_yaml(text: str, *, file: str) -> Questionnaire:
    """The questionnaire that a file declares. Raises DeclarationError, which names file, line and key."""
    return Questionnaire.from_dict(read_yaml(text, file=file), file=file)


def _section(reader: Reader) -> Section:
    return Section(read_code(reader), reader.texts("title"), reader.list_of("questions", read_question))


def _check_references(questionnaire: Questionnaire, reader: Reader) -> None:
    """Raise for a code given twice, and for a reference to what does not stand before the question."""
    seen: dict[str, Question] = {}
    for path, question in _places(questionnaire):
        place = Reader({}, reader.file, path)
        if question.code in seen:
            raise place.error(f"the code “{question.code}” is given twice", "code")
        if question.part_of:
            whole = seen.get(question.part_of)
            if whole is None or whole.kind != question.kind or whole.currency != question.currency:
                raise place.error(f"“{question.part_of}” is no earlier question of the same kind", "part_of")
        if question.shown_if:
            asked = seen.get(question.shown_if.question)
            options = asked.options or asked.choices if asked else ()
            if question.shown_if.option not in {option.code for option in options}:
                wanted = f"{question.shown_if.question} = {question.shown_if.option}"
                raise place.error(f"“{wanted}” is no earlier question with that option", "shown_if")
        seen[question.code] = question


def _places(questionnaire: Questionnaire) -> Iterator[tuple[str, Question]]:
    for number, section in enumerate(questionnaire.sections, start=1):
        for position, question in enumerate(section.questions, start=1):
            yield f"sections[{number}].questions[{position}]", question
