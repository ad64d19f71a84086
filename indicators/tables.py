"""Files of rows that have an id of their own, so that an error names the row by it. PURE."""

from collections.abc import Mapping, Sequence

from surveys.declarations import Reader, read_table


def read_identified(text: str, file: str, columns: Sequence[str]) -> list[Reader]:
    """The rows of a CSV file with a column `id`, as readers whose path is the id.

    Raises DeclarationError as `read_table` does, and for an id that is missing or given twice.
    """
    seen: set[str] = set()
    return [
        Reader(row.content, file, row.unseen("id", seen))
        for row in read_table(text, file=file, columns=columns)
    ]


def both_languages(row: Reader, english: str, chinese: str) -> Mapping[str, str] | None:
    """The text of two columns as {"en": …, "zh": …}; None where both are empty.

    Raises DeclarationError where one language is given without the other.
    """
    texts = {"en": row.text(english, None), "zh": row.text(chinese, None)}
    if None not in texts.values():
        return texts
    if any(texts.values()):
        raise row.error("one language is given without the other", chinese)
    return None
