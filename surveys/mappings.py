"""What somebody decided about a file whose columns or answers could not be placed by themselves. PURE.

A mapping holds for one survey and one layout's fingerprint: the same headings next year, but for the year in
their wording, find the decisions again. A file with a column more or less takes them over from the newest mapping
of its layout, until somebody confirms them for it.
"""

import hashlib
import re
from collections import abc
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any, Final

from surveys.absences import fold

RESPONDENT: Final = "@respondent"
"""The target of the column that says who answers."""
LEFT_OUT: Final = "@left_out"
"""The target of a column that is no answer, and the reading of a text that is none."""
YEAR: Final = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


@dataclass(frozen=True)
class Mapping:
    """The decisions: where columns belong, and what texts mean.

    columns: column key (`surveys.exports`) -> code of an item, code of a question whose one cell lists
    many answers, RESPONDENT or LEFT_OUT.
    answers: code of an item or of a question with many answers -> folded text -> option, absence or LEFT_OUT.
    taken_over: whether they were made for a file with other headings. Nothing that is stored says so.
    """

    layout: str
    fingerprint: str
    columns: abc.Mapping[str, str] = field(default_factory=dict)
    answers: abc.Mapping[str, abc.Mapping[str, str]] = field(default_factory=dict)
    taken_over: bool = False

    def to_dict(self) -> dict[str, Any]:
        """The mapping in a shape fit for JSON."""
        return {
            "layout": self.layout,
            "fingerprint": self.fingerprint,
            "columns": dict(self.columns),
            "answers": {code: dict(texts) for code, texts in self.answers.items()},
        }

    @classmethod
    def from_dict(cls, content: abc.Mapping[str, Any]) -> "Mapping":
        """The mapping out of that shape."""
        return cls(
            content["layout"],
            content["fingerprint"],
            content.get("columns", {}),
            content.get("answers", {}),
        )


def without_years(text: str) -> str:
    """The text folded, with every year from 1900 to 2099 made the same: wordings carry the year of the round."""
    return YEAR.sub("####", fold(text))


def fingerprint(layout: str, keys: Iterable[str]) -> str:
    """By what a layout is known again: its name and the keys of its columns in any order; 32 letters."""
    content = "\n".join([layout, *sorted(without_years(key) for key in keys)])
    return hashlib.sha256(content.encode()).hexdigest()[:32]


def choose(mappings: Iterable[Mapping], layout: str, mark: str) -> Mapping | None:
    """The mapping that was confirmed for this layout and fingerprint, or None."""
    return next((each for each in mappings if (each.layout, each.fingerprint) == (layout, mark)), None)


def take_over(
    mappings: Iterable[Mapping], layout: str, keys: abc.Collection[str], targets: abc.Container[str]
) -> Mapping | None:
    """What was decided for other files of this layout, of the first mapping that says anything about these columns.

    `keys` are those of the file's columns, `targets` where a column may belong. A mapping that only says what
    answers mean says it for every file of the layout.
    """
    for each in mappings:
        if each.layout != layout:
            continue
        columns = {key: target for key, target in each.columns.items() if key in keys and target in targets}
        if columns or (each.answers and not each.columns):
            return replace(each, columns=columns, taken_over=True)
    return None
