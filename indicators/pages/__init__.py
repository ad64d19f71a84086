"""What each page says, put together from queries and words; views and templates only show it."""

from indicators.pages import indicator, overview, published, reconciliation, releases, touched, value

__all__ = ["indicator", "overview", "published", "reconciliation", "releases", "touched", "value"]
