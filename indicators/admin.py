"""The administrator's view: wording can be corrected, what is computed or published cannot."""

from django.contrib import admin

from indicators import models


class ReadOnly(admin.ModelAdmin):
    """To look at: these rows are made by loading, computing and publishing only."""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(models.Framework)
class FrameworkAdmin(admin.ModelAdmin):
    list_display = ["code", "from_year", "to_year", "document"]
    readonly_fields = ["code"]


@admin.register(models.Node)
class NodeAdmin(admin.ModelAdmin):
    list_display = ["code", "framework", "kind", "paragraph"]
    list_filter = ["framework", "kind"]
    list_select_related = ["framework"]
    readonly_fields = ["framework", "code", "kind", "parent"]


@admin.register(models.Judgement)
class JudgementAdmin(admin.ModelAdmin):
    list_display = ["node", "year", "document", "paragraph"]
    list_select_related = ["node__framework"]


@admin.register(models.Indicator)
class IndicatorAdmin(admin.ModelAdmin):
    list_display = ["code", "position"]
    search_fields = ["code"]
    readonly_fields = ["code"]


@admin.register(models.IndicatorVersion)
class IndicatorVersionAdmin(ReadOnly):
    list_display = ["indicator", "number", "state", "from_year", "to_year"]
    list_filter = ["state"]
    list_select_related = ["indicator"]


@admin.register(models.PublishedFigure)
class PublishedFigureAdmin(ReadOnly):
    list_display = ["code", "document", "paragraph", "indicator", "value", "qualifier", "unit"]
    list_filter = ["document", "source_kind", "context"]
    list_select_related = ["indicator"]
    search_fields = ["code", "note"]


@admin.register(models.Contradiction)
class ContradictionAdmin(ReadOnly):
    list_display = ["number", "places"]


@admin.register(models.Recommendation)
class RecommendationAdmin(admin.ModelAdmin):
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
    readonly_fields = ["code", "document", "paragraph", "addressee", "verb"]


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
