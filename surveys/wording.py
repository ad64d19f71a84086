"""Text that people read, in several languages. PURE.

A *wording* is a mapping from a language of the United Nations to text. In files it is written
``{en: Good practices, zh: 良好做法}``; in the database each entry also carries its state,
``{"en": {"text": "Good practices", "state": "reviewed"}}``, so that an editor sees which translations
nobody has checked. The functions here read both shapes.

An entry that an editor has corrected also says ``"of"`` which English of the files: so it is told from what a file
said, stays when the files are loaded again, and becomes a draft when their English is another one.
"""

from collections.abc import Collection, Mapping

LANGUAGES = ("ar", "zh", "en", "fr", "ru", "es")
"""The six official languages of the United Nations, as the keys of every wording."""

RIGHT_TO_LEFT = frozenset({"ar"})

STATES = ("draft", "reviewed")

UNREAD = frozenset(LANGUAGES) - {"en"}
"""Languages whose texts in the fixtures are translations of ours that nobody else has read."""


def language_key(language_code: str) -> str:
    """The key of a wording for a language code of a page: ``zh-hans`` and ``zh_Hans`` become ``zh``."""
    return language_code.replace("_", "-").split("-")[0].lower()


def in_language(wording: Mapping | None, language: str) -> str:
    """The text of a wording in a language (a key or a page's code); English where it has none; else ''."""
    if not wording:
        return ""
    entry = wording.get(language_key(language)) or wording.get("en") or ""
    return entry["text"] if isinstance(entry, Mapping) else entry


SAID_TO_BE_ENGLISH = {
    "ar": " (بالإنكليزية)",
    "es": " (en inglés)",
    "fr": " (en anglais)",
    "ru": " (на английском языке)",
    "zh": "（英文）",
}
"""What stands behind English in the place of a translation, in the language of the page."""


class StandIn(str):
    """English in the place of a translation that is missing.

    Written, formatted or put into another text it says that it is English, so that nobody takes it for a mistake:
    in a chart and its files, in a list, inside a sentence. `english` is the text alone, for what says it otherwise.
    """

    said: str

    def __new__(cls, english: str, language: str = "en"):
        text = super().__new__(cls, english)
        text.said = SAID_TO_BE_ENGLISH.get(language_key(language), "")
        return text

    @property
    def english(self) -> str:
        """The English text alone."""
        return str.__str__(self)

    def __str__(self) -> str:
        return self.english + self.said

    def __format__(self, spec: str) -> str:
        return format(str(self), spec)


def for_reader(wording: Mapping | None, language: str) -> str:
    """The text of a wording in a language; where English stands in for it, as a StandIn."""
    text = in_language(wording, language)
    return text if not text or is_translated(wording, language) else StandIn(text, language)


def is_translated(wording: Mapping | None, language: str) -> bool:
    """Whether the wording has a text of its own in this language, so that no English stands in for it."""
    entry = (wording or {}).get(language_key(language))
    return bool(entry["text"] if isinstance(entry, Mapping) else entry)


def with_state(
    texts: Mapping[str, str], state: str = "", *, quoted: Collection[str] = ()
) -> dict[str, dict[str, str]]:
    """The database's shape of a wording from a file; empty texts left out.

    Every text has the state that is given; where none is, the languages that nobody has read yet are drafts, but for
    those in which the document itself is `quoted`.
    """
    unread = UNREAD.difference(quoted)
    return {
        language: {"text": text, "state": state or ("draft" if language in unread else "reviewed")}
        for language, text in texts.items()
        if text
    }


def file_english(wording: Mapping) -> str:
    """The English of the files for a wording of the database, also where an editor has corrected it."""
    entry = wording.get("en") or {}
    return entry.get("of", entry.get("text", ""))


def corrected(known: Mapping, given: Mapping) -> dict[str, dict[str, str]]:
    """The wording that an editor gives in the place of the known one; what differs is marked as a correction."""
    english = file_english(known) or given.get("en", {}).get("text", "")
    return {language: _corrected(known.get(language), entry, english) for language, entry in given.items()}


def _corrected(before: Mapping | None, entry: Mapping, english: str) -> dict[str, str]:
    if before and all(before[key] == entry[key] for key in ("text", "state")):
        return dict(before)
    return {"text": entry["text"], "state": entry["state"], "of": english}


def with_corrections(told: Mapping, known: Mapping) -> dict[str, dict[str, str]]:
    """What the files tell, with the corrections of the known wording over it.

    Where the English of the files is another one by now, a correction has to be looked at again: it is a draft.
    """
    english = file_english(told)
    kept = {language: entry for language, entry in known.items() if "of" in entry}
    outdated = {"state": "draft", "of": english}
    return {**told} | {
        language: dict(entry) if entry["of"] == english else {**entry, **outdated}
        for language, entry in kept.items()
    }


def keeping_states(texts: Mapping[str, str], known: Mapping) -> dict[str, dict[str, str]]:
    """The wording of the next version of what the known one says; what is said again in the same words keeps its state.

    Over another English nobody has read the translations yet: they are drafts.
    """
    english = texts.get("en", "")
    if known and in_language(known, "en") != english:
        return with_state(texts, "draft") | with_state({"en": english}, "reviewed")
    return {
        language: dict(known[language]) if in_its_own(known, language) == entry["text"] else entry
        for language, entry in with_state(texts).items()
    }


def in_its_own(wording: Mapping, language: str) -> str:
    """The text that a wording of the database has in this very language; '' where it has none."""
    return wording.get(language, {}).get("text", "")


def problem_with(wording: object) -> str:
    """What is wrong with the database's shape of a wording, as a sentence; '' if nothing is."""
    if not isinstance(wording, Mapping):
        return "A wording is a mapping from a language to its text and state."
    for language, entry in wording.items():
        if language not in LANGUAGES:
            return f"{language!r} is none of the languages {', '.join(LANGUAGES)}."
        if not isinstance(entry, Mapping) or set(entry) - {"of"} != {"text", "state"}:
            return f"The entry for {language!r} needs exactly a text and a state."
        if not isinstance(entry["text"], str) or not isinstance(entry.get("of", ""), str):
            return f"The entry for {language!r} needs text."
        if entry["state"] not in STATES:
            return f"The entry for {language!r} needs a state out of {', '.join(STATES)}."
    return ""
