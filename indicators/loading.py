"""Facts from files into tables: frameworks, definitions, published figures, requests.

Loading twice changes nothing the second time. What a file no longer names is left alone: other rows may rest on
it. All of it happens in one transaction, so that a mistake in one file leaves everything as it was.
"""

from pathlib import Path

from django.apps import apps
from django.db import models, transaction
from django.utils import timezone

from indicators import contradictions, facts, recommendations, systems
from indicators.crosswalk import CrosswalkEntry, check_crosswalk, read_crosswalk
from indicators.definitions import IndicatorDefinition, definition_from_yaml
from indicators.fitting import misfits_of
from indicators.models import (
    Contradiction,
    CrosswalkReason,
    Framework,
    Indicator,
    IndicatorCode,
    IndicatorVersion,
    Judgement,
    Node,
    PublishedFigure,
    Recommendation,
    System,
    SystemFact,
)
from indicators.models.indicators import WORDINGS
from indicators.published import PublishedFigureRow, read_figure_countries, read_published_figures
from indicators.rows import Loading, put
from surveys.declarations import DeclarationError
from surveys.translated import read_translations
from surveys.wording import with_state

FOLLOW_UP = "bapa40"
STRATEGY = "strategy-2020-2024"


@transaction.atomic
def load_facts(fixtures: Path) -> Loading:
    """Load every fact about indicators below the folder `fixtures`; how many rows of each table changed.

    Raises DeclarationError with file, line and key, and then nothing has changed. Queries grow with the facts.
    """
    changed = Loading(translations=read_translations(fixtures))
    nodes = _load_frameworks(fixtures, changed)
    indicators = _load_definitions(fixtures, nodes, changed)
    rows = _read_published_figures(fixtures)
    figures = _load_published_figures(fixtures, rows, nodes, indicators, changed)
    _load_contradictions(fixtures, rows, figures, changed)
    _load_recommendations(fixtures, changed)
    _load_systems(fixtures, figures, changed)
    return changed


def _load_frameworks(fixtures: Path, changed: Loading) -> dict[str, Node]:
    file = fixtures / "frameworks.yaml"
    frameworks = facts.read_frameworks(file.read_text(), file=str(file))
    nodes: dict[str, Node] = {}
    for position, framework in enumerate(frameworks):
        row = put(
            Framework,
            {"code": framework.code},
            {
                "names": with_state(framework.names),
                "short_names": with_state(framework.short),
                "from_year": framework.from_year,
                "to_year": framework.to_year,
                "document": framework.document,
                "notes": with_state(framework.note),
                "position": position,
            },
            changed,
        )
        for node in framework.nodes:
            nodes[node.address] = put(
                Node,
                {"framework": row, "code": node.code},
                {
                    "parent": nodes.get(f"{framework.code}/{node.parent}"),
                    "kind": node.kind,
                    "names": with_state(node.names, quoted=node.quoted),
                    "short_names": with_state(node.short),
                    "paragraph": node.paragraph,
                    "position": node.position,
                },
                changed,
            )
    _load_judgements(fixtures, frameworks, nodes, changed)
    return nodes


def _load_judgements(fixtures: Path, frameworks, nodes: dict[str, Node], changed: Loading) -> None:
    file = fixtures / "judgements.yaml"
    for judgement in facts.read_judgements(file.read_text(), file=str(file), frameworks=frameworks):
        put(
            Judgement,
            {"node": nodes[judgement.node], "year": judgement.year, "document": judgement.document},
            {"words": with_state(judgement.words, quoted=judgement.quoted), "paragraph": judgement.paragraph},
            changed,
        )


def _load_definitions(fixtures: Path, nodes: dict[str, Node], changed: Loading) -> dict[str, Indicator]:
    """Indicators by every code that resolves to one. The order of the files is the order on pages."""
    by_code: dict[str, Indicator] = {}
    files = sorted((fixtures / "indicators").glob("*.yaml"), key=lambda file: _sort_key(file.stem))
    for position, file in enumerate(files):
        definition = definition_from_yaml(file.read_text(), file=str(file))
        _refuse_what_nobody_asks(definition, file)
        _refuse_what_nobody_stands_for(definition, file)
        indicator = put(Indicator, {"code": definition.code}, {"position": position}, changed)
        follows = not _is_overtaken(indicator, definition)
        if follows:
            _put_nodes(indicator, definition, nodes, file, changed)
        put_version(indicator, definition, file, changed)
        for code, breakdown in definition.published_codes.items():
            if code in by_code:
                raise DeclarationError(f"the code {code} is taken", file=str(file), path="aliases")
            if follows:
                means = {"indicator": indicator, "breakdown": dict(breakdown)}
                put(IndicatorCode, {"code": code}, means, changed)
            by_code[code] = indicator
    return by_code


def _refuse_what_nobody_asks(definition: IndicatorDefinition, file: Path) -> None:
    """A definition fits the questionnaires of its years, as far as they are loaded; what an administrator has added to
    one of them since is not the files' to know. Its survey is one that there is, and asked in those years."""
    surveys = apps.get_model("surveys", "Survey").objects
    if definition.survey and not surveys.filter(code=definition.survey).exists():
        raise DeclarationError(f"there is no survey {definition.survey}", file=str(file), path="survey")
    asked = apps.get_model("surveys", "Questionnaire").objects.filter(survey__code=definition.survey)
    asked = asked.exclude(definition__has_key="revises")
    of_its_years = [one for one in asked if definition.is_valid_in(int(one.definition.get("year", 0)))]
    if definition.questions and not of_its_years:
        message = f"no questionnaire of “{definition.survey}” lies in the years for which this is valid"
        raise DeclarationError(message, file=str(file), path="survey")
    for key, message in misfits_of(definition, of_its_years):
        raise DeclarationError(message, file=str(file), path=key)


def _refuse_what_nobody_stands_for(definition: IndicatorDefinition, file: Path) -> None:
    """A definition that counts from the file on was checked, or says why not; a draft on a page may do neither."""
    if not definition.checker and not definition.unchecked:
        message = "has to say who has checked it, or unchecked why nobody has"
        raise DeclarationError(message, file=str(file), path="checker")


def _is_overtaken(indicator: Indicator, definition: IndicatorDefinition) -> bool:
    """Whether a higher version was published since: nodes and codes are those of the newest one, see `drafting`."""
    published = indicator.versions.filter(state=IndicatorVersion.State.PUBLISHED)
    return published.filter(number__gt=definition.version).exists()


def _sort_key(stem: str) -> tuple:
    """Strategy before follow-up areas, numbers as numbers: 0.1, 1.1, 1.10, BA.3."""
    return tuple((0, int(part), "") if part.isdigit() else (1, 0, part) for part in stem.split("."))


def _put_nodes(
    indicator: Indicator,
    definition: IndicatorDefinition,
    nodes: dict[str, Node],
    file: Path,
    changed: Loading,
) -> None:
    if unknown := [address for address in definition.nodes if address not in nodes]:
        raise DeclarationError(f"no framework has a node {unknown[0]}", file=str(file), path="nodes")
    wanted = {nodes[address] for address in definition.nodes}
    if set(indicator.nodes.all()) != wanted:
        indicator.nodes.set(wanted)
        changed["indicators"] += 1


def put_version(indicator: Indicator, definition: IndicatorDefinition, file: Path, changed: Loading) -> None:
    """Add a version that is new, correct the words of one that is known, refuse another meaning under its number."""
    meaning = {
        "state": IndicatorVersion.State.PUBLISHED,
        "published": timezone.now(),
        "content_hash": definition.content_hash(),
        "from_year": definition.valid_from,
        "to_year": definition.valid_to,
    }
    known = indicator.versions.filter(number=definition.version).first()
    if known and known.content_hash != meaning["content_hash"]:
        raise DeclarationError(
            f"version {definition.version} was loaded with another meaning: give the change a new number",
            file=str(file),
            path="version",
        )
    wordings = {field: with_state(getattr(definition, word) or {}) for word, field in WORDINGS.items()}
    put(
        IndicatorVersion,
        {"indicator": indicator, "number": definition.version},
        {"definition": definition.to_dict(), **wordings},
        changed,
        first=meaning,
    )


def _read_published_figures(fixtures: Path) -> list[PublishedFigureRow]:
    files = [fixtures / name for name in ("published_figures.csv", "published_figures_secondary.csv")]
    return [row for file in files for row in read_published_figures(file.read_text(), str(file))]


def _load_published_figures(
    fixtures: Path,
    rows: list[PublishedFigureRow],
    nodes: dict[str, Node],
    indicators: dict[str, Indicator],
    changed: Loading,
) -> dict[str, PublishedFigure]:
    file = fixtures / "crosswalk.yaml"
    crosswalk = read_crosswalk(file.read_text(), str(file))
    check_crosswalk(rows, crosswalk, indicators)
    entries = {entry.figure: entry for entry in crosswalk.entries}
    countries = _countries_of(fixtures, {row.id for row in rows})
    reasons = {
        code: put(CrosswalkReason, {"code": code}, {"words": with_state(words)}, changed)
        for code, words in crosswalk.reasons.items()
    }
    return {
        row.id: put(
            PublishedFigure,
            {"code": row.id},
            {
                **_as_printed(row, nodes),
                **_by_crosswalk(entries[row.id], indicators, reasons),
                "countries": countries.get(row.id, []),
                "position": position,
            },
            changed,
        )
        for position, row in enumerate(rows)
    }


def _countries_of(fixtures: Path, figures: set[str]) -> dict[str, list[str]]:
    """The countries that figures name, by figure. Raises DeclarationError for a figure or a country unknown."""
    file = fixtures / "figure_countries.yaml"
    named = read_figure_countries(file.read_text(), file=str(file), figures=figures)
    governments = apps.get_model("surveys", "Respondent").objects.filter(kind="government")
    known = set(governments.values_list("code", flat=True))
    for figure, countries in named.items():
        if unknown := [code for code in countries if code not in known]:
            raise DeclarationError(f"there is no country {unknown[0]}", file=str(file), path=figure)
    return {figure: list(countries) for figure, countries in named.items()}


def _as_printed(row: PublishedFigureRow, nodes: dict[str, Node]) -> dict:
    node = f"{STRATEGY}/{row.outcome}" if row.outcome else f"{FOLLOW_UP}/{row.bapa_area}"
    first, last = row.period or (None, None)
    return {
        "document": row.document,
        "paragraph": row.paragraph or "",
        "source_kind": row.source_kind,
        "from_year": first,
        "to_year": last,
        "survey": row.source_survey,
        "respondent_scope": with_state(row.respondent_scope),
        "entities": list(row.entities),
        "joint": row.joint or "",
        "node": nodes.get(node),
        "measure": with_state(row.measure),
        "value": row.value,
        "qualifier": row.qualifier or "",
        "unit": row.unit or "",
        "numerator": row.numerator,
        "denominator": row.denominator,
        "baseline_value": row.baseline_value,
        "baseline_year": row.baseline_year,
        "change": with_state(row.change or {}),
        "note": with_state(row.note or {}),
        "inferred": row.inferred,
        "context": row.context,
    }


def _by_crosswalk(
    entry: CrosswalkEntry, indicators: dict[str, Indicator], reasons: dict[str, CrosswalkReason]
) -> dict:
    return {
        "indicator": indicators[entry.indicator] if entry.indicator else None,
        "breakdown": dict(entry.breakdown),
        "crosswalk_note": with_state(entry.note or {}),
        "baseline_counts": bool(entry.baseline),
        "reason": reasons[entry.reason] if entry.reason else None,
    }


def _load_contradictions(
    fixtures: Path,
    rows: list[PublishedFigureRow],
    figures: dict[str, PublishedFigure],
    changed: Loading,
) -> None:
    file = fixtures / "contradictions.yaml"
    known = contradictions.read_contradictions(file.read_text(), str(file))
    contradictions.check_contradictions(rows, known, str(file))
    for contradiction in known:
        places = "; ".join(_place(place) for place in contradiction.places)
        row = put(
            Contradiction,
            {"number": contradiction.number},
            {"places": places, "words": with_state(contradiction.text)},
            changed,
        )
        wanted = {figures[code] for code in contradiction.figures}
        if set(row.figures.all()) != wanted:
            row.figures.set(wanted)
            changed["contradictions"] += 1


def _place(place: contradictions.Place) -> str:
    return f"{place.document}, ¶ {', '.join(place.paragraphs)}" if place.paragraphs else place.document


def _load_recommendations(fixtures: Path, changed: Loading) -> None:
    """Status, evidence and next review belong to whoever keeps them up on the page, once they are there."""
    file = fixtures / "recommendations.csv"
    for position, row in enumerate(recommendations.read_recommendations(file.read_text(), str(file))):
        put(
            Recommendation,
            {"code": row.id},
            {
                "document": row.document,
                "paragraph": row.paragraph,
                "addressee": with_state(row.addressee),
                "verb": with_state(row.verb),
                "words": with_state(row.text),
                "position": position,
            },
            changed,
            first={
                "status": row.status or "",
                "evidence": row.evidence or "",
                "next_review": row.next_review,
            },
        )


def _load_systems(fixtures: Path, figures: dict[str, PublishedFigure], changed: Loading) -> None:
    file = fixtures / "systems.yaml"
    known = systems.read_systems(file.read_text(), file=str(file), figures=figures)
    rows: dict[str, System] = {}
    for position, system in enumerate(known):
        rows[system.code] = put(
            System,
            {"code": system.code},
            {
                "kind": system.kind,
                "parent": rows.get(system.parent),
                "framework": _named(Framework, system.framework, file),
                "survey": _named(apps.get_model("surveys", "Survey"), system.survey, file),
                "names": with_state(system.names),
                "missing": with_state(system.missing),
                "position": position,
            },
            changed,
        )
        _load_facts_of(rows[system.code], system, figures, changed, file)


def _load_facts_of(
    row: System, system: systems.System, figures: dict[str, PublishedFigure], changed: Loading, file: Path
) -> None:
    """The facts of one system. They have no code of their own, so that those beyond the file's last one go."""
    nodes = {node.code: node for node in row.framework.nodes.all()} if row.framework else {}
    for position, fact in enumerate(system.facts):
        if fact.node and fact.node not in nodes:
            raise DeclarationError(
                f"no node {fact.node} in {row.framework}", file=str(file), path=system.code
            )
        values = {"as_of": fact.as_of, "document": fact.document, "paragraph": fact.paragraph}
        values |= {"words": with_state(fact.words), "node": nodes.get(fact.node), "topic": fact.topic}
        said = put(SystemFact, {"system": row, "position": position}, values, changed)
        wanted = {figures[code] for code in fact.figures}
        if set(said.figures.all()) != wanted:
            said.figures.set(wanted)
            changed["system facts"] += 1
    gone, _by_model = row.facts.filter(position__gte=len(system.facts)).delete()
    changed["system facts"] += gone


def _named(model: type[models.Model], code: str | None, file: Path) -> models.Model | None:
    if code is None:
        return None
    row = model.objects.filter(code=code).first()
    if row is None:
        raise DeclarationError(
            f"there is no {model._meta.verbose_name} {code}", file=str(file), path="systems"
        )
    return row
