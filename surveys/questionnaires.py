"""What a survey asks: a questionnaire as an immutable object, from YAML and back. PURE.

A questionnaire holds sections, a section questions. A key that nobody reads, or that the kind of the question
does not read, is an error that names file, line and key; so is a reference to what is not there.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from surveys.declarations import Reader, read_yaml
from surveys.declared_rules import Rule, problem_with, read_rule
from surveys.later_rounds import BASED_ON, later_round
from surveys.question_dicts import option_to_dict, question_to_dict
from surveys.questions import (
    YES_NO,
    Item,
    Option,
    Question,
    Wording,
    read_code,
    read_question,
    read_yes_no,
)

MOST_OCCURRENCES: Final = 50

__all__ = [
    "Item",
    "Option",
    "Question",
    "Questionnaire",
    "Section",
    "questionnaire_from_file",
    "questionnaire_from_yaml",
]


@dataclass(frozen=True)
class Section:
    """Questions that belong together, in the order in which they are asked.

    A section with `most` above 1 is asked as often, once for each thing of a kind: each project, say. Answers
    then carry the number of the occurrence.
    """

    code: str
    title: Wording
    questions: tuple[Question, ...]
    most: int = 1


@dataclass(frozen=True)
class Questionnaire:
    """One version of what a survey asks in the round of a year.

    `revises` are the versions that the same round asked before, each with the items that it did not have yet: workbooks
    of those versions are still taken, and who answered them was not shown these items.
    """

    survey: str
    year: int
    version: str
    status: Wording
    title: Wording
    sections: tuple[Section, ...]
    rules: tuple[Rule, ...] = ()
    yes_no: tuple[Option, ...] = YES_NO
    revises: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @cached_property
    def questions(self) -> Mapping[str, Question]:
        """Every question by its code, in order."""
        return {question.code: question for section in self.sections for question in section.questions}

    @cached_property
    def items(self) -> Mapping[str, Item]:
        """Every item by its code, in order."""
        return {item.code: item for question in self.questions.values() for item in question.items}

    @cached_property
    def most(self) -> Mapping[str, int]:
        """How often each item may be answered by one respondent: 1, or what its section says."""
        return {
            item.code: section.most
            for section in self.sections
            for question in section.questions
            for item in question.items
        }

    @cached_property
    def places(self) -> Mapping[str, tuple[str, int]]:
        """Every item and occurrence by the code with which a file names it, in order."""
        return {
            occurrence_code(code, occurrence): (code, occurrence)
            for section in self.sections
            for occurrence in range(1, section.most + 1)
            for question in section.questions
            for code in [item.code for item in question.items]
        }

    def condition_of(self, question: Question) -> tuple[str, str] | None:
        """The item, and the option it has to be answered with, for the question to be asked; or None."""
        if question.shown_if is None:
            return None
        asked = self.questions[question.shown_if.question]
        if asked.kind == "many_of":
            return f"{asked.code}.{question.shown_if.option}", "yes"
        return asked.code, question.shown_if.option

    def shown_if(self, item: Item) -> tuple[str, str] | None:
        """The same for an item: the words beside an option are asked for where it was chosen."""
        if item.specified is None:
            return self.condition_of(item.question)
        if item.question.kind == "many_of":
            return f"{item.question.code}.{item.specified.code}", "yes"
        return item.question.code, item.specified.code

    @cached_property
    def as_asked(self) -> "Questionnaire":
        """The questionnaire as it goes out now: without options that are closed."""
        return replace(
            self,
            sections=tuple(
                replace(section, questions=tuple(map(_without_closed, section.questions)))
                for section in self.sections
            ),
        )

    @cached_property
    def not_in_every_version(self) -> frozenset[str]:
        """The items that a respondent of this round may not have been offered: those that are closed, or came later."""
        return frozenset(self._closed.union(*self.revises.values()))

    def lacks_in(self, version: str) -> frozenset[str]:
        """The items for which a workbook of this version need not have a place: those that are closed, or came later."""
        return self._closed.union(self.revises.get(version, ()))

    @property
    def _closed(self) -> frozenset[str]:
        return frozenset(code for code, item in self.items.items() if item.closed)

    def to_dict(self) -> dict[str, Any]:
        """The questionnaire in the shape of its file: mappings, lists and text, fit for JSON."""
        head: dict[str, Any] = {name: str(getattr(self, name)) for name in ("survey", "year", "version")}
        sections = [
            {
                "code": section.code,
                "title": dict(section.title),
                **({"most": str(section.most)} if section.most > 1 else {}),
                "questions": [question_to_dict(question) for question in section.questions],
            }
            for section in self.sections
        ]
        rules = {"rules": [rule.to_dict() for rule in self.rules]} if self.rules else {}
        if self.yes_no != YES_NO:
            head["yes_no"] = [option_to_dict(option) for option in self.yes_no]
        if self.revises:
            head["revises"] = {version: list(items) for version, items in self.revises.items()}
        return {**head, "status": dict(self.status), "title": dict(self.title), "sections": sections, **rules}

    @classmethod
    def from_dict(cls, content: Mapping[str, Any], *, file: str = "questionnaire") -> "Questionnaire":
        """The questionnaire out of that shape. Raises DeclarationError."""
        reader = Reader(content, file)
        yes_no = read_yes_no(reader)
        questionnaire = cls(
            survey=reader.text("survey"),
            year=reader.year("year"),
            version=reader.text("version"),
            status=reader.texts("status"),
            title=reader.texts("title"),
            sections=_saying(yes_no, reader.list_of("sections", _section)),
            rules=reader.list_of("rules", read_rule, ()),
            yes_no=yes_no,
            revises=_revises(reader),
        )
        reader.finish()
        _check_references(questionnaire, reader)
        _check_rules(questionnaire, reader)
        return questionnaire


def _without_closed(question: Question) -> Question:
    if not any(option.closed for option in question.options):
        return question
    return replace(question, options=tuple(option for option in question.options if not option.closed))


def _revises(reader: Reader) -> dict[str, tuple[str, ...]]:
    """Empty lists are written out: a version may have had every item, with fewer options."""
    versions = reader.mapping("revises", None)
    return {version: versions.text_list(version) for version in versions.content} if versions else {}


def occurrence_code(item: str, occurrence: int) -> str:
    """How a file names an occurrence of an item: partner, partner#2, partner#3."""
    return item if occurrence == 1 else f"{item}#{occurrence}"


def questionnaire_from_yaml(
    text: str, *, file: str, beside: Callable[[str], str] | None = None
) -> Questionnaire:
    """The questionnaire that a file declares. Raises DeclarationError, which names file, line and key.

    `beside` gives the text of a file in the same folder, for a questionnaire that is based on an earlier one.
    """
    content = read_yaml(text, file=file)
    if BASED_ON in content:
        content = _on_earlier(Reader(content, file), beside)
    return Questionnaire.from_dict(content, file=file)


def questionnaire_from_file(path: Path) -> Questionnaire:
    """The same for a file on disk, with the files beside it at hand."""
    return questionnaire_from_yaml(
        path.read_text(encoding="utf-8"),
        file=str(path),
        beside=lambda name: (path.parent / name).read_text(encoding="utf-8"),
    )


def _on_earlier(reader: Reader, beside: Callable[[str], str] | None) -> dict[str, Any]:
    """The whole declaration of a round that is told as a difference. Its years fall, so that this ends."""
    name = reader.text(BASED_ON)
    try:
        text = beside(name) if beside else ""
    except OSError:
        text = ""
    if not text:
        raise reader.error(f"there is no file “{name}” at hand", BASED_ON)
    earlier = Reader(read_yaml(text, file=name), name)
    if earlier.year("year") >= reader.year("year") or earlier.text("survey") != reader.text("survey"):
        raise reader.error(f"“{name}” is no earlier round of the same survey", BASED_ON)
    whole = questionnaire_from_yaml(text, file=name, beside=beside).to_dict()
    return later_round(reader.content, whole, file=reader.file)


def _section(reader: Reader) -> Section:
    most = reader.integer("most", 1)
    if not 1 <= most <= MOST_OCCURRENCES:
        raise reader.error(f"has to be from 1 to {MOST_OCCURRENCES}", "most")
    return Section(read_code(reader), reader.texts("title"), reader.list_of("questions", read_question), most)


def _saying(yes_no: tuple[Option, ...], sections: tuple[Section, ...]) -> tuple[Section, ...]:
    """The sections, their questions with these words for yes and no."""
    if yes_no == YES_NO:
        return sections
    return tuple(
        replace(section, questions=tuple(replace(each, yes_no=yes_no) for each in section.questions))
        for section in sections
    )


def _check_rules(questionnaire: Questionnaire, reader: Reader) -> None:
    """Raise for a rule about what is not there, or whose items are not asked equally often."""
    for number, rule in enumerate(questionnaire.rules, start=1):
        problem = problem_with(rule, questionnaire.items)
        if not problem and len({questionnaire.most[code] for code in rule.items}) > 1:
            problem = "its items belong to sections that are asked more or less often"
        if problem:
            raise Reader({}, reader.file, f"rules[{number}]").error(problem)


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
            options = (asked.options or asked.choices) if asked and asked.kind != "grid" else ()
            if question.shown_if.option not in {option.code for option in options}:
                wanted = f"{question.shown_if.question} = {question.shown_if.option}"
                raise place.error(f"“{wanted}” is no earlier question with that option", "shown_if")
        seen[question.code] = question


def _places(questionnaire: Questionnaire) -> Iterator[tuple[str, Question]]:
    for number, section in enumerate(questionnaire.sections, start=1):
        for position, question in enumerate(section.questions, start=1):
            yield f"sections[{number}].questions[{position}]", question
