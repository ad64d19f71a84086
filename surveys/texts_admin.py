"""Lists of the administration whose rows carry texts: which translations nobody has reviewed, and which are missing."""

from django.contrib import admin
from django.db.models import Q
from django.utils.translation import get_language_info, gettext_lazy
from django.utils.translation import gettext as _

from surveys.fields import PAGE_CODES, WordingField
from surveys.wording import LANGUAGES

PARAMETER = "translation"


def wordings_of(model) -> list[str]:
    """The columns of a kind of row that are texts in six languages."""
    return [field.attname for field in model._meta.concrete_fields if isinstance(field, WordingField)]


def in_state(model, state: str, language: str) -> Q:
    """Rows with a text that is a draft in a language, or that has none in it (`missing`)."""
    found = Q()
    for column in wordings_of(model):
        if state == "draft":
            found |= Q(**{f"{column}__{language}__state": "draft"})
        else:
            found |= ~Q(**{column: {}}) & ~Q(**{f"{column}__has_key": language})
    return found


class TranslationFilter(admin.SimpleListFilter):
    """Rows with a translation to review or to make, by language."""

    title = gettext_lazy("translations")
    parameter_name = PARAMETER

    def lookups(self, request, model_admin):
        names = {
            key: get_language_info(PAGE_CODES.get(key, key))["name_translated"]
            for key in LANGUAGES
            if key != "en"
        }
        return [
            *(
                (f"draft-{key}", _("%(language)s: to review") % {"language": name})
                for key, name in names.items()
            ),
            *(
                (f"missing-{key}", _("%(language)s: missing") % {"language": name})
                for key, name in names.items()
            ),
        ]

    def queryset(self, request, queryset):
        if not self.value():
            return queryset
        state, _dash, language = self.value().partition("-")
        return queryset.filter(in_state(queryset.model, state, language))


class ShowsTranslations:
    """A list that says of each row which translations nobody has reviewed, and narrows to these."""

    def get_list_display(self, request):
        return [*super().get_list_display(request), "to_review"]

    def get_list_filter(self, request):
        return [*super().get_list_filter(request), TranslationFilter]

    @admin.display(description=gettext_lazy("translations to review"))
    def to_review(self, row) -> str:
        """The languages in which a text of the row is a draft."""
        texts = [getattr(row, column) or {} for column in wordings_of(type(row))]
        return ", ".join(
            key for key in LANGUAGES if any(text.get(key, {}).get("state") == "draft" for text in texts)
        )
