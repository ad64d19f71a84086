"""Which k of n a printed percentage can be, in words."""

from django.utils.translation import gettext

from indicators import words
from indicators.engine import plausibility
from indicators.models import PublishedFigure

NO_RESPONDENTS = ("administrative", "literature", "none", "")
"""Where a percentage comes from that is no share of respondents, unless its n is printed."""
MANY = 4
"""So many fits are named one by one, more of them as a range."""


def plausibility_in_words(figure: PublishedFigure) -> str:
    """What whole numbers the percentage can be made of: of its n where that is known, else the smallest n that fits.

    "" for what is no exact percentage, or no share of things that are counted.
    """
    if not _is_tested(figure):
        return ""
    if figure.denominator is not None:
        return _of_known_n(figure)
    fit = plausibility.smallest(figure.value)
    if fit is None or fit.n == 1:
        return ""
    text = gettext("The smallest n that fits: %(n)s (%(k)s of %(n)s), if it was rounded as usual.")
    return text % {"k": fit.k, "n": fit.n}


def is_implausible(figure: PublishedFigure) -> bool:
    """Whether no k of the n that is given prints as the percentage."""
    return (
        _is_tested(figure)
        and figure.denominator is not None
        and not plausibility.fits(figure.value, int(figure.denominator))
    )


def _is_tested(figure: PublishedFigure) -> bool:
    if figure.unit != "percent" or figure.value is None or figure.qualifier != "exact":
        return False
    if not 0 <= figure.value <= 100:
        return False
    if figure.denominator is None:
        return figure.survey not in NO_RESPONDENTS
    return figure.denominator >= 1 and figure.denominator == int(figure.denominator)


def _of_known_n(figure: PublishedFigure) -> str:
    n = int(figure.denominator)
    found = plausibility.fits(figure.value, n)
    usual = [fit for fit in found if plausibility.USUAL in fit.modes]
    if not found:
        text = gettext(
            "No whole number of %(n)s is %(value)s per cent under any rounding: the n is another one."
        )
        return text % {"n": words.plain_number(n), "value": words.plain_number(figure.value)}
    fits = _listed([fit.k for fit in usual or found])
    text = (
        gettext("Fits %(fits)s of %(n)s.")
        if usual
        else gettext("Fits %(fits)s of %(n)s, but not under the usual rounding.")
    )
    return text % {"fits": fits, "n": words.plain_number(n)}


def _listed(numbers: list[int]) -> str:
    if len(numbers) > MANY:
        ends = {"lowest": words.plain_number(numbers[0]), "highest": words.plain_number(numbers[-1])}
        return gettext("%(lowest)s to %(highest)s") % ends
    *first, last = map(words.plain_number, numbers)
    return gettext("%(first)s or %(last)s") % {"first": words.listed(first), "last": last} if first else last
