"""From values and published figures to figures: kinds kept apart, labels with qualifiers, reasons for gaps."""

import pytest
from django.utils import translation

from indicators import actions, entries, words
from indicators.engine import REASONS
from indicators.figures import figures_of
from indicators.points import Asked
from indicators.queries import open_release, values_in
from indicators.queries.published import points_of, published_in, published_of
from tests.indicators import rows
from tests.kept import keeping

pytestmark = pytest.mark.django_db


@keeping
def world():
    return rows.world()


def release(world, *, illustrative: bool = False, years=(2021, 2022)):
    for year in years:
        round_ = rows.round_of(world, year, ["A", "B", "C"], illustrative=illustrative)
        rows.answered(world, round_, "A", focal_point="yes", cpd_total=3, cpd_with_sstc=2)
        rows.answered(
            world, round_, "B", focal_point="not_applicable", cpd_total="blank", cpd_with_sstc="blank"
        )
        actions.compute_round(round=round_)
    actions.publish_release(name="First", by=world.sender)


def drawn(code: str, **asked):
    opened = open_release()
    return figures_of(
        opened,
        code,
        values_in(opened, codes=[code]),
        points_of(published_of([code])),
        Asked(**asked),
        lambda b: f"/{b}",
    )


def only(figure_by_basis):
    (figure,) = figure_by_basis.values()
    return figure


def test_computed_and_published_values_are_two_series_of_one_figure(world):
    rows.published(rows.defined(world, "1.4"), 58, year=2022, qualifier="about")
    release(world)
    figure = only(drawn("1.4"))
    assert figure.categories == ("2021", "2022")
    assert [(s.kind, s.values) for s in figure.series] == [
        ("computed", (100.0, 100.0)),
        ("published", (None, 58.0)),
    ]
    assert figure.series[1].labels == (None, "about 58")
    assert figure.series[0].n[0] == "2 of 3 answered, 1 counted"
    assert figure.series[1].reasons == ("Nothing published", None)
    assert figure.address == "/computed"


def test_illustrative_values_make_a_figure_of_their_own(world):
    rows.published(rows.defined(world, "1.4"), 58)
    release(world, illustrative=True)
    made = drawn("1.4")
    assert list(made) == ["published", "illustrative"]
    assert [s.kind for s in made["illustrative"].series] == ["illustrative"]
    assert made["illustrative"].illustrative
    assert not made["published"].illustrative


@pytest.mark.parametrize(
    ("qualifier", "label"),
    [("about", "about 60"), ("more_than", "more than 60"), ("at_least", "at least 60"), ("exact", None)],
)
def test_a_qualifier_is_part_of_the_figure(world, qualifier, label):
    rows.published(rows.entered(world, "3.1"), 60, qualifier=qualifier)
    assert only(drawn("3.1")).series[0].labels == (label,)


def test_a_published_share_without_n_says_so_and_with_n_gives_it(world):
    indicator = rows.entered(world, "3.1")
    rows.published(indicator, 93, year=2019, numerator=53, denominator=57)
    rows.published(indicator, 70, year=2020)
    assert only(drawn("3.1")).series[0].n == ("53 of 57", "n not published")


def test_a_count_from_a_survey_that_is_not_named_says_that_its_n_is_not_published(world):
    rows.published(rows.entered(world, "3.1", unit="entities"), 22, unit="entities", survey="none")
    assert only(drawn("3.1")).series[0].n == ("n not published",)


def test_an_administrative_number_has_no_n(world):
    rows.published(rows.entered(world, "3.1", unit="people"), 1448, unit="people", survey="administrative")
    figure = only(drawn("3.1"))
    assert figure.series[0].n == (None,)
    assert (figure.unit, figure.unit_text) == ("number", "People")


def test_a_missing_year_is_a_gap_with_a_reason(world):
    indicator = rows.entered(world, "3.1")
    rows.published(indicator, 70, year=2019)
    rows.published(indicator, 72, year=2021)
    figure = only(drawn("3.1"))
    assert figure.categories == ("2019", "2020", "2021")
    assert figure.series[0].values == (70.0, None, 72.0)
    assert figure.series[0].reasons[1] == "Nothing published"


def test_a_figure_that_a_document_leaves_out_says_why(world):
    rows.published(rows.entered(world, "5.2"), None)
    figure = only(drawn("5.2"))
    assert not figure.has_values
    assert figure.series[0].reasons == ("Only context",)


def test_a_baseline_stands_in_its_own_year_with_a_note(world):
    rows.published(
        rows.entered(world, "0.1"), 70, baseline_value=66, baseline_year=2021, baseline_counts=True
    )
    figure = only(drawn("0.1"))
    assert figure.series[0].values == (66.0, 70.0)
    assert [(note.category, note.text) for note in figure.notes] == [
        (0, "Given as the baseline in A/78/290.")
    ]


def test_two_documents_on_one_year_keep_both_readings(world):
    indicator = rows.entered(world, "3.1")
    rows.published(indicator, 140)
    rows.published(indicator, 145, document="A/79/230", paragraph="")
    figure = only(drawn("3.1"))
    assert figure.series[0].values == (140.0,)
    assert figure.notes[0].text == "A/79/230 gives 145."


def test_a_joint_figure_is_one_category(world):
    indicator = rows.entered(world, "BA.3", by=["respondent"])
    for code in ("UNDP", "UNICEF"):
        rows.published(
            indicator,
            60,
            qualifier="about",
            joint="both",
            entities=["UNDP", "UNICEF"],
            breakdown={"respondent": code},
        )
    rows.published(indicator, 100, breakdown={"respondent": "IFAD"})
    figure = only(drawn("BA.3", by="respondent", year=2022))
    assert figure.categories == ("IFAD", "UNDP and UNICEF")
    assert figure.series[0].labels == (None, "about 60")
    assert figure.notes[0].text == "One joint figure for UNDP and UNICEF."


def test_groups_come_in_the_order_of_their_list(world):
    rows.defined(world, "1.4")
    release(world)
    figure = only(drawn("1.4", by="entity_type", year=2021))
    assert figure.categories == ("The funds", "The agencys")
    assert figure.series[0].values == (100.0, None)
    assert figure.series[0].reasons[1].startswith("1 answered the survey")
    assert (figure.axis, figure.period) == ("group", "2021")


def test_a_change_of_definition_breaks_the_series(world):
    rows.defined(world, "1.4", valid={"from": "2019", "to": "2021"})
    again = {"measure": "share", "question": "focal_point", "counted": ["yes", "no"], "out": rows.OUT,
             "survey": "unossc_entity", "unit": "percent", "minimum_respondents": "1"}  # fmt: skip
    rows.defined(world, "1.4", number=2, valid={"from": "2022"}, **again)
    release(world)
    figure = only(drawn("1.4"))
    assert [(cut.at, cut.text) for cut in figure.breaks] == [
        (1, "definition changed from version 1 to version 2")
    ]


def test_shares_share_their_scale(world):
    rows.defined(world, "1.4")
    release(world)
    assert only(drawn("1.4")).scale_max == 100


def test_nothing_to_draw_is_no_figure(world):
    rows.entered(world, "2.5")
    assert drawn("2.5") == {}


def test_figures_speak_the_language_of_the_page(world):
    rows.published(rows.entered(world, "3.1"), 70)
    with translation.override("zh-hans"):
        figure = only(drawn("3.1"))
    assert (figure.language, figure.title) == ("zh", "题目 3.1")


def test_the_headline_of_many_parts_is_their_range(world):
    indicator = rows.entered(world, "BA.3", by=["respondent"])
    for code, value in (("IFAD", 100), ("WFP", 87), ("UNFPA", 80), ("ILO", 25)):
        rows.published(indicator, value, breakdown={"respondent": code})
    (headline,) = entries.entry(open_release(), "BA.3", [], points_of(published_of(["BA.3"]))).headlines
    assert (headline.number, headline.of) == ("25 to 100", "4 published values")


def test_one_figure_for_two_entities_together_is_one_published_value(world):
    indicator = rows.entered(world, "BA.3", by=["respondent"])
    for code, value in (("IFAD", 100), ("WFP", 87), ("ILO", 25)):
        rows.published(indicator, value, breakdown={"respondent": code})
    for code in ("UNDP", "UNICEF"):
        both = {"joint": "undp-unicef", "entities": ["UNDP", "UNICEF"]}
        rows.published(indicator, 60, breakdown={"respondent": code}, **both)
    (headline,) = entries.entry(open_release(), "BA.3", [], points_of(published_of(["BA.3"]))).headlines
    frozen = points_of(published_in(open_release(), ["BA.3"]))
    (of_release,) = entries.entry(open_release(), "BA.3", [], frozen).headlines
    assert headline.of == of_release.of == "4 published values"


def test_a_computed_value_comes_before_a_published_one_and_an_illustrative_one_never(world):
    indicator = rows.defined(world, "1.4")
    rows.published(indicator, 58, year=2023)
    release(world, illustrative=True)
    opened = open_release()
    entry = entries.entry(opened, "1.4", values_in(opened), points_of(published_of(["1.4"])))
    assert [(h.kind, h.number) for h in entry.headlines] == [("published", "58")]
    assert (entry.illustrative.kind, entry.illustrative.number) == ("illustrative", "100")
    release(world, years=(2020,))
    opened = open_release()
    entry = entries.entry(opened, "1.4", values_in(opened), points_of(published_of(["1.4"])))
    assert [(h.kind, h.period) for h in entry.headlines] == [("computed", "2020")]


def test_an_illustrative_value_stands_below_the_number_of_its_own_part(world):
    indicator = chosen(world, "7.6")
    rows.published(indicator, 73, breakdown={"option": "yes"})
    rows.published(indicator, 75, breakdown={"option": "no"})
    release(world, illustrative=True)
    opened = open_release()
    entry = entries.entry(opened, "7.6", values_in(opened), points_of(published_of(["7.6"])))
    below = {headline.number: one and (one.kind, one.breakdown) for headline, one in entry.pairs}
    assert below == {"73": ("illustrative", {"option": "yes"}), "75": ("illustrative", {"option": "no"})}


def test_an_illustrative_value_of_another_part_stands_by_itself(world):
    indicator = chosen(world, "7.6")
    rows.published(indicator, 73, breakdown={"option": "other"})
    release(world, illustrative=True)
    opened = open_release()
    entry = entries.entry(opened, "7.6", values_in(opened), points_of(published_of(["7.6"])))
    assert [(one.kind, below) for one, below in entry.pairs] == [("published", None), ("illustrative", None)]


def test_what_has_illustrative_data_alone_says_so(world):
    chosen(world, "7.6")
    release(world, illustrative=True)
    opened = open_release()
    entry = entries.entry(opened, "7.6", values_in(opened), [])
    ((headline, below),) = entry.pairs
    assert (headline.kind, headline.reason) == ("missing", "There is only illustrative data so far.")
    assert below.is_illustrative
    assert entry.has_only_illustrative


def chosen(world, code: str):
    """An indicator of which a respondent may choose several answers, and which has no value of its whole."""
    return rows.defined(
        world, code, measure="chosen", question="focal_point", options=["yes", "no"], out=rows.OUT,
        survey="unossc_entity", by=["entity_type"], minimum_respondents="1", unit="percent",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("place", "text"),
    [
        ("32", "A/78/290, paragraph 32"),
        ("32, 33", "A/78/290, paragraphs 32, 33"),
        ("fig-2", "A/78/290, figure II"),
        ("fn-37", "A/78/290, footnote 37"),
        ("", "A/78/290"),
    ],
)
def test_places_in_documents(place, text):
    assert words.paragraph("A/78/290", place) == text


def test_every_reason_of_the_engine_has_words():
    for code, reason in REASONS.items():
        assert words.reason(code, dict.fromkeys(reason.parameters, 3)) != code
