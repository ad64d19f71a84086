"""The five ways in which an answer can be absent, and the words that people write for them. PURE.

blank: the question was shown and left empty. not_shown: a condition kept it from being asked. The other three
are answers in words, and each question says which of them it offers. No response at all is not an absence of
an answer: it belongs to the roster.
"""

import re
import unicodedata
from typing import Final

BLANK: Final = "blank"
NOT_SHOWN: Final = "not_shown"
NOT_APPLICABLE: Final = "not_applicable"
DO_NOT_KNOW: Final = "do_not_know"
REFUSED: Final = "refused"
ABSENCES: Final = (BLANK, NOT_SHOWN, NOT_APPLICABLE, DO_NOT_KNOW, REFUSED)
OFFERED: Final = (NOT_APPLICABLE, DO_NOT_KNOW, REFUSED)

LABELS: Final = {
    NOT_APPLICABLE: {
        "en": "Not applicable",
        "zh": "不适用",
        "ar": "لا ينطبق",
        "fr": "Sans objet",
        "ru": "Неприменимо",
        "es": "No procede",
    },
    DO_NOT_KNOW: {
        "en": "Do not know",
        "zh": "不清楚",
        "ar": "لا أعرف",
        "fr": "Ne sait pas",
        "ru": "Нет сведений",
        "es": "No sabe",
    },
    REFUSED: {
        "en": "Prefer not to answer",
        "zh": "不愿作答",
        "ar": "أفضّل عدم الإجابة",
        "fr": "Préfère ne pas répondre",
        "ru": "Отказ от ответа",
        "es": "Prefiere no responder",
    },
}
# Beside the codes and the labels. "None" is not among them: it may be an answer.
_OTHER_WORDS: Final = {
    NOT_APPLICABLE: (
        "n/a",
        "n.a.",
        "n. a.",
        "na",
        "n/a.",
        "not relevant",
        "无关",
        "不涉及",
        "不适用于本实体",
    ),
    DO_NOT_KNOW: (
        "don't know",
        "don’t know",
        "dont know",
        "unknown",
        "not known",
        "dk",
        "不知道",
        "未知",
        "不详",
    ),
    REFUSED: ("refused", "refuse to answer", "no answer given", "declined", "拒绝回答", "不愿回答", "拒答"),
}
_DASHES: Final = frozenset("-‐‑‒–—―−") | {"--", "---", "...", "..", "…", "——"}


def fold(text: str) -> str:
    """Text made comparable: one width of letters, no case, single spaces, no full stop at the end."""
    if text.isascii():
        return " ".join(text.split()).rstrip(".").lower()
    return re.sub(r"\s+", " ", unicodedata.normalize("NFKC", text)).strip().rstrip(".。").casefold()


WORDS: Final = {
    fold(word): code
    for code in OFFERED
    for word in (code, *LABELS[code].values(), *_OTHER_WORDS[code], code.replace("_", " "))
}


def is_blank(text: str) -> bool:
    """Whether a cell says nothing: empty, spaces, or only a dash or dots."""
    text = text.strip()
    return not text or text in _DASHES


def absence_in(text: str) -> str | None:
    """The absence that the text declares (not_applicable, do_not_know, refused), or None."""
    return WORDS.get(fold(text))
