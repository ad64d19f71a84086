"""The administrator's view: wording can be corrected, what is computed or published cannot."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from indicators import models
from indicators.models.indicators import WORDINGS
from surveys.fields import WordingField
from surveys.texts_admin import ShowsTranslations


class ReadOnly(admin.ModelAdmin):
    """To look at: these rows are made by loading, computing and publishing only."""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class WordingOnly(ShowsTranslations, admin.ModelAdmin):
    """Rows that files make: their texts and the states of these are edited here, all else in the files."""

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def get_readonly_fields(self, request, obj=None):
        """All but the wordings."""
        fields = [*self.model._meta.fields, *self.model._meta.many_to_many]
        return [field.name for field in fields if not isinstance(field, WordingField)]


@admin.register(models.Framework)
class FrameworkAdmin(WordingOnly):
    list_display = ["code", "from_year", "to_year", "document"]


@admin.register(models.Node)
class NodeAdmin(WordingOnly):
    list_display = ["code", "framework", "kind", "paragraph"]
    list_filter = ["framework", "kind"]
    list_select_related = ["framework"]


@admin.register(models.Judgement)
class JudgementAdmin(WordingOnly):
    list_display = ["node", "year", "document", "paragraph"]
    list_select_related = ["node__framework"]


@admin.register(models.Indicator)
class IndicatorAdmin(ReadOnly):
    list_display = ["code", "position"]
    search_fields = ["code"]


@admin.register(models.System)
class SystemAdmin(WordingOnly):
    list_display = ["code", "kind", "parent"]
    list_filter = ["kind"]
    list_select_related = ["parent"]
    search_fields = ["code", "names"]


@admin.register(models.SystemFact)
class SystemFactAdmin(WordingOnly):
    list_display = ["system", "as_of", "document", "paragraph"]
    list_filter = ["document"]
    list_select_related = ["system"]
    search_fields = ["system__code", "words"]


@admin.register(models.CrosswalkReason)
class CrosswalkReasonAdmin(WordingOnly):
    list_display = ["code"]


@admin.register(models.IndicatorVersion)
class IndicatorVersionAdmin(WordingOnly):
    """The translations of a published definition; its English and its meaning are changed by a version of their own."""

    list_display = ["indicator", "number", "state", "from_year", "to_year"]
    list_filter = ["state"]
    list_select_related = ["indicator"]
    search_fields = ["indicator__code", *WORDINGS.values()]
    fieldsets = [
        (None, {"fields": ["indicator", "number", "state"]}),
        (
            _("Translations"),
            {
                "fields": list(WORDINGS.values()),
                "description": _(
                    "What is corrected here is shown from the next release on; releases keep the words they were published with. The English belongs to the definition: it is changed by a new version."
                ),
            },
        ),
    ]

    def has_change_permission(self, request, obj=None):
        """A draft is worked on on its own page."""
        drafted = obj is not None and obj.state != models.IndicatorVersion.State.PUBLISHED
        return not drafted and super().has_change_permission(request, obj)


@admin.register(models.PublishedFigure)
class PublishedFigureAdmin(WordingOnly):
    list_display = ["code", "document", "paragraph", "indicator", "value", "qualifier", "unit"]
    list_filter = ["document", "source_kind", "context"]
    list_select_related = ["indicator"]
    search_fields = ["code", "measure", "note"]


@admin.register(models.Contradiction)
class ContradictionAdmin(WordingOnly):
    list_display = ["number", "places"]


@admin.register(models.Recommendation)
class RecommendationAdmin(ShowsTranslations, admin.ModelAdmin):
    list_display = ["code", "document", "paragraph", "status", "next_review"]
    list_filter = ["document", "status"]
    fields = [
        "code",
        "document",
        "paragraph",
        "addressee",
        "verb",
        "words",
        "status",
        "evidence",
        "next_review",
    ]
    readonly_fields = ["code", "document", "paragraph"]


@admin.register(models.Run)
class RunAdmin(ReadOnly):
    list_display = ["id", "round", "finished", "by", "illustrative"]
    list_filter = ["illustrative"]
    list_select_related = ["round__survey", "by"]


@admin.register(models.Release)
class ReleaseAdmin(ReadOnly):
    list_display = ["number", "name", "state", "published", "published_by"]
    exclude = ["frozen"]
    list_select_related = ["published_by"]
