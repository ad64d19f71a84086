"""Those who give the illustrative answers: fictional entities, Governments and country teams. PURE.

No name of theirs is that of anybody. Regions and groups are believable and drawn once, from a seed; a few of them
leave the least developed countries in a year, and a few are asked in some of the years only.
"""

import csv
import io
import random
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from surveys.wording import LANGUAGES

YEARS: Final = (2021, 2022, 2023)
# In the order of the numbers: as many of each type as a system of such size might have.
TYPES: Final = (
    *["programme"] * 6,
    *["fund"] * 3,
    *["specialized_agency"] * 7,
    *["regional_commission"] * 4,
    *["secretariat"] * 4,
    *["other"] * 3,
)
REGIONS: Final = {"A": "africa", "B": "asia", "C": "americas", "D": "europe", "E": "oceania"}
GOVERNMENTS_OF: Final = {"A": 28, "B": 22, "C": 18, "D": 8, "E": 8}
TEAMS_OF: Final = {"A": 44, "B": 30, "C": 24, "D": 9, "E": 8}
# How likely a country of the region is in the group.
LIKELY: Final = {
    "ldc": {"A": 0.6, "B": 0.3, "C": 0.06, "D": 0.0, "E": 0.3},
    "lldc": {"A": 0.3, "B": 0.3, "C": 0.1, "D": 0.25, "E": 0.0},
    "sids": {"A": 0.15, "B": 0.15, "C": 0.5, "D": 0.0, "E": 0.9},
    "developing": {"A": 1.0, "B": 0.95, "C": 1.0, "D": 0.0, "E": 1.0},
    "global_south": {"A": 1.0, "B": 0.9, "C": 1.0, "D": 0.0, "E": 1.0},
}
GROUPINGS: Final = ("entity_type", "region", *LIKELY)
NAMES: Final = {
    "ENTITY": {
        "ar": "الكيان {}",
        "zh": "实体{}",
        "en": "Entity {}",
        "fr": "Entité {}",
        "ru": "Структура {}",
        "es": "Entidad {}",
    },
    "COUNTRY": {
        "ar": "البلد {}",
        "zh": "国家{}",
        "en": "Country {}",
        "fr": "Pays {}",
        "ru": "Страна {}",
        "es": "País {}",
    },
    "TEAM": {
        "ar": "الفريق القطري {}",
        "zh": "国家工作队{}",
        "en": "Country team {}",
        "fr": "Équipe de pays {}",
        "ru": "Страновая группа {}",
        "es": "Equipo en el país {}",
    },
}


@dataclass(frozen=True)
class ExampleRespondent:
    """A fictional respondent. `groups` maps groupings to a group, with "..2021" behind one that it leaves."""

    kind: str
    number: str
    groups: Mapping[str, str]
    invited: tuple[int, ...] = YEARS

    @property
    def code(self) -> str:
        return f"{self.kind}-{self.number}"

    @property
    def name(self) -> dict[str, str]:
        return {language: name.format(self.number) for language, name in NAMES[self.kind].items()}

    def is_in(self, grouping: str, year: int) -> bool:
        """Whether it was in a group of the grouping at the end of the year."""
        group, _, until = self.groups.get(grouping, "").partition("..")
        return bool(group) and (not until or year <= int(until))


def _country(kind: str, letter: str, number: int) -> ExampleRespondent:
    name = f"{letter}-{number:02}"
    chance = random.Random(f"groups of {name}")  # noqa: S311 - an invented country, no secret
    groups = {"region": REGIONS[letter]}
    drawn = {grouping: chance.random() < likely[letter] for grouping, likely in LIKELY.items()}
    drawn["sids"] = drawn["sids"] and not drawn["lldc"]  # an island has no neighbours
    groups |= {grouping: grouping for grouping, belongs in drawn.items() if belongs}
    if "ldc" in groups and chance.random() < 0.08:
        groups["ldc"] = f"ldc..{chance.choice(YEARS[:2])}"
    left_out = {0: YEARS[0], 1: YEARS[-1]}.get(chance.randrange(14))
    return ExampleRespondent(kind, name, groups, tuple(year for year in YEARS if year != left_out))


def _countries(kind: str, of: Mapping[str, int]) -> tuple[ExampleRespondent, ...]:
    return tuple(_country(kind, letter, n) for letter, most in of.items() for n in range(1, most + 1))


ENTITIES: Final = tuple(
    ExampleRespondent("ENTITY", f"{number:02}", {"entity_type": kind})
    for number, kind in enumerate(TYPES, start=1)
)
GOVERNMENTS: Final = _countries("COUNTRY", GOVERNMENTS_OF)
TEAMS: Final = _countries("TEAM", TEAMS_OF)
ROSTERS: Final = {
    "unossc_entity": ENTITIES,
    "desa_government": GOVERNMENTS,
    "desa_entity_hq": ENTITIES,
    "desa_unct": TEAMS,
}


def roster_csv(roster: Iterable[ExampleRespondent]) -> str:
    """The roster of a survey: code, names, a column for each grouping that anybody is in, and who is asked when."""
    roster = list(roster)
    groupings = [each for each in GROUPINGS if any(each in respondent.groups for respondent in roster)]
    table = io.StringIO()
    writer = csv.writer(table, lineterminator="\n")
    names = [f"name_{language}" for language in LANGUAGES]
    writer.writerow(["code", *names, *groupings, *(f"invited_{year}" for year in YEARS)])
    for respondent in roster:
        groups = [respondent.groups.get(grouping, "") for grouping in groupings]
        invited = [str(year in respondent.invited).lower() for year in YEARS]
        named = [respondent.name[language] for language in LANGUAGES]
        writer.writerow([respondent.code, *named, *groups, *invited])
    return table.getvalue()
