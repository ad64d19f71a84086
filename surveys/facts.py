"""Who may be asked: entities, countries, and the groups they are in by year, read from files. PURE.

The functions take the text of a file and its name. They read strictly: an unknown key or column, a code given
twice and a group that is not declared are errors that name file and line (DeclarationError).
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from surveys.declarations import LANGUAGES, Reader, read_table, read_yaml

COUNTRY_STATUSES: Final = ("member_state", "observer_state", "non_member_state")
RESPONDENTS: Final = ("entity", "country")
ENTITY_COLUMNS: Final = ("acronym", "slug", "name_en", "name_zh", "type", "documents", "note")
COUNTRY_COLUMNS: Final = (
    *("iso3", "iso2", "m49", "slug", "status"),
    *(f"name_{language}" for language in LANGUAGES),
    "aliases",
)
MEMBERSHIP_COLUMNS: Final = ("iso3", "grouping", "group", "from_year", "to_year")
SLUG: Final = r"[a-z0-9]+(-[a-z0-9]+)*"


@dataclass(frozen=True)
class Group:
    code: str
    names: dict[str, str]


@dataclass(frozen=True)
class Grouping:
    """A declared list of groups: who declared it (`source`), and as of when (`version`).

    `respondents` says whom it sorts, "entity" or "country". `from_year` is the first data year for which it is
    declared, None where it does not depend on the year. `note` is empty where there is nothing to add.
    """

    code: str
    respondents: str
    names: dict[str, str]
    version: str
    source: dict[str, str]
    note: dict[str, str]
    from_year: int | None
    groups: tuple[Group, ...]

    def has(self, group: str) -> bool:
        return any(group == own.code for own in self.groups)


@dataclass(frozen=True)
class Entity:
    """An entity of the United Nations system that the documents name. `type` is a group of entity_type."""

    acronym: str
    slug: str
    names: dict[str, str]
    type: str
    documents: tuple[str, ...]
    note: str


@dataclass(frozen=True)
class Country:
    """A State as the United Nations names it in its six languages. `m49` has three digits.

    `status`: member_state, observer_state, or non_member_state for a State that is only a member of
    specialized agencies. `aliases` are names by which documents and spreadsheets also call it.
    """

    iso3: str
    iso2: str
    m49: str
    slug: str
    status: str
    names: dict[str, str]
    aliases: tuple[str, ...]


@dataclass(frozen=True)
class Membership:
    """A country is in a group from the first to the last data year, both included; None is still in it.

    A year counts where the country was in the group on 31 December.
    """

    country: str
    grouping: str
    group: str
    from_year: int
    to_year: int | None

    def holds_in(self, year: int) -> bool:
        return self.from_year <= year and (self.to_year is None or year <= self.to_year)


def read_groupings(text: str, *, file: str) -> tuple[Grouping, ...]:
    """The groupings of one YAML file, in its order."""
    reader = Reader(read_yaml(text, file=file), file)
    seen: set[str] = set()
    groupings = reader.list_of("groupings", lambda item: _grouping(item, seen))
    reader.finish()
    return groupings


def read_entities(text: str, *, file: str, groupings: Iterable[Grouping]) -> tuple[Entity, ...]:
    """The entities of one CSV file (ENTITY_COLUMNS); documents are separated by semicolons."""
    types = tuple(g.code for own in groupings if own.code == "entity_type" for g in own.groups)
    rows = read_table(text, file=file, columns=ENTITY_COLUMNS)
    seen: set[tuple[str, str]] = set()
    return tuple(_entity(row, types, seen) for row in rows)


def read_countries(text: str, *, file: str) -> tuple[Country, ...]:
    """The countries of one CSV file (COUNTRY_COLUMNS); all six names are required."""
    seen: set[tuple[str, str]] = set()
    return tuple(_country(row, seen) for row in read_table(text, file=file, columns=COUNTRY_COLUMNS))


def read_memberships(
    text: str, *, file: str, groupings: Iterable[Grouping], countries: Iterable[Country]
) -> tuple[Membership, ...]:
    """The memberships of one CSV file (MEMBERSHIP_COLUMNS).

    A country is in at most one group of a grouping in a year, and in none before the grouping is declared.
    """
    declared = {grouping.code: grouping for grouping in groupings if grouping.respondents == "country"}
    known = {country.iso3 for country in countries}
    earlier: dict[tuple[str, str], list[Membership]] = defaultdict(list)
    return tuple(
        _membership(row, declared, known, earlier)
        for row in read_table(text, file=file, columns=MEMBERSHIP_COLUMNS)
    )


def members(memberships: Iterable[Membership], grouping: str, year: int) -> dict[str, str]:
    """The group of each country (ISO3) that is in one of the grouping's groups in the data year."""
    return {
        membership.country: membership.group
        for membership in memberships
        if membership.grouping == grouping and membership.holds_in(year)
    }


def _grouping(item: Reader, seen: set[str]) -> Grouping:
    codes: set[str] = set()
    return Grouping(
        code=item.unseen("code", seen),
        respondents=item.one_of("respondents", RESPONDENTS),
        names=item.texts("names"),
        version=item.text("version"),
        source=item.texts("source"),
        note=item.texts("note", {}),
        from_year=item.year("from", None),
        groups=item.list_of("groups", lambda group: Group(group.unseen("code", codes), group.texts("names"))),
    )


def _entity(row: Reader, types: tuple[str, ...], seen: set[tuple[str, str]]) -> Entity:
    return Entity(
        acronym=_unique(row, "acronym", r"\S.*", seen),
        slug=_unique(row, "slug", SLUG, seen),
        names={language: row.text(f"name_{language}") for language in ("en", "zh")},
        type=row.one_of("type", types),
        documents=_split(row, "documents"),
        note=row.text("note", ""),
    )


def _country(row: Reader, seen: set[tuple[str, str]]) -> Country:
    return Country(
        iso3=_unique(row, "iso3", "[A-Z]{3}", seen),
        iso2=_unique(row, "iso2", "[A-Z]{2}", seen),
        m49=_unique(row, "m49", "[0-9]{3}", seen),
        slug=_unique(row, "slug", SLUG, seen),
        status=row.one_of("status", COUNTRY_STATUSES),
        names={language: _unique(row, f"name_{language}", r"\S.*", seen) for language in LANGUAGES},
        aliases=_split(row, "aliases"),
    )


def _membership(
    row: Reader,
    groupings: dict[str, Grouping],
    countries: set[str],
    earlier: dict[tuple[str, str], list[Membership]],
) -> Membership:
    membership = Membership(
        country=_known(row, "iso3", countries),
        grouping=row.one_of("grouping", groupings),
        group=row.text("group"),
        from_year=row.year("from_year"),
        to_year=row.year("to_year", None),
    )
    _check_membership(row, membership, groupings[membership.grouping])
    others = earlier[membership.country, membership.grouping]
    if any(_overlap(membership, other) for other in others):
        raise row.error(f"{membership.country} is in a group of {membership.grouping} already", "group")
    others.append(membership)
    return membership


def _check_membership(row: Reader, membership: Membership, grouping: Grouping) -> None:
    if not grouping.has(membership.group):
        raise row.error(f"{grouping.code} has no group “{membership.group}”", "group")
    if grouping.from_year is not None and membership.from_year < grouping.from_year:
        raise row.error(f"{grouping.code} is declared only from {grouping.from_year}", "from_year")
    if membership.to_year is not None and membership.to_year < membership.from_year:
        raise row.error("ends before it begins", "to_year")


def _overlap(one: Membership, other: Membership) -> bool:
    return one.holds_in(other.from_year) or other.holds_in(one.from_year)


def _known(row: Reader, key: str, countries: set[str]) -> str:
    country = row.text(key)
    if country not in countries:
        raise row.error(f"“{country}” is not in the list of countries", key)
    return country


def _split(row: Reader, key: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in row.text(key, "").split(";") if part.strip())


def _unique(row: Reader, key: str, pattern: str, seen: set[tuple[str, str]]) -> str:
    """The text under the key; it has to fit the pattern, and to be the only one in its column."""
    value = row.text(key)
    if not re.fullmatch(pattern, value):
        raise row.error(f"“{value}” is not written as it has to be", key)
    if (key, value) in seen:
        raise row.error(f"“{value}” is given twice", key)
    seen.add((key, value))
    return value
