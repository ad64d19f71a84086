"""Where the years of a figure cannot be compared: the definition, or a question that it reads, means something else."""

from collections.abc import Iterable, Mapping, Sequence

from django.utils.translation import gettext

from indicators import words
from indicators.figure import Break


def breaks_over(
    keys: Sequence[str], versions: Iterable[Mapping[str, int | None]], changes: Iterable[Mapping]
) -> list[Break]:
    """The breaks of a figure over the years `keys`, in their order, each once.

    `versions`: for each series year -> version of the definition. `changes` are those of the indicator, as a
    release keeps them, of the series' kind.
    """
    breaks = {(at, text) for series in versions for at, text in _of_versions(keys, series)}
    for change in changes:
        if change["reason"] == "question_changed" and str(change["to_year"]) in keys:
            reasons = [words.text(wording) for wording in change["reason_parameters"]["questions"].values()]
            text = words.sentences([gettext("the question changed:"), *dict.fromkeys(reasons)])
            breaks.add((keys.index(str(change["to_year"])), text))
    return [Break(at, text) for at, text in sorted(breaks) if at]


def _of_versions(keys: Sequence[str], versions: Mapping[str, int | None]) -> Iterable[tuple[int, str]]:
    before = None
    for at, key in enumerate(keys):
        version = versions.get(key)
        if version and before and version != before:
            text = gettext("definition changed from version %(before)s to version %(after)s")
            yield at, text % {"before": before, "after": version}
        before = version or before
