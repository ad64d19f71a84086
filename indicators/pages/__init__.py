"""What each page says, put together from queries and words; views and templates only show it."""

from indicators.pages import (
    changes,
    compare,
    drafts,
    indicator,
    overview,
    profiles,
    published,
    recommendations,
    reconciliation,
    release_content,
    releases,
    replies,
    search,
    systems,
    touched,
    value,
)

__all__ = [
    "changes",
    "compare",
    "drafts",
    "indicator",
    "overview",
    "profiles",
    "published",
    "recommendations",
    "reconciliation",
    "release_content",
    "releases",
    "replies",
    "search",
    "systems",
    "touched",
    "value",
]
