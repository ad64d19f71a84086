"""Dates and numbers in French as the United Nations writes them."""

DATE_FORMAT = "j F Y"
DATETIME_FORMAT = "j F Y, H:i e"
DECIMAL_SEPARATOR = ","
THOUSAND_SEPARATOR = "\u202f"
NUMBER_GROUPING = 3
