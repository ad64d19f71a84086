"""A passage in a text: as it stands there, whatever became of its lines on the way through a page. PURE."""

import re


def passage_in(text: str, typed: str) -> str:
    """The passage of the text that was typed, exactly as the text has it; "" where it does not stand there.

    Only spaces and line ends may differ: a browser changes these, and nobody sees them. A passage begins and ends
    with whole words, so that nothing that was cut out of a word is quoted.
    """
    words = typed.split()
    if not words:
        return ""
    pattern = r"\s+".join(map(re.escape, words))
    starts = r"(?<!\w)" if _spaced(words[0][0]) else ""
    ends = r"(?!\w)" if _spaced(words[-1][-1]) else ""
    found = re.search(f"{starts}{pattern}{ends}", text)
    return found[0] if found else ""


def _spaced(letter: str) -> bool:
    """Whether the letter belongs to a script that sets its words apart: Chinese does not."""
    return letter.isalnum() and not "\u3400" <= letter <= "\u9fff"
