"""How much of the content is still without a translation: a page of the administration."""

from collections import Counter

from django.apps import apps
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe
from pghistory.models import Event

from surveys.fields import WordingField
from surveys.texts_admin import ShowsTranslations
from surveys.wording import LANGUAGES

COUNTED_APPS = ("surveys", "indicators")
KINDS = {
    "contradiction": gettext_lazy("contradiction"),
    "crosswalkreason": gettext_lazy("reason of the crosswalk"),
    "framework": gettext_lazy("framework"),
    "group": gettext_lazy("group"),
    "grouping": gettext_lazy("grouping"),
    "indicatorversion": gettext_lazy("definition of an indicator"),
    "item": gettext_lazy("question"),
    "judgement": gettext_lazy("judgement"),
    "node": gettext_lazy("outcome or area"),
    "option": gettext_lazy("option"),
    "publishedfigure": gettext_lazy("published figure"),
    "recommendation": gettext_lazy("recommendation"),
    "respondent": gettext_lazy("respondent"),
    "system": gettext_lazy("system"),
    "systemfact": gettext_lazy("what is said of a system"),
}
"""Kind of row -> what it is called; others have a name of their own."""


@require_safe
def translations(request: HttpRequest) -> HttpResponse:
    """Per kind of row and language: wordings that have no text of their own, and those nobody has reviewed."""
    if not request.user.is_superuser:
        raise PermissionDenied
    context = admin.site.each_context(request) | {
        "title": _("Translations"),
        "codes": LANGUAGES,
        "lines": [line for model in _translated_models() for line in _lines(model)],
    }
    return render(request, "admin/translations.html", context)


def _translated_models():
    for app in COUNTED_APPS:
        for model in apps.get_app_config(app).get_models():
            is_history = issubclass(model, Event)
            if not is_history and any(
                isinstance(field, WordingField) for field in model._meta.concrete_fields
            ):
                yield model


def _lines(model):
    """A line for each wording of a kind of row: its name, how many there are, and counts in the order of LANGUAGES."""
    for field in model._meta.concrete_fields:
        if isinstance(field, WordingField):
            missing, drafts, total = _counts(model, field.attname)
            yield {
                "kind": KINDS.get(model._meta.model_name, model._meta.verbose_name),
                "rows": _list_of(model),
                "field": field.title,
                "total": total,
                "narrows": bool(_list_of(model))
                and isinstance(admin.site._registry[model], ShowsTranslations),
                "counts": [(language, missing[language], drafts[language]) for language in LANGUAGES],
            }


def _list_of(model) -> str:
    """The address of the list where the texts of this kind are edited; "" where other rows carry them."""
    if model not in admin.site._registry:
        return ""
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")


def _counts(model, name: str) -> tuple[Counter, Counter, int]:
    """Missing and draft texts by language, and how many rows say anything at all."""
    missing, drafts, total = Counter(), Counter(), 0
    for wording in model._default_manager.values_list(name, flat=True).iterator():
        if not wording:
            continue
        total += 1
        for language in LANGUAGES:
            entry = wording.get(language)
            if not entry or not entry["text"]:
                missing[language] += 1
            elif entry["state"] == "draft":
                drafts[language] += 1
    return missing, drafts, total
