"""Small figures that the tests of the renderers share."""

from dataclasses import replace

from indicators.figure import Break, Figure, Note, Series

COMMON = {
    "source": "A/78/290, paragraph 32",
    "release": "3, 24 July 2023",
    "address": "https://example.org/en/indicators/BA.3/?release=3",
}


def published_shares() -> Figure:
    """Four bars by entity, published, one with a qualifier, one with a note; n is not published."""
    return Figure(
        title="Share of country programme documents with SSTC content",
        subtitle="UN entities, 2022",
        unit="percent",
        unit_text="Per cent",
        chart="bar",
        axis="group",
        categories=("IFAD", "UN-Habitat", "UNDP and UNICEF", "ILO"),
        series=(
            Series(
                "2022",
                "published",
                (100, 90, 60, 25),
                labels=(None, None, "about 60", None),
                n=("n not published",) * 4,
            ),
        ),
        notes=(Note("a", "Documents for least developed countries only.", 1),),
        respondents="UN entities",
        period="2022",
        language="en",
        **COMMON,
    )


def illustrative_line() -> Figure:
    """Four years of invented answers with bounds, a missing year and a break."""
    return Figure(
        title="Entities with a focal point",
        subtitle="UN entities",
        unit="percent",
        unit_text="Per cent",
        chart="line",
        categories=("2020", "2021", "2022", "2023"),
        series=(
            Series(
                "All that answered",
                "illustrative",
                (48, None, 61, 66),
                n=("22 of 27", None, "23 of 27", "25 of 27"),
                low=(40, None, 55, 61),
                high=(58, None, 69, 70),
                reasons=(None, "Not enough answers: 3 of 27", None, None),
            ),
        ),
        breaks=(Break(3, "the question was reworded"),),
        respondents="UN entities",
        language="en",
        **COMMON,
    )


def computed_counts() -> Figure:
    """Two computed series of counts over two groups."""
    return Figure(
        title="Events, by region",
        subtitle="UN entities, 2021 and 2022",
        unit="number",
        unit_text="Events",
        chart="grouped_bar",
        axis="group",
        categories=("Africa", "Latin America and the Caribbean"),
        series=(
            Series("2021", "computed", (1200, None), reasons=(None, "Too few answered")),
            Series("2022", "computed", (1448, 7), n=("23 of 27", "5 of 5")),
        ),
        language="en",
        **COMMON,
    )


def columns() -> Figure:
    """Published beside computed over three years: two series, never one."""
    return Figure(
        title="Good practices published",
        subtitle="UN entities",
        unit="number",
        unit_text="Practices",
        chart="grouped_bar",
        categories=("2020", "2021", "2022"),
        series=(
            Series("Published", "published", (30, None, 44), labels=(None, None, "> 44")),
            Series("Computed", "computed", (None, None, 47)),
        ),
        language="en",
        **COMMON,
    )


def nothing() -> Figure:
    """Too few answers in every year."""
    return Figure(
        title="Partnerships supported",
        subtitle="UN entities",
        unit="number",
        unit_text="Partnerships",
        chart="bar",
        categories=("2021", "2022"),
        series=(Series("2022", "computed", (None, None), reasons=("Not enough answers: 4 of 27",) * 2),),
        language="en",
        **COMMON,
    )


def table() -> Figure:
    """Numbers that are read and not drawn."""
    return Figure(
        title="Who answered",
        subtitle="UN entities",
        unit="number",
        unit_text="Number",
        chart="table",
        axis="group",
        categories=("Invited", "Answered"),
        series=(Series("2021", "computed", (27, 22)), Series("2022", "computed", (27, 23))),
        language="en",
        **COMMON,
    )


def chinese() -> Figure:
    """Long labels in Chinese."""
    return Figure(
        title="包含南南合作和三方合作指标或活动的国家方案文件所占百分比",
        subtitle="联合国实体，2022年",
        unit="percent",
        unit_text="百分比",
        chart="bar",
        axis="group",
        categories=("国际农业发展基金", "联合国开发计划署和联合国儿童基金会（合计数字）"),
        series=(Series("2022年", "illustrative", (100, 60), labels=(None, "约60"), n=("10/12", "9/12")),),
        respondents="联合国实体",
        period="2022年",
        language="zh",
        source="A/78/290，第32段",
        release="3",
        address="https://example.org/zh/",
    )


def arabic() -> Figure:
    """Long labels in Arabic with Latin letters and digits in them."""
    return Figure(
        title="نسبة وثائق البرامج القطرية التي تتضمن مؤشرات أو أنشطة للتعاون فيما بين بلدان الجنوب",
        subtitle="كيانات الأمم المتحدة، 2022",
        unit="percent",
        unit_text="نسبة مئوية",
        chart="bar",
        axis="group",
        categories=("برنامج الأغذية العالمي", "منظمة العمل الدولية (ILO)"),
        series=(Series("2022", "published", (87, 25)),),
        language="ar",
        source="A/78/290، الفقرة 32",
        release="3",
        address="https://example.org/ar/",
    )


def stacked() -> Figure:
    """Answers over three options in three groups, one of which has none."""
    n = ("9 of 12", "14 of 15", None)
    return Figure(
        title="How far strategies cover SSTC",
        subtitle="UN entities, 2022",
        unit="percent",
        unit_text="Per cent",
        chart="stacked",
        axis="group",
        categories=("Funds and programmes", "Specialized agencies", "Regional commissions"),
        series=(
            Series(
                "Fully", "computed", (22, 50, None), n=n, reasons=(None, None, "Not enough answers: 2 of 5")
            ),
            Series(
                "In part", "computed", (45, 43, None), n=n, reasons=(None, None, "Not enough answers: 2 of 5")
            ),
            Series(
                "Not at all",
                "computed",
                (33, 7, None),
                n=n,
                reasons=(None, None, "Not enough answers: 2 of 5"),
            ),
        ),
        notes=(Note("a", "Without UN-Habitat.", 1),),
        respondents="UN entities",
        period="2022",
        language="en",
        **COMMON,
    )


def dots() -> Figure:
    """Invented answers by group, each between its bounds, one without a value."""
    return Figure(
        title="Entities with a focal point",
        subtitle="UN entities, 2022",
        unit="percent",
        unit_text="Per cent",
        chart="dots",
        axis="group",
        categories=("Funds and programmes", "Specialized agencies", "Regional commissions", "Other"),
        series=(
            Series(
                "2022",
                "illustrative",
                (58, 71, 100, None),
                n=("7 of 12", "14 of 15", "5 of 5", None),
                low=(33, 67, 100, None),
                high=(83, 73, 100, None),
                reasons=(None, None, None, "Not enough answers: 1 of 4"),
            ),
        ),
        respondents="UN entities",
        period="2022",
        language="en",
        **COMMON,
    )


def multiples() -> Figure:
    """Five groups over five years, with a gap, a break, and one group without anything."""
    years = ("2019", "2020", "2021", "2022", "2023")
    rows = {
        "Funds": (20, 35, 40, 55, 62),
        "Programmes": (40, None, 44, 43, 50),
        "Specialized agencies": (70, 72, 71, 80, 96),
        "Regional commissions": (None,) * 5,
        "Other": (10, 12, 30, 28, 25),
    }
    return Figure(
        title="Entities with a focal point, by type of entity",
        subtitle="UN entities",
        unit="percent",
        unit_text="Per cent",
        chart="multiples",
        categories=years,
        series=tuple(
            Series(
                name,
                "computed",
                values,
                reasons=tuple("Too few answered" if v is None else None for v in values),
            )
            for name, values in rows.items()
        ),
        breaks=(Break(3, "the question was reworded"),),
        respondents="UN entities",
        language="en",
        **COMMON,
    )


def slope() -> Figure:
    """All who answered, and those in both years."""
    return Figure(
        title="Entities with a focal point",
        subtitle="UN entities, 2021 and 2022",
        unit="percent",
        unit_text="Per cent",
        chart="slope",
        categories=("2021", "2022"),
        series=(
            Series("All that answered", "illustrative", (48, 61), n=("22 of 27", "23 of 27")),
            Series("Those in the number in both years", "illustrative", (50, 56), n=("18", "18")),
        ),
        respondents="UN entities",
        language="en",
        **COMMON,
    )


def worldmap() -> Figure:
    """Countries in two classes, small islands among them, and a respondent that is nowhere."""
    return Figure(
        title="Who answered",
        subtitle="Governments, 2022",
        unit="number",
        unit_text="Countries",
        chart="map",
        axis="group",
        categories=("Brazil", "India", "Tuvalu", "Maldives", "Chad", "Country 07"),
        places=("BRA", "IND", "TUV", "MDV", "TCD", None),
        series=(
            Series("Answered", "computed", (1, 1, 1, None, None, 1)),
            Series("Nothing came", "computed", (None, None, None, 1, 1, None)),
        ),
        respondents="Governments",
        period="2022",
        language="en",
        **COMMON,
    )


def in_language(figure: Figure, language: str) -> Figure:
    """The figure in another language: with its words, marks and direction; names of our own stay as they are."""
    return replace(figure, language=language)


HIDDEN = (
    "Not shown: the group has fewer than 5 respondents, or it would give one away that has. Inside this table what is "
    "hidden cannot be worked out from what is shown; beside other tables and releases that is not guaranteed."
)


def hidden_groups() -> Figure:
    """Two years of groups; that the same groups are hidden is said once, under a letter of its own."""
    hidden = (None, HIDDEN, HIDDEN, None)
    return Figure(
        title="Entities with a focal point, by type of entity",
        subtitle="UN entities",
        unit="percent",
        unit_text="Per cent",
        chart="grouped_bar",
        axis="group",
        categories=("Funds and programmes", "Specialized agencies", "Regional commissions", "Other"),
        series=(
            Series("2021", "computed", (45, None, None, 80), n=("9 of 12", None, None, "14 of 15"), reasons=hidden),
            Series("2022", "computed", (50, None, None, None), n=("10 of 12", None, None, None),
                   reasons=(*hidden[:3], "Too few answered")),
        ),
        notes=(Note("a", "Without UN-Habitat.", 0),),
        respondents="UN entities",
        language="en",
        **COMMON,
    )  # fmt: skip


def hidden_panels() -> Figure:
    """Small multiples of which one group is hidden in every year and another in one."""
    figure = multiples()
    programmes, nobody = figure.series[1], figure.series[3]
    return replace(
        figure,
        series=(
            figure.series[0],
            replace(programmes, reasons=tuple(one and HIDDEN for one in programmes.reasons)),
            replace(nobody, reasons=(HIDDEN,) * 5),
        ),
    )


NEW = (stacked, dots, multiples, slope, worldmap, hidden_groups, hidden_panels)
ALL = (published_shares, illustrative_line, computed_counts, columns, nothing, table, chinese, arabic, *NEW)
