"""Entered series for analysts: values by hand or as a table, and the second person's word on them."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from indicators import entering, observing, pages, words
from indicators.definitions import IndicatorDefinition
from indicators.forms_series import TableForm, ValueForm, WordsForm
from indicators.models import Indicator, IndicatorVersion, Observation
from indicators.queries.observed import entries_in_force
from indicators.views.drafts import for_definers
from indicators.views.opening import context, opened_for
from indicators.vocabulary import MEASURES


@require_safe
@for_definers
def series(request: HttpRequest, code: str) -> HttpResponse:
    """The values of a series, and the forms for new ones."""
    return _page(request, *_series(code))


@require_POST
@for_definers
def enter_value(request: HttpRequest, code: str) -> HttpResponse:
    """Enter one value; what is wrong with it stands beside its field."""
    return _entered(request, *_series(code), ValueForm)


@require_POST
@for_definers
def enter_table(request: HttpRequest, code: str) -> HttpResponse:
    """Enter a table of values, all of them or none."""
    return _entered(request, *_series(code), TableForm)


@require_POST
@for_definers
def decide_value(request: HttpRequest, code: str, key: str, step: str) -> HttpResponse:
    """Confirm or refuse a value that waits, or withdraw one that is in force."""
    indicator, _definition = _series(code)
    observation = get_object_or_404(Observation, indicator=indicator, pk=key)
    form = WordsForm(request.POST)
    if step != "confirm" and not form.is_valid():
        messages.warning(request, _("Say why, in a few words: the next person reads it."))
        return redirect("series", code)
    try:
        _decided(observation, step, request.user, form)
    except observing.CannotBeDone as refused:
        messages.warning(request, words.word(words.CANNOT_BE_DONE, refused.code))
    else:
        messages.success(request, words.word(words.DECIDED, step))
    return redirect("series", code)


@require_safe
@for_definers
def series_file(request: HttpRequest, code: str) -> HttpResponse:
    """The values in force as a table that can be filled in further and handed in again."""
    indicator, definition = _series(code)
    text = entering.table_of(definition, entries_in_force(indicator))
    response = HttpResponse(text.encode("utf-8-sig"), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{code}.csv"'
    return response


def _decided(observation: Observation, step: str, by, form: WordsForm) -> None:
    if step == "confirm":
        observing.confirm(observation=observation, by=by)
        return
    end = observing.refuse if step == "refuse" else observing.withdraw
    end(observation=observation, by=by, words=form.cleaned_data["words"])


def _entered(request, indicator: Indicator, definition: IndicatorDefinition, form_class) -> HttpResponse:
    opened, _reader = opened_for(request)
    page = pages.series.series(opened, indicator, definition, request.user)
    form = form_class(request.POST, request.FILES, definition=definition, choices=page.choices)
    if form.is_valid():
        try:
            kept = observing.enter(indicator=indicator, entries=form.entries, by=request.user)
        except entering.WrongEntries as wrong:
            form.tell(wrong.mistakes)
        else:
            messages.success(request, words.entered(len(kept)))
            return redirect("series", indicator.code)
    return _page(request, indicator, definition, form)


def _page(request, indicator: Indicator, definition: IndicatorDefinition, filled=None) -> HttpResponse:
    opened, _reader = opened_for(request)
    page = pages.series.series(opened, indicator, definition, request.user)
    empty = {"definition": definition, "choices": page.choices}
    more = {
        "page": page,
        "value_form": filled if isinstance(filled, ValueForm) else ValueForm(**empty),
        "table_form": filled if isinstance(filled, TableForm) else TableForm(**empty),
        "words_form": WordsForm(),
        "columns": entering.columns(definition),
    }
    return render(request, "indicators/series.html", context(opened, **more), status=400 if filled else 200)


def _series(code: str) -> tuple[Indicator, IndicatorDefinition]:
    """An indicator that is entered, with the definition in force. Http404 for one that is computed."""
    indicator = get_object_or_404(Indicator, code=code)
    published = indicator.versions.filter(state=IndicatorVersion.State.PUBLISHED).order_by("-number")
    version = published.first()
    if version is None or MEASURES[version.definition["measure"]].computed:
        raise Http404
    return indicator, version.as_definition()
