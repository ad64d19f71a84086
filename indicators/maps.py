"""Countries on a map: who is in a group by the lists that declare it, and whom published figures name."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from django.urls import reverse
from django.utils.translation import gettext

from indicators import words
from indicators.figure import Figure, Series
from indicators.models import PublishedFigure

FIGURES = "figures"
GROUPINGS = ("region", "ldc", "lldc", "sids")
STEPS = ((4, None), (2, 3), (1, 1))
"""How many figures name a country, from and to: the classes of the map, the largest first."""


def titles(countries: Iterable) -> dict[str, str]:
    """The maps that can be drawn of these countries, each with its name, in order."""
    names = {
        one.group.grouping.code: one.group.grouping.names
        for row in countries
        for one in row.memberships.all()
    }
    found = {code: words.text(names[code]) for code in GROUPINGS if code in names}
    return found | {FIGURES: gettext("Published figures that name them")}


def map_of(countries: Iterable, which: str, address: str) -> Figure | None:
    """One of `titles` as a figure; None where no country belongs to it. `countries` have their memberships at hand."""
    countries = sorted(countries, key=lambda row: words.sort_key(words.text(row.names)))
    return _figures(countries, address) if which == FIGURES else _groups(countries, which, address)


def _groups(countries: list, code: str, address: str) -> Figure | None:
    found: dict[str, list] = {}
    groups, grouping = {}, None
    for row in countries:
        for one in row.memberships.all():
            if one.group.grouping.code == code and one.to_year is None:
                groups[one.group.code], grouping = one.group, one.group.grouping
                found.setdefault(one.group.code, []).append(row)
    if not found:
        return None
    members = [row for row in countries if any(row in rows for rows in found.values())]
    order = sorted(groups.values(), key=lambda group: (group.position, group.code))
    return _map(
        title=words.text(grouping.names),
        subtitle=grouping.version if len(grouping.version) > 1 else "",
        members=members,
        series=[
            Series(
                words.text(group.names),
                "computed",
                [1.0 if row in found[group.code] else None for row in members],
                links=_profiles(members),
            )
            for group in order
        ],
        source=words.text({"en": grouping.source})
        or gettext("Groups of countries as declared by their lists"),
        address=address,
    )


def _figures(countries: list, address: str) -> Figure | None:
    rows = PublishedFigure.objects.exclude(countries=[]).values_list("document", "countries")
    named = Counter(code for _document, codes in rows for code in codes)
    members = [row for row in countries if named[row.code]]
    if not members:
        return None
    names = [gettext("In four or more"), gettext("In two or three"), gettext("In one")]
    return _map(
        title=gettext("Published figures that name them"),
        subtitle="",
        members=members,
        series=[
            Series(name, "published", [_within(named[row.code], step) for row in members],
                   labels=[str(named[row.code]) if _within(named[row.code], step) else None for row in members],
                   links=_profiles(members))
            for name, step in zip(names, STEPS, strict=True)
        ],
        source=words.sources(dict.fromkeys(document for document, _codes in rows)),
        address=address,
    )  # fmt: skip


def _profiles(countries: Iterable) -> list[str]:
    """The page of each country, on which its groups and the figures that name it are."""
    return [reverse("country", args=[row.code]) for row in countries]


def _within(count: int, step: tuple[int, int | None]) -> float | None:
    return float(count) if step[0] <= count <= (step[1] or count) else None


def _map(
    *, title: str, subtitle: str, members: list, series: list[Series], source: str, address: str
) -> Figure:
    return Figure(
        title=title,
        subtitle=subtitle,
        unit="number",
        unit_text=gettext("Countries"),
        chart="map",
        axis="group",
        categories=[words.text(row.names) or row.code for row in members],
        places=[row.code for row in members],
        series=series,
        source=source,
        release="",
        address=address,
        language=words.language(),
    )


def answered_map(classes: Iterable[tuple[str, list]], round_, address: str) -> Figure:
    """Who answered in a round: (class in words, respondents) of each class.

    Invented respondents, and entities, have no place: the table names them, and the key says how many they are.
    """
    classes = [(name, rows) for name, rows in classes if rows]
    everybody = [(name, row) for name, rows in classes for row in rows]
    everybody.sort(key=lambda one: words.sort_key(words.text(one[1].names) or one[1].code))
    kind = "illustrative" if round_.illustrative else "computed"
    on_map = any(_place(row) for _name, row in everybody)
    figure = _map(
        title=gettext("Who answered, on the map") if on_map else gettext("Who answered"),
        subtitle=words.in_line([words.text(round_.survey.names), words.years(str(round_.data_year))]),
        members=[row for _name, row in everybody],
        series=[
            Series(name, kind, [1.0 if mine == name else None for mine, _row in everybody])
            for name, _ in classes
        ],
        source=words.text(round_.survey.names) or round_.survey.code,
        address=address,
    )
    group = words.word(words.RESPONDENT_GROUPS, round_.survey.respondent_kind)
    places = [_place(row) for _name, row in everybody]
    return replace(figure, places=places, unit_text=figure.unit_text if on_map else group)


def _place(row) -> str | None:
    """The code by which the map knows a respondent; None for an invented one and for what is no country."""
    return row.code if row.kind == "government" and not row.fictional else None
