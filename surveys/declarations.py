"""Files that declare something: questionnaires, indicators, frameworks, groups. PURE.

A declaration is YAML in which every scalar is text until somebody asks for something else: `no`, `NO` and
`1.10` keep their meaning. `read_yaml` gives the text, `Reader` turns it into typed values and refuses what it
was not asked about, so that a misspelt key is an error with file, line and path, and never a silent default.
"""

import csv
import io
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final, TypeVar

import yaml

from surveys.wording import LANGUAGES

YEARS: Final = range(1945, 2101)
REQUIRED: Final[Any] = object()

T = TypeVar("T")


class DeclarationError(ValueError):
    """A declaration that cannot be read: says in which file, on which line and at which path.

    `file` is the name the caller gave, `path` the keys from the top ("questions[3].kind", "" for the whole
    file), `line` counts from 1 and is None where it is not known. What a page may have to say in the reader's language
    has a `code` beside its English message, and the `word` that it is about.
    """

    code = word = ""

    def __init__(self, message: str, *, file: str, path: str = "", line: int | None = None):
        place = file if line is None else f"{file}:{line}"
        super().__init__(": ".join(part for part in (place, path, message) if part))
        self.message, self.file, self.path, self.line = message, file, path, line


class Declared(dict[str, Any]):
    """A mapping of a declaration: `line` is where it begins, `lines` where each of its keys stands."""

    def __init__(self, line: int) -> None:
        super().__init__()
        self.line, self.lines = line, dict[str, int]()


class _Duplicate(yaml.MarkedYAMLError):
    """The same key twice, or a key that is not text."""


class _TextLoader(yaml.CBaseLoader):
    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> Declared:
        mapping = Declared(node.start_mark.line + 1)
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                raise _Duplicate(problem="a key has to be text", problem_mark=key_node.start_mark)
            key = key_node.value
            if key in mapping:
                raise _Duplicate(problem=f"key “{key}” is given twice", problem_mark=key_node.start_mark)
            mapping[key] = self.construct_object(value_node, deep=deep)
            mapping.lines[key] = key_node.start_mark.line + 1
        return mapping


def read_yaml(text: str, *, file: str) -> dict[str, Any]:
    """The declaration as mappings, lists and text: no scalar is anything but text, an empty one is "".

    Raises DeclarationError for text that is not YAML, a key given twice, more than one document, and a file
    that is not a mapping at its top.
    """
    try:
        content = _TextLoader(text).get_single_data()
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        raise DeclarationError(error.problem or "is not YAML", file=file, line=line) from error
    except yaml.YAMLError as error:
        raise DeclarationError(f"is not YAML: {error}", file=file) from error
    if not isinstance(content, dict):
        raise DeclarationError("the file has to be a mapping of keys", file=file)
    return content


def read_table(text: str, *, file: str, columns: Sequence[str]) -> list["Reader"]:
    """The rows of a CSV file that has exactly these columns, as readers; an empty cell is a missing key.

    Raises DeclarationError for other columns, for a row with more or fewer cells than there are columns, and
    for quotes that do not close.
    """
    lines = csv.reader(io.StringIO(text.lstrip("\ufeff"), newline=""), strict=True)
    readers = []
    try:
        header = next(lines, [])
        if header != list(columns):
            raise DeclarationError(f"the columns have to be {', '.join(columns)}", file=file, line=1)
        for cells in lines:
            if len(cells) != len(header):
                message = f"{len(cells)} cells in a table of {len(header)} columns"
                raise DeclarationError(message, file=file, line=lines.line_num)
            readers.append(Reader(_row(header, cells, lines.line_num), file))
    except csv.Error as error:
        raise DeclarationError(f"is not CSV: {error}", file=file, line=lines.line_num) from error
    return readers


def _row(header: list[str], cells: list[str], line: int) -> Declared:
    row = Declared(line)
    row.update((column, cell) for column, cell in zip(header, cells, strict=True) if cell.strip())
    return row


class Reader:
    """A typed look at one mapping of a declaration.

    Each method takes a key, and marks it as read. Without a default a key is required; a key without a value
    is an error either way (leave the key out instead). `finish` raises for every key nobody asked about, here
    and in the readers handed out by `mapping` and `list_of`. All methods raise DeclarationError.
    """

    def __init__(self, mapping: Mapping[str, Any], file: str, path: str = ""):
        if not isinstance(mapping, Mapping):
            raise DeclarationError("has to be a mapping of keys", file=file, path=path)
        self.content, self.file, self.path = mapping, file, path
        self._read: set[str] = set()
        self._children: list[Reader] = []

    def error(
        self, message: str, key: str | None = None, *, code: str = "", word: str = ""
    ) -> DeclarationError:
        """An error about this mapping, or about one key of it, for the caller to raise."""
        line = getattr(self.content, "lines", {}).get(key, getattr(self.content, "line", None))
        error = DeclarationError(message, file=self.file, path=self._path_of(key), line=line)
        error.code, error.word = code, word
        return error

    def has(self, key: str) -> bool:
        """Whether the key is there. Does not mark it as read."""
        return key in self.content

    def raw(self, key: str, default: Any = REQUIRED) -> Any:
        """The value as it was read: text, a list or a mapping."""
        self._read.add(key)
        if key in self.content:
            return self.content[key]
        if default is REQUIRED:
            raise self.error(f"“{key}” is missing")
        return default

    def text(self, key: str, default: Any = REQUIRED) -> Any:
        """Text that is not empty."""
        value = self.raw(key, default)
        if key not in self.content:
            return value
        return self._text(value, key)

    def unseen(self, key: str, seen: set[str]) -> str:
        """Text that is not in `seen` yet, and then is: a code that is given once."""
        value = self.text(key)
        if value in seen:
            raise self.error(f"“{value}” is given twice", key)
        seen.add(value)
        return value

    def integer(self, key: str, default: Any = REQUIRED) -> Any:
        """A whole number, written in ASCII digits."""
        return self._scalar(key, default, r"-?[0-9]+", int, "a whole number")

    def decimal(self, key: str, default: Any = REQUIRED) -> Any:
        """A Decimal, written with a point: 1.10 keeps both of its places."""
        return self._scalar(key, default, r"-?[0-9]+(\.[0-9]+)?", Decimal, "a number")

    def year(self, key: str, default: Any = REQUIRED) -> Any:
        """A year of the United Nations, as int."""
        year = self._scalar(key, default, r"[0-9]{4}", int, "a year of four digits")
        if key in self.content and year not in YEARS:
            raise self.error(f"{year} is not a year from {YEARS.start} to {YEARS.stop - 1}", key)
        return year

    def boolean(self, key: str, default: Any = REQUIRED) -> Any:
        """true or false, written so and in no other way."""
        return self._scalar(key, default, "true|false", lambda text: text == "true", "true or false")

    def one_of(self, key: str, allowed: Iterable[str], default: Any = REQUIRED) -> Any:
        """Text out of a closed list."""
        value, allowed = self.text(key, default), tuple(allowed)
        if key in self.content and value not in allowed:
            raise self.error(f"“{value}” is not one of {', '.join(allowed)}", key)
        return value

    def texts(self, key: str, default: Any = REQUIRED) -> Any:
        """Text in several languages, {"en": …, "zh": …}: English always, and no language but the six."""
        value = self.raw(key, default)
        if key not in self.content:
            return value
        child = Reader(value, self.file, self._path_of(key))
        unknown = [language for language in value if language not in LANGUAGES]
        if unknown:
            hint = "a text in braces that has a comma needs quotes"
            raise child.error(f"“{unknown[0]}” is not one of {', '.join(LANGUAGES)}; {hint}", unknown[0])
        if "en" not in value:
            raise self.error("the English text is missing", key, code="english_missing")
        return {language: child.text(language) for language in value}

    def text_list(self, key: str, default: Any = REQUIRED) -> Any:
        """A list of text, as a tuple."""
        value = self.raw(key, default)
        if key not in self.content:
            return value
        return tuple(self._text(item, key) for item in self._list(value, key))

    def text_mapping(self, key: str, default: Any = REQUIRED) -> Any:
        """A mapping with keys of the author's own, text to text: {"blank": "leaves"}."""
        value = self.raw(key, default)
        if key not in self.content:
            return value
        child = Reader(value, self.file, self._path_of(key))
        return {own: child.text(own) for own in value}

    def mapping(self, key: str, default: Any = REQUIRED) -> Any:
        """A reader of the mapping under the key."""
        value = self.raw(key, default)
        return self._child(value, self._path_of(key)) if key in self.content else value

    def list_of(self, key: str, read: Callable[["Reader"], T], default: Any = REQUIRED) -> Any:
        """What `read` makes of each mapping in a list, as a tuple."""
        value = self.raw(key, default)
        if key not in self.content:
            return value
        path = self._path_of(key)
        return tuple(
            read(self._child(item, f"{path}[{number}]"))
            for number, item in enumerate(self._list(value, key), start=1)
        )

    def finish(self) -> None:
        """Raise for the first key that was never read."""
        for key in self.content:
            if key not in self._read:
                raise self.error("unknown key", key)
        for child in self._children:
            child.finish()

    def _path_of(self, key: str | None) -> str:
        return ".".join(part for part in (self.path, key) if part)

    def _child(self, value: Any, path: str) -> "Reader":
        child = Reader(value, self.file, path)
        self._children.append(child)
        return child

    def _text(self, value: Any, key: str) -> str:
        if not isinstance(value, str):
            raise self.error("has to be text", key)
        if not value.strip():
            raise self.error("has no value; leave the key out if there is none", key)
        return value.strip()

    def _list(self, value: Any, key: str) -> list[Any]:
        if not isinstance(value, list):
            raise self.error("has to be a list", key)
        return value

    def _scalar(self, key: str, default: Any, pattern: str, make: Callable[[str], T], what: str) -> Any:
        text = self.text(key, default)
        if key not in self.content:
            return text
        if not re.fullmatch(pattern, text):
            raise self.error(f"“{text}” is not {what}", key)
        return make(text)
