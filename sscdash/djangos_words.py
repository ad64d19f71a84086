"""Words that Django itself says and the United Nations writes otherwise.

The project's catalogues come before Django's own: what is named here is translated there. Arabic has both names of each
month; labels end with the colon of the language.
"""

from django.utils.translation import gettext_noop

MONTHS = (
    gettext_noop("January"),
    gettext_noop("February"),
    gettext_noop("March"),
    gettext_noop("April"),
    gettext_noop("May"),
    gettext_noop("June"),
    gettext_noop("July"),
    gettext_noop("August"),
    gettext_noop("September"),
    gettext_noop("October"),
    gettext_noop("November"),
    gettext_noop("December"),
)
LABEL_SUFFIX = gettext_noop(":")
