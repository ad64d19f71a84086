"""A question in the shape of its file: mappings, lists and text. PURE."""

from typing import Any

from surveys.questions import LONGEST_TEXT, Option, Question
from surveys.thresholds import thresholds_to_dict


def question_to_dict(question: Question) -> dict[str, Any]:
    """Only what differs from the default, so that a file and its written-out form look the same."""
    content: dict[str, Any] = {"code": question.code, "kind": question.kind, "text": dict(question.text)}
    for name in ("help", "unit"):
        if getattr(question, name):
            content[name] = dict(getattr(question, name))
    if question.options:
        content["options"] = [option_to_dict(option) for option in question.options]
    if question.rows:
        content["rows"] = [option_to_dict(row) for row in question.rows]
    if question.at_most is not None:
        content["at_most"] = str(question.at_most)
    content |= thresholds_to_dict(question.jump, question.outlier)
    for name in ("absence", "aliases"):
        if getattr(question, name):
            content[name] = list(getattr(question, name))
    if question.required:
        content["required"] = "true"
    for name in ("part_of", "currency"):
        if getattr(question, name):
            content[name] = getattr(question, name)
    for name in ("minimum", "maximum"):
        if getattr(question, name) is not None:
            limit = getattr(question, name)
            content[name] = limit if isinstance(limit, str) else format(limit, "f")
    if question.kind == "text" and question.max_length != LONGEST_TEXT:
        content["max_length"] = str(question.max_length)
    if question.shown_if:
        content["shown_if"] = {question.shown_if.question: question.shown_if.option}
    if question.same_as:
        content["same_as"] = {
            str(earlier.year): "same" if earlier.state == "same" else {earlier.state: dict(earlier.reason)}
            for earlier in question.same_as
        }
    return content


def option_to_dict(option: Option) -> dict[str, Any]:
    """An option or row in the shape of its file."""
    aliases = {"aliases": list(option.aliases)} if option.aliases else {}
    specify = {"specify": "true"} if option.specify else {}
    closed = {"closed": "true"} if option.closed else {}
    return {"code": option.code, "text": dict(option.text), **aliases, **specify, **closed}
