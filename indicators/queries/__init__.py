"""What pages need, each with a number of queries that does not grow with years, indicators or respondents."""

from indicators.queries.released import (
    ReleaseNotThere,
    newest_release,
    open_release,
    public_values,
    release_of,
    values_in,
)

__all__ = [
    "ReleaseNotThere",
    "newest_release",
    "open_release",
    "public_values",
    "release_of",
    "values_in",
]
