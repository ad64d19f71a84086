"""Illustrative answers: fictional respondents, four surveys, three rounds, the same ones on every machine. PURE.

Nobody answered this. The answers are plausible and not tuned to any published figure; the ways of not answering occur
among them. Entities fill in workbooks of ours, but for 2023, when most of them used a form on the web; of DESA's
surveys there is one file a round with the answers of everybody, each in another layout.
`python -m surveys.examples` writes them below `fixtures/examples/`.
"""

import datetime
import random
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from surveys.example_answers import answers_of, responds
from surveys.example_exports import WRITERS
from surveys.example_respondents import ENTITIES, ROSTERS, YEARS, ExampleRespondent, roster_csv
from surveys.questionnaires import Questionnaire, questionnaire_from_file
from surveys.templates_xlsx import Value, build_template

SURVEY: Final = "unossc_entity"
CONTACT: Final = "survey@example.org"
NOT_ANSWERING: Final = {2021: (3, 8, 14, 19, 24, 27), 2022: (8, 12, 24, 25), 2023: (8, 12, 19, 25)}
IN_WORKBOOKS: Final = {2023: (6, 7, 26)}
"""Who fills in a workbook of ours in a year in which the others do not; in the other years everybody does."""
LAYOUTS: Final = {
    (SURVEY, 2023): "qualtrics.csv",
    ("desa_government", 2021): "table.csv",
    ("desa_government", 2022): "kobo.xlsx",
    ("desa_government", 2023): "limesurvey.csv",
    ("desa_entity_hq", 2021): "table.csv",
    ("desa_entity_hq", 2022): "limesurvey.csv",
    ("desa_entity_hq", 2023): "table.xlsx",
    ("desa_unct", 2021): "limesurvey.csv",
    ("desa_unct", 2022): "table.csv",
    ("desa_unct", 2023): "kobo.xlsx",
}
COUNTRY_WORK: Final = frozenset({"programme", "fund", "specialized_agency"})
EXAMPLES_OF_PRACTICE: Final = (
    "Exchange between extension services on drought-tolerant seed; described in our annual report.",
    "Twinning of three statistical offices over two years; published on our website.",
    "Regional course for midwives, run by a centre of excellence; case study on our knowledge platform.",
    "Peer review of social registries by four ministries; summary in our newsletter.",
    "Joint early-warning bulletin of two river basins; published with the partners.",
)
REMARKS: Final = (
    "Figures for regional offices were collected by e-mail and may be incomplete.",
    "We would welcome a common definition of a good practice.",
    "The budget is shared with partnerships work; the amount is our estimate of the South-South part.",
)


Questionnaires = Mapping[tuple[str, int], Questionnaire]


def example_files(questionnaires: Questionnaires) -> Iterator[tuple[str, bytes]]:
    """Every file with its path below `fixtures/examples/`: rosters, workbooks of one, files of all."""
    for survey, roster in ROSTERS.items():
        yield f"{survey}/roster.csv", roster_csv(roster).encode()
    yield from _workbooks(questionnaires)
    for (survey, year), layout in LAYOUTS.items():
        rows, unfinished = _responses(questionnaires[survey, year])
        content = WRITERS[layout](questionnaires[survey, year], rows, unfinished)
        yield f"{survey}/{year}.{layout}", content


def _responses(
    questionnaire: Questionnaire,
) -> tuple[list[tuple[str, dict[str, Value]]], list[str]]:
    """Who answered in the file of all, and who began and did not finish: the first of those who did not answer."""
    survey, year = questionnaire.survey, questionnaire.year
    if survey == SURVEY:
        rows = [
            (entity.code, example_answers(questionnaire, entity))
            for entity in ENTITIES
            if int(entity.number) not in (*NOT_ANSWERING[year], *IN_WORKBOOKS[year])
        ]
        return rows, [f"ENTITY-{NOT_ANSWERING[year][1]:02}"]
    asked = [respondent for respondent in ROSTERS[survey] if year in respondent.invited]
    silent = [respondent.code for respondent in asked if not responds(survey, respondent, year)]
    rows = [
        (respondent.code, answers_of(questionnaire, respondent))
        for respondent in asked
        if respondent.code not in silent
    ]
    return rows, silent[:1]


def _workbooks(questionnaires: Questionnaires) -> Iterator[tuple[str, bytes]]:
    """Workbooks that single entities filled in, by year and entity."""
    for year in YEARS:
        questionnaire = questionnaires[SURVEY, year]
        for entity in ENTITIES:
            number = int(entity.number)
            if number in NOT_ANSWERING[year] or number not in IN_WORKBOOKS.get(year, (number,)):
                continue
            language = "zh" if number % 9 == 0 else "en"
            content = build_template(
                questionnaire,
                respondent_code=entity.code,
                respondent_name=entity.name[language],
                year=year,
                language=language,
                deadline=datetime.date(year + 1, 4, 30),
                contact=CONTACT,
                answers=example_answers(questionnaire, entity),
                illustrative=True,
            )
            yield f"{SURVEY}/{year}/{entity.code.lower()}.xlsx", content


def example_answers(questionnaire: Questionnaire, entity: ExampleRespondent) -> dict[str, Value]:
    """What the entity answers in the round of that questionnaire, by item; what is left out is left blank.

    An entity's size and commitment stay the same over the years; the answers vary around them, and the
    years get a little better reported. The question about partnerships is simpler from 2023 on.
    """
    character = random.Random(f"{SURVEY} {int(entity.number)}")  # noqa: S311 - invented answers, no secret
    size, commitment = character.uniform(0.2, 1.0), character.uniform(0.1, 0.95)
    chance = random.Random(f"{SURVEY} {int(entity.number)} {questionnaire.year}")  # noqa: S311
    commitment = min(commitment + 0.06 * (questionnaire.year - YEARS[0]), 0.97)
    answers = (
        _institutions(chance, size, commitment)
        | _documents(chance, entity, size, commitment)
        | _numbers(chance, size, commitment, simpler=questionnaire.year >= YEARS[2])
        | _words(chance, commitment)
        | _platform(chance, entity, commitment)
    )
    return {code: value for code, value in answers.items() if code in questionnaire.items and value != ""}


def _documents(
    chance: random.Random, entity: ExampleRespondent, size: float, commitment: float
) -> dict[str, Value]:
    if entity.groups["entity_type"] not in COUNTRY_WORK:
        return {
            "cpd_total": "not_applicable",
            "cpd_with_sstc": "not_applicable",
            "cpd_scope": "not_applicable",
        }
    total = round(4 + 22 * size * chance.uniform(0.6, 1.2))
    part = (
        "do_not_know" if chance.random() < 0.12 else sum(chance.random() < commitment for _ in range(total))
    )
    scope = chance.choice(("All documents approved in the year.", "Least developed countries only.", ""))
    return {"cpd_total": total, "cpd_with_sstc": part, "cpd_scope": scope}


def _institutions(chance: random.Random, size: float, commitment: float) -> dict[str, Value]:
    def yes_no(likely: float, unknown: float = 0.04) -> str:
        if chance.random() < unknown:
            return "do_not_know"
        return "yes" if chance.random() < likely else "no"

    budget = "refused" if chance.random() < 0.07 else yes_no(commitment * 0.5)
    amount: Value = ""
    if budget == "yes":
        full = round(250_000 + 4_000_000 * size * chance.random(), -3)
        amount = chance.choices((full, "refused", "do_not_know", ""), weights=(75, 10, 8, 7))[0]
    guidelines = chance.choices(("", "not_applicable", yes_no(commitment * 0.6)), weights=(12, 10, 78))[0]
    return {
        "own_strategy": yes_no(commitment * 0.7),
        "results_reported": yes_no(commitment),
        "focal_point": yes_no(0.2 + 0.7 * commitment),
        "dedicated_unit": yes_no(commitment * 0.5),
        "dedicated_budget": budget,
        "budget_amount": amount,
        "regional_support": yes_no(0.15 + 0.7 * commitment),
        "private_sector_guidelines": guidelines,
    }


def _numbers(chance: random.Random, size: float, commitment: float, *, simpler: bool) -> dict[str, Value]:
    def count(most: float, blank: float = 0.08, unknown: float = 0.08) -> Value:
        draw = chance.random()
        if draw < blank:
            return ""
        if draw < blank + unknown:
            return "do_not_know"
        return round(most * size * commitment * chance.random())

    return {
        "regional_entities": count(9),
        "regional_initiatives": count(14),
        "good_practices": count(16),
        "regional_knowledge_sharing": count(12),
        "events": count(90, unknown=0.12),
        "partnerships_supported": count(8, blank=0.12 if simpler else 0.62, unknown=0.1 if simpler else 0.2),
        "technology_projects": count(30, blank=0.15),
    }


def _words(chance: random.Random, commitment: float) -> dict[str, Value]:
    return {
        "good_practice_example": chance.choice(EXAMPLES_OF_PRACTICE) if chance.random() < commitment else "",
        "remarks": chance.choice(REMARKS) if chance.random() < 0.2 else "",
    }


def _platform(chance: random.Random, entity: ExampleRespondent, commitment: float) -> dict[str, Value]:
    if entity.groups["entity_type"] != "regional_commission":
        return {"platform_workplan": "not_applicable"}
    return {"platform_workplan": "yes" if chance.random() < commitment else "no"}


def read_questionnaires(folder: Path) -> dict[tuple[str, int], Questionnaire]:
    """The questionnaires of all surveys and rounds out of `fixtures/`."""
    return {
        (survey, year): questionnaire_from_file(folder / "surveys" / survey / f"{year}.yaml")
        for survey in ROSTERS
        for year in YEARS
    }


def write_examples(folder: Path) -> None:
    """Write everything below `fixtures/examples/`."""
    for name, content in example_files(read_questionnaires(folder)):
        file = folder / "examples" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)


if __name__ == "__main__":
    write_examples(Path(sys.argv[1] if len(sys.argv) > 1 else "fixtures"))
