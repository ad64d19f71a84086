"""What each page says, put together from queries and words; views and templates only show it."""

from indicators.pages import (
    compare,
    indicator,
    overview,
    profiles,
    published,
    recommendations,
    releases,
    search,
    systems,
    value,
)

__all__ = [
    "compare",
    "indicator",
    "overview",
    "profiles",
    "published",
    "recommendations",
    "releases",
    "search",
    "systems",
    "value",
]
