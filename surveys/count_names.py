"""What the texts of a table of counts name: a question, an answer to it, a group of respondents. PURE."""

import difflib
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, Final, NamedTuple

from surveys import count_words
from surveys.absences import BLANK, NOT_SHOWN, absence_in, fold
from surveys.coercion import choices_of
from surveys.counting import ABSENCE, ANSWERED, INVITED, OPTION, TOTAL, WHOLE
from surveys.headings import squeeze
from surveys.questionnaires import Questionnaire
from surveys.questions import NUMBER_KINDS

NEAR: Final = 0.6
CODE_FIRST: Final = re.compile(r"^\s*([A-Za-z][\w.]*)\s*[.:)\-–—]\s+(.+)$", re.DOTALL)


class Meaning(NamedTuple):
    """What a row counts: its kind, and item, option and absence as far as the kind has them."""

    kind: str
    item: str = ""
    option: str = ""
    absence: str = ""


class QuestionNames:
    """The questionnaire made ready for questions: by code, alias and wording in any language."""

    def __init__(self, questionnaire: Questionnaire):
        self.questionnaire = questionnaire
        self.codes: dict[str, str] = {}
        for question in questionnaire.questions.values():
            for text in (*question.text.values(), *question.aliases):
                self.codes.setdefault(fold(text), question.code)
        for item in questionnaire.items.values():
            for text in item.text.values():
                self.codes.setdefault(fold(text), item.code)
        self.codes.update({fold(code): code for code in questionnaire.items})
        self.codes.update({fold(code): code for code in questionnaire.questions})

    def code_of(self, text: str) -> str:
        """The code of a question or an item, or ""; "q1. Wording" is known by either part."""
        found = self.codes.get(fold(text), "")
        if not found and (parts := CODE_FIRST.match(text)):
            found = self.codes.get(fold(parts[2]), "") or self.codes.get(fold(parts[1]), "")
        return found

    def nearest(self, text: str) -> str:
        """The code of what is worded or coded most alike, or ""."""
        return _nearest(text, self.codes)

    def meaning(self, code: str, text: str) -> Meaning | None:
        """What an answer's text says beside a question or item; None for what is no answer to it."""
        several = self.questionnaire.questions.get(code)
        if several and several.kind == "many_of":
            return self._of_many(code, text)
        item = self.questionnaire.items.get(code)
        if item is None:
            return None
        if item.kind in NUMBER_KINDS and squeeze(text) in count_words.SUM:
            return Meaning(TOTAL, code)
        if option := choices_of(item).get(fold(text)):
            return Meaning(OPTION, code, option)
        absence = _absence(text)
        return Meaning(ABSENCE, code, absence=absence) if absence else None

    def nearest_answer(self, code: str, text: str) -> str:
        """The answer that is most like the text, as the questionnaire codes it, or ""."""
        return _nearest(text, self._answers(code))

    def countable(self, code: str) -> bool:
        """Whether answers to it can be counted at all: words and dates cannot."""
        several = self.questionnaire.questions.get(code)
        if several and several.kind == "many_of":
            return True
        item = self.questionnaire.items.get(code)
        return bool(item and (item.choices or item.kind in NUMBER_KINDS))

    def options_of(self, item: str) -> tuple[str, ...]:
        """The codes of all options of an item."""
        return tuple(option.code for option in self.questionnaire.items[item].choices)

    def _of_many(self, code: str, text: str) -> Meaning | None:
        option = self._answers(code).get(fold(text))
        return Meaning(OPTION, f"{code}.{option}", "yes") if option else None

    def _answers(self, code: str) -> dict[str, str]:
        several = self.questionnaire.questions.get(code)
        if several and several.kind == "many_of":
            return {
                fold(word): option.code
                for option in several.options
                for word in (*option.text.values(), *option.aliases, option.code)
            }
        return choices_of(self.questionnaire.items[code]) if code in self.questionnaire.items else {}


def about_no_question(text: str) -> Meaning | None:
    """Whether a row's text says that it counts who was invited, or who answered at all."""
    if squeeze(text) in count_words.INVITED:
        return Meaning(INVITED)
    return Meaning(ANSWERED) if squeeze(text) in count_words.ANSWERED else None


class GroupNames:
    """The groups by which answers are broken down, by code and by name in any language.

    `groupings`: grouping -> {"names": [...], "groups": {group: [names]}}. A name that two groups share names none.
    """

    def __init__(self, groupings: Mapping[str, Mapping[str, Any]]):
        self.kinds: dict[str, str] = {}
        named: dict[str, set[tuple[str, str]]] = defaultdict(set)
        self.within: dict[str, dict[str, str]] = {}
        for grouping, content in groupings.items():
            self.kinds.update({fold(word): grouping for word in (*content["names"], grouping)})
            mine = self.within[grouping] = {}
            for group, names in content["groups"].items():
                for word in (*names, group):
                    named[fold(word)].add((grouping, group))
                    mine[fold(word)] = group
                named[fold(f"{grouping}/{group}")].add((grouping, group))
        self.groups = {word: next(iter(found)) for word, found in named.items() if len(found) == 1}

    def group_of(self, grouping: str, group: str) -> tuple[str, str] | None:
        """(grouping, group), ("", "") for everybody; None for what is not known."""
        whole = squeeze(group) in count_words.WHOLE
        if not grouping.strip() or squeeze(grouping) in count_words.WHOLE:
            if whole or not group.strip():
                return WHOLE, WHOLE
            return self.groups.get(fold(group))
        kind = self.kinds.get(fold(grouping))
        if kind is None:
            return None
        code = self.within[kind].get(fold(group))
        return (kind, code) if code else None

    def nearest(self, grouping: str, group: str) -> str:
        """The most similar group as "grouping/group", or the most similar grouping, or ""."""
        kind = self.kinds.get(fold(grouping)) if grouping.strip() else None
        if grouping.strip() and kind is None:
            return _nearest(grouping, self.kinds)
        if kind:
            near = _nearest(group, self.within[kind])
            return f"{kind}/{near}" if near else ""
        near = _nearest(group, self.groups)
        return "/".join(near) if near else ""


def _nearest(text: str, known: Mapping[str, Any]) -> Any:
    near = difflib.get_close_matches(fold(text)[:200], _words(known), n=1, cutoff=NEAR)
    return known[near[0]] if near else ""


def _words(known: Mapping[str, Any]) -> Iterable[str]:
    return [word for word in known if word]


def _absence(text: str) -> str:
    """The absence that a text says, blank and not shown among them; "" for none."""
    if squeeze(text) in count_words.BLANK:
        return BLANK
    if squeeze(text) in count_words.NOT_SHOWN:
        return NOT_SHOWN
    return absence_in(text) or ""
