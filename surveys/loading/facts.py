"""Groupings, entities, countries, surveys and questionnaires from the files below `fixtures`."""

import hashlib
import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import transaction

from surveys import facts, questionnaires
from surveys.declarations import DeclarationError, Reader, read_yaml
from surveys.later_rounds import BASED_ON
from surveys.loading.rows import Rows
from surveys.models import Group, Grouping, Item, Membership, Option, Questionnaire, Respondent, Survey
from surveys.questionnaires import questionnaire_from_file
from surveys.rewording import names_of, option_names_of
from surveys.translated import Loading, read_translations
from surveys.wording import with_state

MOST_DAYS = 32_767
Groups = dict[tuple[str, str], Group]


@transaction.atomic
def load_facts(fixtures: Path) -> Counter:
    """Load what was asked and who can be asked; how many rows of each table were made or changed.

    Raises DeclarationError with file, line and key, and then nothing has changed.
    """
    changed = Loading(translations=read_translations(fixtures))
    _load_respondents(fixtures, changed)
    _load_surveys(fixtures, changed)
    _load_questionnaires(fixtures, changed)
    return changed


def _load_respondents(fixtures: Path, changed: Counter) -> None:
    file = fixtures / "groups.yaml"
    groupings = facts.read_groupings(file.read_text(), file=str(file))
    groups = _load_groupings(groupings, changed)
    file = fixtures / "entities.csv"
    entities = facts.read_entities(file.read_text(), file=str(file), groupings=groupings)
    file = fixtures / "countries.csv"
    countries = facts.read_countries(file.read_text(), file=str(file))
    file = fixtures / "country_memberships.csv"
    memberships = facts.read_memberships(
        file.read_text(), file=str(file), groupings=groupings, countries=countries
    )
    of_entities = _load_entities(entities, changed)
    of_countries = _load_countries(countries, changed)
    wanted = [
        _membership(of_entities[entity.acronym], groups["entity_type", entity.type]) for entity in entities
    ]
    wanted += [
        _membership(
            of_countries[each.country], groups[each.grouping, each.group], each.from_year, each.to_year
        )
        for each in memberships
    ]
    Rows(Membership.objects.all(), ("respondent_id", "group_id", "from_year"), changed).put_all(wanted)


def _membership(
    respondent: Respondent, group: Group, from_year: int | None = None, to_year: int | None = None
) -> dict[str, int | None]:
    return {
        "respondent_id": respondent.pk,
        "group_id": group.pk,
        "from_year": from_year,
        "to_year": to_year,
    }


def _load_groupings(groupings: tuple[facts.Grouping, ...], changed: Counter) -> Groups:
    rows = Rows(Grouping.objects.all(), ("code",), changed)
    group_rows = Rows(Group.objects.all(), ("grouping_id", "code"), changed)
    groups: Groups = {}
    for position, grouping in enumerate(groupings):
        row = rows.put(
            {
                "code": grouping.code,
                "names": with_state(grouping.names),
                "version": grouping.version,
                "source": ". ".join(filter(None, [grouping.source["en"], grouping.note.get("en")])),
                "position": position,
            }
        )
        for place, group in enumerate(grouping.groups):
            values = {"grouping_id": row.pk, "code": group.code}
            values |= {"names": with_state(group.names), "position": place}
            groups[grouping.code, group.code] = group_rows.put(values)
    return groups


def _load_entities(entities: tuple[facts.Entity, ...], changed: Counter) -> dict[str, Respondent]:
    rows = Rows(Respondent.objects.filter(kind=Respondent.Kind.ENTITY), ("code",), changed).put_all(
        {
            "kind": Respondent.Kind.ENTITY,
            "code": entity.acronym,
            "slug": entity.slug,
            "names": with_state(entity.names),
            "note": entity.note,
        }
        for entity in entities
    )
    return {row.code: row for row in rows}


def _load_countries(countries: tuple[facts.Country, ...], changed: Counter) -> dict[str, Respondent]:
    rows = Rows(Respondent.objects.filter(kind=Respondent.Kind.GOVERNMENT), ("code",), changed).put_all(
        {
            "kind": Respondent.Kind.GOVERNMENT,
            "code": country.iso3,
            "slug": country.slug,
            "names": with_state(country.names, "reviewed"),
            "aliases": list(country.aliases),
            "iso2": country.iso2,
            "m49": country.m49,
        }
        for country in countries
    )
    return {row.code: row for row in rows}


@dataclass(frozen=True)
class SurveyFact:
    """A survey as its file describes it; see `surveys.models.Survey`."""

    code: str
    names: dict[str, str]
    owner: str
    respondent_kind: str
    attributable: bool
    by_respondent: bool
    keep_originals_days: int | None
    description: dict[str, str]


def read_surveys(text: str, *, file: str) -> tuple[SurveyFact, ...]:
    """The surveys of one YAML file, in its order. Raises DeclarationError."""
    reader = Reader(read_yaml(text, file=file), file)
    seen: set[str] = set()
    surveys = reader.list_of(
        "surveys",
        lambda item: SurveyFact(
            code=item.unseen("code", seen),
            names=item.texts("names"),
            owner=item.text("owner"),
            respondent_kind=item.one_of("respondent_kind", Respondent.Kind.values),
            attributable=item.boolean("attributable"),
            by_respondent=item.boolean("by_respondent", False),
            keep_originals_days=_days(item, "keep_originals_days"),
            description=item.texts("description"),
        ),
    )
    reader.finish()
    return surveys


def _days(item: Reader, key: str) -> int | None:
    days = item.integer(key, None)
    if days is not None and not 0 <= days <= MOST_DAYS:
        raise item.error(f"has to be a number of days from 0 to {MOST_DAYS}", key)
    return days


def _load_surveys(fixtures: Path, changed: Counter) -> None:
    file = fixtures / "surveys" / "surveys.yaml"
    rows = Rows(Survey.objects.all(), ("code",), changed)
    for position, survey in enumerate(read_surveys(file.read_text(), file=str(file))):
        rows.put(
            {
                "code": survey.code,
                "names": with_state(survey.names),
                "owner": survey.owner,
                "respondent_kind": survey.respondent_kind,
                "attributable": survey.attributable,
                "by_respondent": survey.by_respondent,
                "description": with_state(survey.description),
                "position": position,
            },
            # Set once; afterwards it is for an administrator to change.
            only_new={"keep_originals_days": survey.keep_originals_days},
        )


def _load_questionnaires(fixtures: Path, changed: Counter) -> None:
    """Each file below the folder of a survey; a version that is there stays, a changed file is refused."""
    surveys = {survey.code: survey for survey in Survey.objects.all()}
    for file in sorted((fixtures / "surveys").glob("*/*.yaml")):
        declared = questionnaire_from_file(file)
        survey = surveys.get(declared.survey)
        if survey is None or file.parent.name != declared.survey:
            raise DeclarationError(
                f"“{declared.survey}” is not the survey of this folder", file=str(file), path="survey"
            )
        if _is_known(survey, declared.version, declared.to_dict(), file):
            continue
        add_questionnaire(
            survey, declared, _whole_text(file, declared), str(file.relative_to(fixtures)), changed
        )


def _whole_text(file: Path, declared: questionnaires.Questionnaire) -> str:
    """What a version is known by: its file, or all of its questions where the file tells only a difference."""
    text = file.read_text()
    if BASED_ON in read_yaml(text, file=str(file)):
        return json.dumps(declared.to_dict(), ensure_ascii=False, sort_keys=True)
    return text


def add_questionnaire(
    survey: Survey,
    declared: questionnaires.Questionnaire,
    text: str,
    source_file: str,
    changed: Counter,
    wording: Mapping[str, Any] | None = None,
) -> Questionnaire:
    """A new version of a survey's questions with a layer of wordings, and the items and options derived from both."""
    row = Questionnaire.objects.create(
        survey=survey,
        version=declared.version,
        source_file=source_file,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        definition=declared.to_dict(),
        wording=dict(wording or {}),
    )
    changed["questionnaires"] += 1
    _add_items(row, row.as_questionnaire() if wording else declared, changed)
    return row


def _is_known(survey: Survey, version: str, definition: dict, file: Path) -> bool:
    """Whether this version is there. Comments and line breaks of its file may change, its meaning may not."""
    known = Questionnaire.objects.filter(survey=survey, version=version).first()
    if known and known.definition != definition:
        raise DeclarationError(
            f"version {version} was loaded with other questions: give the change a new version",
            file=str(file),
            path="version",
        )
    return known is not None


def _add_items(
    questionnaire: Questionnaire, declared: questionnaires.Questionnaire, changed: Counter
) -> None:
    options, layer = [], questionnaire.wording
    names, of_options = names_of(declared, layer), option_names_of(declared, layer)
    for position, item in enumerate(declared.items.values()):
        row = Item.objects.create(
            questionnaire=questionnaire,
            code=item.code,
            question=item.question.code,
            kind=item.kind,
            names=names[item.code],
            position=position,
        )
        options += [
            Option(item=row, code=choice.code, names=of_options[item.code, choice.code], position=place)
            for place, choice in enumerate(item.choices)
        ]
    Option.objects.bulk_create(options)
    changed["items"] += len(declared.items)
    changed["options"] += len(options)
