"""A questionnaire declared by what differs from the one of an earlier round. PURE.

    survey: desa_government
    year: 2022
    version: "2022.1"
    based_on: 2021.yaml                       # a file beside this one
    changes:
      support_kinds: {options: […], same_as: {2021: {similar: {en: …}}}}
    without: [remarks]
    more:
      - {after: support_kinds, code: …, kind: …, text: {en: …}}

Everything else is taken over. Where a wording names the earlier data year it names the own one instead; what is
said under `changes` and `more` stays as it is written. A question that is taken over asks the same as in the earlier
round, and compares with rounds before that as it did there; one whose words or options change has to say how far it
compares. `status`, `title` and `rules` may be given anew. The result is a whole questionnaire, and that is what is
loaded, shown and hashed: nobody behind the loader knows that it was written as a difference.
"""

import re
from collections.abc import Mapping
from typing import Any, Final

from surveys.declarations import Reader

BASED_ON: Final = "based_on"
AGAIN: Final = ("status", "title", "rules", "yes_no")
ASKS_OTHERWISE: Final = frozenset({"kind", "text", "options", "rows"})
"""Keys of a question whose change leaves open whether it still asks the same."""


def later_round(content: Mapping[str, Any], earlier: Mapping[str, Any], *, file: str) -> dict[str, Any]:
    """The whole declaration of a round, of what its file says and the whole declaration it is based on.

    Raises DeclarationError for a change to a question that is not there, and for one that does not say how far
    it compares where it has to.
    """
    reader = Reader(content, file)
    reader.text(BASED_ON)
    before, now = earlier["year"], str(reader.year("year"))
    whole = {name: reader.text(name) for name in ("survey", "year", "version")}
    for name in AGAIN:
        if reader.has(name) or name in earlier:
            whole[name] = reader.raw(name, _in_year(earlier.get(name), before, now))
    questions = {
        question["code"]: _taken_over(question, before, now)
        for section in earlier["sections"]
        for question in section["questions"]
    }
    _change(reader, questions, before)
    _drop(reader, questions)
    following = _following(reader, questions)
    reader.finish()
    whole["sections"] = [
        {
            **_in_year({name: value for name, value in section.items() if name != "questions"}, before, now),
            "questions": [
                question
                for each in section["questions"]
                if each["code"] in questions
                for question in (questions[each["code"]], *following.get(each["code"], ()))
            ],
        }
        for section in earlier["sections"]
    ]
    return whole


def _taken_over(question: Mapping[str, Any], before: str, now: str) -> dict[str, Any]:
    asks = {name: value for name, value in question.items() if name != "same_as"}
    return {**_in_year(asks, before, now), "same_as": {before: "same", **question.get("same_as", {})}}


def _in_year(value: Any, before: str, now: str) -> Any:
    """The same with the year in its wordings, which are known by their English text; all else stays."""
    if isinstance(value, Mapping):
        if "en" in value:
            year = re.compile(rf"(?<!\d){before}(?!\d)", re.ASCII)
            return {language: year.sub(now, text) for language, text in value.items()}
        return {name: _in_year(part, before, now) for name, part in value.items()}
    return [_in_year(part, before, now) for part in value] if isinstance(value, list) else value


def _change(reader: Reader, questions: dict[str, dict[str, Any]], before: str) -> None:
    changes = reader.mapping("changes", None)
    for code in changes.content if changes else ():
        change = changes.raw(code)
        if code not in questions:
            raise changes.error(f"“{code}” is no question of the earlier round", code)
        if not isinstance(change, Mapping) or not change or "code" in change:
            raise changes.error("takes keys of the question, all but its code, with their new values", code)
        if ASKS_OTHERWISE & set(change) and before not in change.get("same_as", ()):
            raise changes.error(f"has to say under “same_as” how far it compares with {before}", code)
        questions[code] |= change


def _drop(reader: Reader, questions: dict[str, dict[str, Any]]) -> None:
    for code in reader.text_list("without", ()):
        if questions.pop(code, None) is None:
            raise reader.error(f"“{code}” is no question of the earlier round", "without")


def _following(reader: Reader, questions: Mapping[str, Any]) -> dict[str, list[Mapping[str, Any]]]:
    """New questions by the code of the one after which they stand."""
    following: dict[str, list[Mapping[str, Any]]] = {}
    for number, question in enumerate(reader.raw("more", ()), start=1):
        place = Reader(question, reader.file, f"more[{number}]")
        after = place.text("after")
        if after not in questions:
            raise place.error(f"“{after}” is no question of the earlier round", "after")
        told = {name: value for name, value in question.items() if name != "after"}
        following.setdefault(after, []).append(told)
    return following
