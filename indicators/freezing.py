"""What a release keeps beside its values, so that they can be read for ever as they were: definitions and names.

The same parts are made of today's rows where nothing has been released yet, so that pages read one shape.
"""

import hashlib
import json
from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache

from django.apps import apps
from django.db.models import Q

from indicators.addresses import breakdown_address
from indicators.definitions import IndicatorDefinition
from indicators.frozen_changes import frozen_changes, plain
from indicators.models import (
    CrosswalkReason,
    Framework,
    Indicator,
    IndicatorVersion,
    Judgement,
    Node,
    Observation,
    PublishedFigure,
    Value,
)
from indicators.said import said_of_frameworks
from indicators.vocabulary import ANALYST, TAKEN_OVER
from surveys.wording import with_state

NUMBERS = ("value", "numerator", "denominator", "baseline_value")
PUBLISHED_FIELDS = (
    *("code", "document", "paragraph", "source_kind", "from_year", "to_year", "survey", "respondent_scope"),
    *("entities", "joint", "measure", "qualifier", "unit", "baseline_year", "change", "note", "inferred"),
    *("context", "position", "breakdown", "crosswalk_note", "baseline_counts", *NUMBERS),
)


def frozen_parts(values: Iterable[Value]) -> dict:
    """The parts by which these values are read. The number of queries does not depend on how many there are.

    `definitions`: code -> number (as text) -> definition, with its rounding, in the words as they are corrected by
    then; those in force and those used.
    `indicators`: code -> position, nodes, published codes with their breakdowns.
    `frameworks`, `nodes` (as framework/code), `surveys`: code -> names and what orders and describes them; a framework
    with what is `said` of its parts and resources.
    `changes`: code -> changes since the round before, as the newest runs of the rounds that the values are from have
    them. `long_changes`: the same since the first round, where others lie between; see `frozen_changes`.
    `groups`: grouping -> names, and group -> names. `respondents`: kind -> code -> names.
    `judgements`: what documents conclude on a node, the newest last. `published`: the published figures of
    indicators, and the values of entered series. `questions`: survey -> version of the questionnaire -> question that a definition reads -> names and
    options with their names; of an item that is a part of a question, a row of a grid or an option of many, also the
    wording of the `part` alone.
    """
    values = list(values)
    definitions = _definitions({value.version_id for value in values})
    return {
        "definitions": definitions,
        "judgements": _judgements(),
        "published": [*_published(), *taken_over()],
        "questions": questions_read(
            IndicatorDefinition.from_dict(content)
            for versions in definitions.values()
            for content in versions.values()
        ),
        **frozen_changes({value.run_id for value in values}),
        "indicators": _indicators(),
        "frameworks": _frameworks(),
        "nodes": _nodes(),
        "surveys": _surveys(),
        "groups": _groups(),
        "respondents": _respondents(values),
    }


def content_hash(values: Iterable[Value], frozen: dict) -> str:
    """SHA-256 over values and frozen parts, whichever rows they are stored in: equal content, equal hash."""
    content = {"values": sorted(_value_as_text(value) for value in values), "frozen": frozen}
    return sha256_of(content)


def sha256_of(content) -> str:
    """SHA-256 in hexadecimal over the canonical JSON of plain content."""
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def address_of(value: Value) -> tuple[str, int, str, bool]:
    """Indicator, year, breakdown and illustrative flag: what makes a value the same one in two runs."""
    breakdown = json.dumps(value.breakdown, sort_keys=True)
    return value.version.indicator.code, value.year, breakdown, value.illustrative


def _value_as_text(value: Value) -> str:
    numbers = [plain(number) for number in (value.numerator, value.denominator, value.value)]
    counts = [value.invited, value.answered, value.exclusions, value.respondents]
    counts += [plain(number) for number in (value.low, value.high)]
    outcome = [value.state, value.reason, value.reason_parameters]
    whole = [*address_of(value), value.version.number, *numbers, *counts, *outcome]
    return json.dumps(whole, sort_keys=True, ensure_ascii=False)


def _definitions(used: set[int]) -> dict:
    versions = IndicatorVersion.objects.filter(Q(state=IndicatorVersion.State.PUBLISHED) | Q(pk__in=used))
    definitions: dict[str, dict] = {}
    for version in versions.select_related("indicator").order_by("indicator__code", "number"):
        of_indicator = definitions.setdefault(version.indicator.code, {})
        of_indicator[str(version.number)] = version.as_definition().to_dict()
    return definitions


def _indicators() -> dict:
    return {
        indicator.code: {
            "position": indicator.position,
            "nodes": [f"{node.framework.code}/{node.code}" for node in indicator.nodes.all()],
            "codes": {alias.code: alias.breakdown for alias in indicator.codes.all()},
        }
        for indicator in Indicator.objects.prefetch_related("nodes__framework", "codes")
    }


def _frameworks() -> dict:
    fields = ("names", "short_names", "from_year", "to_year", "document", "notes", "position")
    said = said_of_frameworks()
    rows = Framework.objects.values("code", *fields)
    return {(code := row.pop("code")): {**row, "said": said.get(code, [])} for row in rows}


def _nodes() -> dict:
    fields = ("names", "short_names", "kind", "paragraph", "position")
    rows = Node.objects.values("framework__code", "code", "parent__code", *fields)
    return {
        f"{row.pop('framework__code')}/{row.pop('code')}": {"parent": row.pop("parent__code"), **row}
        for row in rows
    }


def _judgements() -> list[dict]:
    rows = Judgement.objects.order_by("year", "document", "pk")
    return [
        {
            "node": f"{row.pop('node__framework__code')}/{row.pop('node__code')}",
            **row,
        }
        for row in rows.values(
            "node__framework__code", "node__code", "year", "words", "document", "paragraph"
        )
    ]


def _published() -> list[dict]:
    """The published figures of indicators, numbers as decimal text; `published_from` reads them again."""
    mapped = PublishedFigure.objects.filter(indicator__isnull=False).order_by("position")
    rows = mapped.values(*PUBLISHED_FIELDS, "indicator__code", "reason__code", "reason__words")
    return [
        {name: str(cell) if isinstance(cell, Decimal) else cell for name, cell in row.items()} for row in rows
    ]


def taken_over() -> list[dict]:
    """The values of entered series that are in force, as `_published` writes figures: taken over from their sources,
    with the days on which one analyst entered and another one confirmed them. One query."""
    found = Observation.objects.in_force().select_related("indicator")
    return [_as_figure(one) for one in found.order_by("indicator__code", "year", "breakdown", "pk")]


def _as_figure(one: Observation) -> dict:
    code = "-".join(filter(None, [one.indicator.code, str(one.year), breakdown_address(one.breakdown)]))
    figure = PublishedFigure(
        code=code,
        document=one.document,
        paragraph=one.paragraph,
        source_kind=TAKEN_OVER,
        from_year=one.year,
        survey="administrative",
        value=one.value,
        qualifier=one.qualifier,
        note=with_state({"en": one.note} if one.note else {}),
        position=0,
        breakdown=one.breakdown,
    )
    row = {name: getattr(figure, name) for name in PUBLISHED_FIELDS}
    row |= {"indicator__code": one.indicator.code, "reason__code": None, "reason__words": None}
    row |= {"entered_by": ANALYST, "entered": one.entered.date().isoformat()}
    row |= {"confirmed_by": ANALYST, "confirmed": one.checked.date().isoformat()}
    return {name: str(cell) if isinstance(cell, Decimal) else cell for name, cell in row.items()}


def published_from(rows: Iterable[dict]) -> list[PublishedFigure]:
    """Figures as they were frozen, each with its indicator and reason. None of them is a row of today."""
    figures = []
    for row in rows:
        given = {name: row[name] for name in PUBLISHED_FIELDS}
        given |= {name: Decimal(given[name]) for name in NUMBERS if given[name] is not None}
        reason = row["reason__code"] and CrosswalkReason(code=row["reason__code"], words=row["reason__words"])
        indicator = Indicator(code=row["indicator__code"])
        figures.append(PublishedFigure(**given, indicator=indicator, reason=reason or None))
    return figures


def questions_read(definitions: Iterable[IndicatorDefinition]) -> dict:
    """Of all that these definitions read, the questions as they are worded now; see `frozen_parts`. Four queries."""
    read: dict[str, set[str]] = {}
    for definition in definitions:
        read.setdefault(definition.survey or "", set()).update(definition.items)
    items = apps.get_model("surveys", "Item").objects.filter(code__in=set().union(*read.values()))
    questions: dict[str, dict] = {}
    parts_of = lru_cache(_parts_of)
    for item in items.select_related("questionnaire__survey").prefetch_related("options").order_by("pk"):
        survey, version = item.questionnaire.survey.code, item.questionnaire.version
        if item.code in read.get(survey, ()):
            options = {option.code: option.names for option in item.options.all()}
            of_version = questions.setdefault(survey, {}).setdefault(version, {})
            of_version[item.code] = {"names": item.names, "options": options}
            if item.code != item.question:
                of_version[item.code]["part"] = parts_of(item.questionnaire)[item.code]
    return questions


def _parts_of(questionnaire) -> dict[str, dict]:
    """Item -> wording of the row or option that it is about, of the items that are a part of a question."""
    items = questionnaire.as_questionnaire().items
    return {code: with_state(item.part.text) for code, item in items.items() if item.part}


def _surveys() -> dict:
    fields = ("names", "owner", "respondent_kind", "attributable", "position")
    rows = apps.get_model("surveys", "Survey").objects.values("code", *fields)
    return {row.pop("code"): row for row in rows}


def _groups() -> dict:
    """Groupings with their groups; the order stands beside them, because JSON in the database keeps none."""
    groups: dict[str, dict] = {}
    for grouping in apps.get_model("surveys", "Grouping").objects.prefetch_related("groups"):
        members = {group.code: group.names for group in grouping.groups.all()}
        groups[grouping.code] = {"names": grouping.names, "groups": members, "order": list(members)}
    return groups


def _respondents(values: list[Value]) -> dict:
    """Names of those that a breakdown of a value or of a published figure names."""
    breakdowns = [value.breakdown for value in values]
    breakdowns += PublishedFigure.objects.exclude(breakdown={}).values_list("breakdown", flat=True)
    breakdowns += Observation.objects.in_force().exclude(breakdown={}).values_list("breakdown", flat=True)
    codes = {
        breakdown[key] for breakdown in breakdowns for key in ("respondent", "entity") if key in breakdown
    }
    respondents: dict[str, dict] = {}
    named = apps.get_model("surveys", "Respondent").objects.filter(code__in=codes)
    for kind, code, names in named.order_by("kind", "code").values_list("kind", "code", "names"):
        respondents.setdefault(kind, {})[code] = names
    return respondents
