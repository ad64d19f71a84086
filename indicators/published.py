"""Published figures, as the documents print them. PURE.

Values are Decimal or absent; nothing here computes a value, and a figure whose value is absent stays without
one. All errors are `surveys.declarations.DeclarationError`, with file, line and key.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from indicators.tables import both_languages, read_identified
from surveys.declarations import Reader, read_yaml

QUALIFIERS: Final = ("exact", "about", "more_than", "at_least")
SOURCE_KINDS: Final = ("primary", "secondary")
SOURCES: Final = (
    "desa_government",
    "desa_entity_hq",
    "desa_unct",
    "unossc_entity",
    "administrative",
    "literature",
    "none",
)
UNITS: Final = (
    "percent",
    "count",
    "countries",
    "entities",
    "people",
    "projects",
    "visits",
    "usd",
    "usd_million",
    "years",
    "months",
    "per_year",
    "per_two_years",
)

FIGURE_COLUMNS: Final = (
    *("id", "document", "paragraph", "year", "year_end", "source_survey"),
    *("respondent_scope_en", "respondent_scope_zh", "entities", "joint", "outcome", "bapa_area"),
    *("measure_en", "measure_zh", "value", "value_qualifier", "unit"),
    *("numerator", "denominator", "baseline_value", "baseline_year", "change_text", "change_text_zh"),
    *("note_en", "note_zh", "inferred", "context", "contradiction", "source_kind"),
)

Period = tuple[int, int]
Texts = Mapping[str, str]


@dataclass(frozen=True)
class PublishedFigureRow:
    """One figure as a document prints it; what the document does not say is None.

    `source_survey` is "none" where the paragraph names neither survey nor publication. `entities` are acronyms.
    Rows with the same `joint` key are one statement about several entities, which all of them name. `outcome` is
    a node of the strategy of 2020-2024, `bapa_area` one of the follow-up areas. `inferred`: something in the row
    (survey, year, count, base) is not in the text, and the note says what; `context`: not a figure about
    South-South cooperation of the system; `contradiction`: another figure says otherwise.
    """

    id: str
    document: str
    paragraph: str | None
    year: int | None
    year_end: int | None
    source_survey: str
    respondent_scope: Texts
    entities: tuple[str, ...]
    joint: str | None
    outcome: str | None
    bapa_area: str | None
    measure: Texts
    value: Decimal | None
    qualifier: str | None
    unit: str | None
    numerator: Decimal | None
    denominator: Decimal | None
    baseline_value: Decimal | None
    baseline_year: int | None
    change: Texts | None
    note: Texts | None
    inferred: bool
    context: bool
    contradiction: bool
    source_kind: str

    @property
    def period(self) -> Period | None:
        """First and last year, both included; None where the document gives no year."""
        return None if self.year is None else (self.year, self.year_end or self.year)

    @property
    def statement(self) -> str:
        """The published statement the row belongs to: rows of one joint statement share it."""
        return self.joint or self.id


def read_published_figures(csv_text: str, file: str) -> tuple[PublishedFigureRow, ...]:
    """The published figures of one file, in its order. Raises DeclarationError."""
    readers = read_identified(csv_text, file, FIGURE_COLUMNS)
    figures = tuple(_figure(reader) for reader in readers)
    _check_joint(zip(figures, readers, strict=True))
    return figures


def read_figure_countries(text: str, *, file: str, figures: Collection[str]) -> dict[str, tuple[str, ...]]:
    """Figure -> ISO 3166-1 codes of the countries that it names, of one YAML file.

    Raises DeclarationError for a figure that is not among `figures` and for a country named twice.
    """
    reader = Reader(read_yaml(text, file=file), file)
    of_figure = reader.mapping("figures")
    countries = {figure: of_figure.text_list(figure) for figure in of_figure.content}
    for figure, codes in countries.items():
        if figure not in figures:
            raise of_figure.error("no published figure has this code", figure)
        if len(set(codes)) < len(codes):
            raise of_figure.error("names a country twice", figure)
    reader.finish()
    return countries


def _figure(row: Reader) -> PublishedFigureRow:
    figure = PublishedFigureRow(
        id=row.text("id"),
        document=row.text("document"),
        paragraph=row.text("paragraph", None),
        year=row.year("year", None),
        year_end=row.year("year_end", None),
        source_survey=row.one_of("source_survey", SOURCES),
        respondent_scope={"en": row.text("respondent_scope_en"), "zh": row.text("respondent_scope_zh")},
        entities=_acronyms(row),
        joint=row.text("joint", None),
        outcome=row.text("outcome", None),
        bapa_area=row.text("bapa_area", None),
        measure={"en": row.text("measure_en"), "zh": row.text("measure_zh")},
        value=row.decimal("value", None),
        qualifier=row.one_of("value_qualifier", QUALIFIERS, None),
        unit=row.one_of("unit", UNITS, None),
        numerator=row.decimal("numerator", None),
        denominator=row.decimal("denominator", None),
        baseline_value=row.decimal("baseline_value", None),
        baseline_year=row.year("baseline_year", None),
        change=both_languages(row, "change_text", "change_text_zh"),
        note=both_languages(row, "note_en", "note_zh"),
        inferred=row.boolean("inferred"),
        context=row.boolean("context"),
        contradiction=row.boolean("contradiction"),
        source_kind=row.one_of("source_kind", SOURCE_KINDS),
    )
    _check_figure(figure, row)
    return figure


def _acronyms(row: Reader) -> tuple[str, ...]:
    acronyms = tuple(acronym.strip() for acronym in row.text("entities", "").split(";"))
    if acronyms == ("",):
        return ()
    if "" in acronyms or len(set(acronyms)) < len(acronyms):
        raise row.error("has to be acronyms with semicolons between them, each once", "entities")
    return acronyms


def _check_figure(figure: PublishedFigureRow, row: Reader) -> None:
    if (figure.value is None) != (figure.qualifier is None):
        raise row.error("a value has a qualifier, and an absent value has none", "value_qualifier")
    if figure.value is not None and figure.unit is None:
        raise row.error("a value has a unit", "unit")
    if figure.year_end is not None and (figure.year is None or figure.year_end <= figure.year):
        raise row.error("is not after the first year", "year_end")
    if None not in (figure.numerator, figure.denominator) and figure.numerator > figure.denominator:
        raise row.error("is greater than the denominator", "numerator")
    if figure.joint is not None and len(figure.entities) < 2:
        raise row.error("a joint statement names two entities or more", "joint")
    if figure.source_kind == "primary" and figure.paragraph is None:
        raise row.error("a figure read in the document itself has its paragraph", "paragraph")
    if (figure.source_kind == "secondary" or figure.inferred) and figure.note is None:
        raise row.error("a figure that is secondary or inferred says so in a note", "note_en")


def _check_joint(rows: Iterable[tuple[PublishedFigureRow, Reader]]) -> None:
    first: dict[str, PublishedFigureRow] = {}
    for figure, row in rows:
        if figure.joint is not None:
            other = first.setdefault(figure.joint, figure)
            for name in ("document", "paragraph", "period", "entities", "value", "qualifier", "unit"):
                if getattr(figure, name) != getattr(other, name):
                    raise row.error(f"differs in {name} from {other.id}, the same statement", "joint")
