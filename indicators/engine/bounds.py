"""What a share over a closed roster could be if those who are missing had answered. PURE.

Missing are no response, blank, do not know and refused: there is an answer that we do not know. Those to whom a
question does not apply, or was not shown, are not missing. Only a share has bounds: a respondent is in it once
or not, while a sum could be anything. Over an open roster nobody knows how many are missing.
"""

from decimal import Decimal

from indicators.engine.rounding import EXACT


def bounds(
    numerator: Decimal, denominator: Decimal, unknown: Decimal | int, undecided: Decimal | int = 0
) -> tuple[Decimal, Decimal]:
    """The share in per cent if all missing had said no, and if all had said yes.

    `unknown` are the missing who left the denominator, `undecided` those who stay in it and count as no. Three
    of four, and one did not answer: bounds(3, 4, 1) == (60, 80). Raises ZeroDivisionError for a share of nothing.
    """
    everybody = denominator + unknown
    highest = numerator + unknown + undecided
    return EXACT.divide(numerator * 100, everybody), EXACT.divide(highest * 100, everybody)
