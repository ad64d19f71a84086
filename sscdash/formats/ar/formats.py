"""Dates and numbers in Arabic as the United Nations writes them."""

DATE_FORMAT = "j F Y"
DATETIME_FORMAT = "j F Y، H:i e"
DECIMAL_SEPARATOR = "."
THOUSAND_SEPARATOR = ","
NUMBER_GROUPING = 3
