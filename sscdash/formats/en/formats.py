"""Dates in English as the United Nations writes them."""

DATE_FORMAT = "j F Y"
DATETIME_FORMAT = "j F Y, H:i e"
