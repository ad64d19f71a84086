"""A later version of a questionnaire that was sent out: what may change in it, and what has to stay. PURE.

Who has answered a question has answered it, and workbooks with it lie on other people's desks. So nothing leaves: an
option that is taken away is closed, which means that it stays for the answers of then and nobody may choose it any more.
Options, rows and questions may come, words and checks may change.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from surveys.declarations import DeclarationError
from surveys.questionnaires import Questionnaire
from surveys.questions import Question

ADDED: Final = "-r"


@dataclass(frozen=True)
class Obstacle:
    """What keeps a version from taking the place of the one before; the codes are worded in `surveys.actions.refusals`."""

    code: str
    question: str = ""
    part: str = ""


class RevisionRefused(Exception):
    """Something stands in the way of a revision: `obstacles` is all of it at once."""

    def __init__(self, obstacles: Iterable[Obstacle]):
        self.obstacles = tuple(obstacles)
        super().__init__(self.obstacles)


def next_version(version: str, taken: Iterable[str]) -> str:
    """The version that follows one, by a mark that no file of ours has: 2022.1, 2022.1-r2, 2022.1-r3."""
    base, _, _ = version.partition(ADDED)
    return next(name for number in range(2, 10_000) if (name := f"{base}{ADDED}{number}") not in set(taken))


def with_option(definition: Mapping[str, Any], question: str, option: Mapping[str, Any]) -> dict[str, Any]:
    """The definition with one more option: the last, but before those that ask to specify; of a scale the very last."""

    def added(asked: Mapping[str, Any]) -> dict[str, Any]:
        options = list(asked["options"])
        place = len(options)
        while asked["kind"] != "scale" and place and options[place - 1].get("specify"):
            place -= 1
        return {**asked, "options": [*options[:place], dict(option), *options[place:]]}

    return _changed(definition, question, added)


def with_closed(definition: Mapping[str, Any], question: str, option: str, *, closed: bool) -> dict[str, Any]:
    """The definition with an option closed, or offered again."""

    def one(said: Mapping[str, Any]) -> dict[str, Any]:
        own = {key: value for key, value in said.items() if key != "closed"}
        return {**own, "closed": "true"} if closed else own

    def changed(asked: Mapping[str, Any]) -> dict[str, Any]:
        return {
            **asked,
            "options": [one(said) if said["code"] == option else said for said in asked["options"]],
        }

    return _changed(definition, question, changed)


def compared(definition: Mapping[str, Any], question: str, year: str, how: Any) -> dict[str, Any]:
    """The definition with what it says about how far a question compares with that of another year."""
    return _changed(
        definition, question, lambda asked: {**asked, "same_as": {**asked.get("same_as", {}), year: how}}
    )


def revised(before: Mapping[str, Any], after: Mapping[str, Any], version: str) -> dict[str, Any]:
    """What `after` asks as the version that follows `before`, with closed what it leaves out. Raises RevisionRefused.

    Both are whole definitions. A DeclarationError comes through where `after` is none.
    """
    earlier = Questionnaire.from_dict(before)
    whole = {**_with_closed_options(before, after), "version": version}
    now = Questionnaire.from_dict(whole)
    if obstacles := (*_gone(earlier, now), *_needed(now)):
        raise RevisionRefused(obstacles)
    came = [code for code in now.items if code not in earlier.items]
    lacking = {**earlier.revises, earlier.version: ()}
    whole["revises"] = {known: [*items, *came] for known, items in lacking.items()}
    return whole


def _changed(definition: Mapping[str, Any], code: str, change) -> dict[str, Any]:
    sections = [
        {
            **section,
            "questions": [change(each) if each["code"] == code else each for each in section["questions"]],
        }
        for section in definition["sections"]
    ]
    return {**definition, "sections": sections}


def _with_closed_options(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    """`after` with the options that it leaves out, closed and in their old places."""
    known = {each["code"]: each for section in before["sections"] for each in section["questions"]}
    whole = dict(after)
    for section in after["sections"]:
        for asked in section["questions"]:
            if earlier := known.get(asked["code"], {}).get("options"):
                whole = _changed(whole, asked["code"], lambda now, was=earlier: _together(was, now))
    return whole


def _together(earlier: Sequence[Mapping[str, Any]], asked: Mapping[str, Any]) -> dict[str, Any]:
    options = list(asked.get("options", ()))
    there = {option["code"] for option in options}
    if not there:
        return dict(asked)
    for place, option in enumerate(earlier):
        if option["code"] not in there:
            options.insert(min(place, len(options)), {**option, "closed": "true"})
    return {**asked, "options": options}


def _gone(earlier: Questionnaire, now: Questionnaire) -> Iterable[Obstacle]:
    """Everything by which an answer, or a workbook that was sent out, would lose its question."""
    for code, was in earlier.questions.items():
        asked = now.questions.get(code)
        if asked is None:
            yield Obstacle("question_left", code)
        elif (was.kind, was.currency) != (asked.kind, asked.currency):
            yield Obstacle("kind_changed", code)
        else:
            yield from _lost_parts(was, asked)
            if now.most[asked.items[0].code] < earlier.most[was.items[0].code]:
                yield Obstacle("asked_less_often", code)


def _lost_parts(was: Question, asked: Question) -> Iterable[Obstacle]:
    rows = {row.code for row in asked.rows}
    yield from (Obstacle("row_left", was.code, row.code) for row in was.rows if row.code not in rows)
    words = {option.code for option in asked.options if option.specify}
    for option in was.options:
        if option.specify and option.code not in words:
            yield Obstacle("words_left", was.code, option.code)
    places = [option.code for option in asked.options][: len(was.options)]
    if was.kind == "scale" and places != [option.code for option in was.options]:
        yield Obstacle("scale_moved", was.code)


def _needed(now: Questionnaire) -> Iterable[Obstacle]:
    """Closed options without which the questionnaire cannot be asked as it stands."""
    found = []
    for question in now.questions.values():
        if question.options and len(question.offered) < 2:
            found.append(Obstacle("too_few_options", question.code))
        if question.shown_if:
            options = now.questions[question.shown_if.question].options
            if any(each.closed and each.code == question.shown_if.option for each in options):
                found.append(
                    Obstacle("condition_closed", question.shown_if.question, question.shown_if.option)
                )
    if not found:
        try:
            Questionnaire.from_dict(now.as_asked.to_dict())
        except DeclarationError:
            found.append(Obstacle("rule_closed"))
    return dict.fromkeys(found)
