"""How pages write a breakdown in an address: `respondent=IFAD`, several joined by `+`. PURE."""

from collections.abc import Mapping
from urllib.parse import quote, unquote

BETWEEN, IS = "+", "="


def breakdown_address(breakdown: Mapping[str, str]) -> str:
    """{"region": "africa"} -> "region=africa"; {} -> "". Dimensions in alphabetical order, codes quoted."""
    return BETWEEN.join(
        f"{dimension}{IS}{quote(breakdown[dimension], safe='')}" for dimension in sorted(breakdown)
    )


def breakdown_from(address: str) -> dict[str, str]:
    """The breakdown that an address means. Raises ValueError for anything that `breakdown_address` never writes."""
    breakdown: dict[str, str] = {}
    for part in address.split(BETWEEN) if address else ():
        dimension, between, code = part.partition(IS)
        if not (between and dimension and code) or dimension in breakdown:
            raise ValueError(f"“{part}” is not written dimension=code")
        breakdown[dimension] = unquote(code)
    return breakdown
