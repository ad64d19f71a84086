"""What each page says, put together from queries and words; views and templates only show it."""

from indicators.pages import drafts, indicator, overview, published, reconciliation, releases, touched, value

__all__ = ["drafts", "indicator", "overview", "published", "reconciliation", "releases", "touched", "value"]
