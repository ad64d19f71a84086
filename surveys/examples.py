"""Illustrative answers: 27 fictional entities, two rounds, the same ones on every machine. PURE.

Nobody answered this. The answers are plausible and not tuned to any published figure; five ways of not
answering occur among them. `python -m surveys.examples` writes them below `fixtures/examples/`.
"""

import csv
import datetime
import io
import random
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from surveys.questionnaires import Questionnaire, questionnaire_from_file
from surveys.templates_xlsx import Value, build_template

SURVEY: Final = "unossc_entity"
YEARS: Final = (2021, 2022)
CONTACT: Final = "survey@example.org"
# In the order of the numbers: as many of each type as a system of such size might have.
TYPES: Final = (
    *["programme"] * 6,
    *["fund"] * 3,
    *["specialized_agency"] * 7,
    *["regional_commission"] * 4,
    *["secretariat"] * 4,
    *["other"] * 3,
)
NOT_ANSWERING: Final = {2021: (3, 8, 14, 19, 24, 27), 2022: (8, 12, 24, 25)}
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


@dataclass(frozen=True)
class ExampleEntity:
    """A fictional respondent."""

    number: int
    entity_type: str

    @property
    def code(self) -> str:
        return f"ENTITY-{self.number:02}"

    @property
    def name(self) -> dict[str, str]:
        return {"en": f"Entity {self.number:02}", "zh": f"实体{self.number:02}"}


ENTITIES: Final = tuple(ExampleEntity(number, kind) for number, kind in enumerate(TYPES, start=1))


def roster_csv() -> str:
    """The roster: code, name_en, name_zh, entity_type, invited_2021, invited_2022 (true or false)."""
    table = io.StringIO()
    writer = csv.writer(table, lineterminator="\n")
    writer.writerow(["code", "name_en", "name_zh", "entity_type", "invited_2021", "invited_2022"])
    for entity in ENTITIES:
        writer.writerow(
            [entity.code, entity.name["en"], entity.name["zh"], entity.entity_type, "true", "true"]
        )
    return table.getvalue()


def example_workbooks(questionnaires: Mapping[int, Questionnaire]) -> Iterator[tuple[str, bytes]]:
    """Each filled-in workbook with its path below `fixtures/examples/`, by year and entity."""
    for year, questionnaire in questionnaires.items():
        for entity in ENTITIES:
            if entity.number in NOT_ANSWERING[year]:
                continue
            language = "zh" if entity.number % 9 == 0 else "en"
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


def example_answers(questionnaire: Questionnaire, entity: ExampleEntity) -> dict[str, Value]:
    """What the entity answers in the round of that questionnaire, by item; what is left out is left blank.

    An entity's size and commitment stay the same over the years; the answers vary around them, and the
    second year is a little better reported than the first.
    """
    character = random.Random(f"{SURVEY} {entity.number}")  # noqa: S311 - invented answers, no secret
    size, commitment = character.uniform(0.2, 1.0), character.uniform(0.1, 0.95)
    chance = random.Random(f"{SURVEY} {entity.number} {questionnaire.year}")  # noqa: S311
    commitment = min(commitment + 0.06 * (questionnaire.year - YEARS[0]), 0.97)
    answers = (
        _institutions(chance, size, commitment)
        | _documents(chance, entity, size, commitment)
        | _numbers(chance, size, commitment)
        | _words(chance, commitment)
    )
    return {code: value for code, value in answers.items() if code in questionnaire.items and value != ""}


def _documents(
    chance: random.Random, entity: ExampleEntity, size: float, commitment: float
) -> dict[str, Value]:
    if entity.entity_type not in COUNTRY_WORK:
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


def _numbers(chance: random.Random, size: float, commitment: float) -> dict[str, Value]:
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
        "partnerships_supported": count(8, blank=0.62, unknown=0.2),
        "technology_projects": count(30, blank=0.15),
    }


def _words(chance: random.Random, commitment: float) -> dict[str, Value]:
    return {
        "good_practice_example": chance.choice(EXAMPLES_OF_PRACTICE) if chance.random() < commitment else "",
        "remarks": chance.choice(REMARKS) if chance.random() < 0.2 else "",
    }


def read_questionnaires(folder: Path) -> dict[int, Questionnaire]:
    """The questionnaires of both rounds out of `fixtures/`."""
    return {year: questionnaire_from_file(folder / "surveys" / SURVEY / f"{year}.yaml") for year in YEARS}


def write_examples(folder: Path) -> None:
    """Write roster and workbooks below `fixtures/examples/`."""
    target = folder / "examples"
    for name, content in example_workbooks(read_questionnaires(folder)):
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        (target / name).write_bytes(content)
    (target / SURVEY / "roster.csv").write_text(roster_csv(), encoding="utf-8")


if __name__ == "__main__":
    write_examples(Path(sys.argv[1] if len(sys.argv) > 1 else "fixtures"))
