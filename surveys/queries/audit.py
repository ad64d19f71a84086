"""The audit trail as people read it: who changed what, when, from what to what."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.db.models import Q
from django.utils.dateparse import parse_datetime
from django.utils.text import capfirst
from pghistory.models import Events

from surveys.models import Answer, Respondent, Round, Submission, User

AUDITED = (
    "Submission",
    "Tabulation",
    "Correction",
    "Round",
    "Invitation",
    "Representation",
    "Mapping",
    "Survey",
    "Questionnaire",
    "Quote",
    "Redaction",
)
SHOWN = 200


@dataclass(frozen=True)
class Asked:
    """Which part of the trail: every field narrows it, None leaves it open."""

    submission: Submission | None = None
    round: Round | None = None
    respondent: Respondent | None = None
    user: User | None = None
    kind: str = ""
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True)
class Change:
    """One field of a row, before and after, as text; None where there was no row."""

    field: str
    before: str | None
    after: str | None


@dataclass(frozen=True)
class Entry:
    """Something that happened to a row. `by` is "" where no person acted, `job` the worker's work if it did."""

    when: datetime
    by: str
    job: str
    label: str
    kind: str
    what: str
    changes: tuple[Change, ...]


def audit_trail(asked: Asked) -> tuple[list[Entry], bool]:
    """What happened, newest first, at most SHOWN entries; and whether there is more. Two queries, one per kind of row named."""
    found = list(_events(asked).order_by("-pgh_created_at", "-pgh_id")[: SHOWN + 1])
    names = _Names(found[:SHOWN])
    return [_entry(event, names) for event in found[:SHOWN]], len(found) > SHOWN


def _events(asked: Asked):
    kinds = [asked.kind] if asked.kind in AUDITED else AUDITED
    models_ = [apps.get_model("surveys", f"{kind}Event") for kind in kinds]
    events = Events.objects.across(*models_)
    if asked.submission:
        answers = list(Answer.objects.filter(submission=asked.submission).values_list("pk", flat=True))
        events = events.filter(_row("Submission", asked.submission.pk) | Q(pgh_data__answer_id__in=answers))
    if asked.round:
        corrected = _corrected(submission__round=asked.round)
        of_round = _row("Round", asked.round.pk) | Q(pgh_data__round_id=asked.round.pk)
        replaced = asked.round.uploads.filter(redaction__isnull=False).values_list("pk", flat=True)
        events = events.filter(of_round | corrected | Q(pgh_data__upload_id__in=list(replaced)))
    if asked.respondent:
        corrected = _corrected(submission__respondent=asked.respondent)
        events = events.filter(Q(pgh_data__respondent_id=asked.respondent.pk) | corrected)
    if asked.user:
        events = events.filter(pgh_context__user=asked.user.pk)
    if asked.first:
        events = events.filter(pgh_created_at__date__gte=asked.first)
    if asked.last:
        events = events.filter(pgh_created_at__date__lte=asked.last)
    return events


def _row(kind: str, key: int) -> Q:
    return Q(pgh_obj_model=f"surveys.{kind}", pgh_obj_id=str(key))


def _corrected(**where) -> Q:
    """Events of the corrections of these answers. One query."""
    answers = Answer.objects.filter(corrections__isnull=False, **where)
    return Q(pgh_data__answer_id__in=list(answers.values_list("pk", flat=True).distinct()))


class _Names:
    """What keys stand for, read at once for all events shown: one query for each kind of row that is named."""

    def __init__(self, events):
        wanted: dict[type[models.Model], set] = defaultdict(set)
        for event in events:
            model = apps.get_model(event.pgh_obj_model)
            wanted[model].add(event.pgh_obj_id)
            wanted[User].add((event.pgh_context or {}).get("user"))
            for name, values in _changed(event).items():
                if related := _related(model, name):
                    wanted[related] |= set(values)
        self.rows = {
            model: {str(key): str(row) for key, row in self._read(model, keys - {None}).items()}
            for model, keys in wanted.items()
        }

    @staticmethod
    def _read(model: type[models.Model], keys: set) -> Mapping:
        rows = model._default_manager.select_related(*_relations(model))
        return rows.in_bulk([int(key) for key in keys])

    def of(self, model: type[models.Model], key) -> str:
        """The name of a row, its key where it is gone, "" for none."""
        return "" if key is None else self.rows.get(model, {}).get(str(key), f"#{key}")


def _relations(model: type[models.Model]) -> list[str]:
    """What a row of the model needs at hand to say its name: its relations, and those of these."""
    found = []
    for field in model._meta.fields:
        if field.is_relation and not field.null:
            deeper = [
                one.name for one in field.related_model._meta.fields if one.is_relation and not one.null
            ]
            found += [field.name, *(f"{field.name}__{name}" for name in deeper)]
    return found


def _entry(event, names: _Names) -> Entry:
    model = apps.get_model(event.pgh_obj_model)
    context = event.pgh_context or {}
    return Entry(
        when=event.pgh_created_at,
        by=names.of(User, context.get("user")),
        job=context.get("job") or "",
        label=event.pgh_label,
        kind=capfirst(model._meta.verbose_name),
        what=names.of(model, event.pgh_obj_id),
        changes=tuple(
            _change(model, name, values, names)
            for name, values in _changed(event).items()
            if any(value not in (None, "", {}) for value in values)
        ),
    )


def _changed(event) -> dict[str, tuple]:
    """Column -> what it was and what it is. A new row comes from nothing, a deleted one goes there."""
    if event.pgh_label == "update":
        return {name: tuple(values) for name, values in (event.pgh_diff or {}).items()}
    kept = {name: value for name, value in event.pgh_data.items() if name != "id"}
    if event.pgh_label == "delete":
        return {name: (value, None) for name, value in kept.items()}
    return {name: (None, value) for name, value in kept.items()}


def _change(model: type[models.Model], column: str, values: tuple, names: _Names) -> Change:
    related = _related(model, column)
    shown = [names.of(related, value) if related else _text(model, column, value) for value in values]
    field = _field(model, column)
    return Change(capfirst(field.verbose_name) if field else column, *shown)


def _text(model: type[models.Model], column: str, value) -> str:
    if value is None:
        return ""
    field = _field(model, column)
    if field is not None and field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(field, models.DateTimeField) and (moment := parse_datetime(value)):
        return f"{moment:%Y-%m-%d %H:%M}"
    return str(value)


def _related(model: type[models.Model], column: str) -> type[models.Model] | None:
    field = _field(model, column)
    return field.related_model if field is not None and field.is_relation else None


def _field(model: type[models.Model], column: str):
    try:
        return model._meta.get_field(column.removesuffix("_id"))
    except FieldDoesNotExist:
        return None
