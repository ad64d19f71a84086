from dataclasses import replace

from indicators.figure import Series
from indicators.renderers.sentence import alt_text, sentence
from tests.indicators import figures


def test_the_latest_year_with_unit_group_and_n():
    assert (
        sentence(figures.illustrative_line())
        == "Entities with a focal point: 66 per cent of UN entities in 2023 (n = 25 of 27)."
    )


def test_the_same_in_chinese():
    figure = replace(
        figures.chinese(),
        title="设有协调人的实体",
        axis="period",
        categories=("2021", "2022"),
        series=(Series("x", "computed", (50, 63), n=(None, "23/27")),),
    )
    assert sentence(figure) == "设有协调人的实体：2022年，联合国实体，63%（n = 23/27）。"


def test_groups_name_the_greatest_and_the_smallest():
    assert sentence(figures.published_shares()) == (
        "Share of country programme documents with SSTC content, UN entities, 2022: "
        "IFAD, 100 per cent (n not published); ILO, 25 per cent (n not published)."
    )


def test_several_series_of_one_kind_are_named_with_their_greatest_and_smallest():
    one = figures.published_shares()
    study, peer = (
        replace(one.series[0], name=name, kind="computed") for name in ("Study tours", "Peer reviews")
    )
    study, peer = (
        replace(study, values=(9, 8, 7, 6), labels=()),
        replace(peer, values=(1, 2, 30, 4), labels=()),
    )
    grouped = replace(one, chart="grouped_bar", series=(study, peer), notes=())

    assert "2022: Peer reviews, UNDP and UNICEF, 30 per cent" in sentence(grouped)
    assert "; Peer reviews, IFAD, 1 per cent" in sentence(grouped)
    over_years = replace(grouped, axis="period", categories=("2019", "2020", "2021", "2022"))
    assert "Study tours, 2022, 6 per cent" in sentence(over_years)
    assert "Peer reviews, 2022, 4 per cent" in sentence(over_years)


def test_small_counts_are_words_in_english():
    figure = replace(figures.nothing(), series=(Series("x", "computed", (None, 6)),))
    assert sentence(figure) == "Partnerships supported: six in 2022."


def test_a_qualifier_stays():
    assert "about 60 per cent" in alt_text(figures.published_shares())
    assert "约60%" in alt_text(figures.chinese())


def test_no_value_is_a_reason_and_never_a_zero():
    assert sentence(figures.nothing()) == "Partnerships supported: Not enough answers: 4 of 27."
    assert "2021, Not enough answers: 3 of 27" in alt_text(figures.illustrative_line())


def test_illustrative_comes_first():
    assert alt_text(figures.illustrative_line()).startswith("Illustrative data. ")
    assert alt_text(figures.chinese()).startswith("示例数据。")


def test_many_points_are_told_by_their_ends():
    values = tuple(range(20, 50))
    figure = replace(
        figures.nothing(),
        chart="line",
        categories=tuple(str(1990 + at) for at in range(30)),
        series=(Series("x", "computed", values),),
    )
    assert alt_text(figure) == "Partnerships supported: 1990, 20; 2019, 49."


def test_every_language_speaks():
    for language in ("ar", "zh", "en", "fr", "ru", "es"):
        assert "66" in alt_text(replace(figures.illustrative_line(), language=language))
