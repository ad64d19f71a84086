import csv
import html
import re
from io import BytesIO, StringIO

import openpyxl
import pytest

from indicators import actions
from indicators.models import PublishedFigure
from tests.indicators import rows
from tests.kept import keeping
from tests.pages.indicators.world import shows


def test_the_number_comes_first_with_respondents_and_n(nobody, released):
    page = shows(
        nobody.get("/en/indicators/1.4/"), "67<small> per cent", "UN entities · 2022 · 3 of 4 answered"
    )
    assert page.index("67<small>") < page.index("<svg") < page.index("How this number is made")


def test_the_definition_is_told_in_words(nobody, released):
    shows(
        nobody.get("/en/indicators/1.4/"),
        "What 1.4 is.",
        "Respondents who answered “yes” to: Question focal_point",
        "Leave the denominator",
        "not applicable",
        "no response to the survey",
    )


def test_computed_and_published_values_are_two_series(nobody, released):
    shows(nobody.get("/en/indicators/1.4/"), "Published</th>", "Computed from answers</th>", "about 58")


def test_illustrative_and_published_values_are_two_figures(nobody, tried_out):
    page = shows(nobody.get("/en/indicators/1.4/"), "Illustrative data")
    assert page.count("data-figure") == 3  # and the change of the illustrative values


def test_a_breakdown_by_group_is_open_to_everyone(nobody, released):
    shows(nobody.get("/en/indicators/1.4/?by=entity_type"), "The funds", "The agencys", "2021", "2022")


def test_a_breakdown_by_respondent_is_not(nobody, released):
    page = shows(nobody.get("/en/indicators/1.4/?by=respondent"), "no breakdown of that name")
    assert "ENTITY-07" not in page


def test_it_is_where_the_survey_declares_its_answers_attributable(nobody, open_answers):
    shows(nobody.get("/en/indicators/1.4/?by=respondent"), "ENTITY-07", "ENTITY-09")


def test_analysts_see_everybody_and_a_focal_point_its_own(released, analyst, focal_point):
    shows(analyst.get("/en/indicators/1.4/?by=respondent"), "ENTITY-07", "ENTITY-09")
    page = shows(focal_point.get("/en/indicators/1.4/?by=respondent"), "ENTITY-07", "ENTITY-08")
    assert "ENTITY-09" not in page


def test_a_code_of_a_published_list_opens_its_part(released, analyst):
    shows(analyst.get("/en/indicators/BA.3.ENTITY-07/"), "Respondent: ENTITY-07", "25<small> per cent")


def test_an_indicator_keeps_its_own_address_where_a_list_publishes_a_part_of_it_under_its_code(
    nobody, released
):
    rows.defined(released.world, "BA.4", measure="distribution", question="focal_point", options=["yes", "no"],
                 survey="unossc_entity", unit="percent", out=rows.OUT, minimum_respondents="1",
                 aliases={"BA.4": {"option": "yes"}, "BA.5": {"option": "no"}})  # fmt: skip
    released.round(2022, more=1)
    released.publish()

    whole = shows(nobody.get("/en/indicators/BA.4/"), "Answer: yes", "Answer: no")
    assert "<small>Answer: yes</small></h1>" not in whole
    assert 'href="/en/indicators/BA.4.yes/"' in whole
    assert 'href="/en/indicators/BA.5/"' in whole
    shows(nobody.get("/en/indicators/BA.4.yes/"), "<small>Answer: yes</small></h1>")
    shows(nobody.get("/en/indicators/BA.5/"), "<small>Answer: no</small></h1>")
    shows(nobody.get("/en/indicators/BA.4.yes/2022/"), "Answer: yes")


def test_an_indicator_without_a_whole_is_shown_by_its_parts(nobody, released):
    shows(nobody.get("/en/indicators/1.1/"), "Global plans", "Regional plans", "73", "75")


@pytest.mark.parametrize(
    "query",
    [
        "by=nothing",
        "by=entity_type&year=1990",
        "year=1990",
        "year=2022",
        "year=x&by=",
        "by=entity_type&kind=slope",
        "by=entity_type&by=entity_type",
        "by=level",
        "kind=map",
        "kind=nothing",
    ],
)
def test_what_is_not_there_is_answered_with_what_is_and_a_file_not_at_all(nobody, released, query):
    shows(nobody.get(f"/en/indicators/1.4/?{query}"), "Title of 1.4", '<ul class="messages">')
    page = shows(
        nobody.get(f"/en/figures/1.4.svg?{query}"), "The indicator 1.4 has no such figure", status=404
    )
    assert 'href="/en/indicators/1.4/"' in page[page.index("<main") :]


def test_a_slope_that_is_not_there_is_told_too(nobody, released):
    shows(nobody.get("/en/indicators/1.1/?kind=slope"), "Such a chart does not fit here")
    assert "does not fit" not in nobody.get("/en/indicators/1.4/?kind=slope").content.decode()
    assert nobody.get("/en/figures/1.1.svg?kind=slope").status_code == 404


def test_unknown_codes_are_not_found(nobody, released):
    assert nobody.get("/en/indicators/7.7/").status_code == 404
    assert nobody.get("/en/indicators/1.4/?release=5").status_code == 404


def test_the_list_names_every_indicator(nobody, released):
    shows(nobody.get("/en/indicators/"), "Title of 1.4", "Title of BA.3", "Title of 5.2", "No value")


@pytest.mark.parametrize("format_", ["svg", "png", "xlsx", "csv"])
def test_a_figure_can_be_taken_away(nobody, released, format_):
    response = nobody.get(f"/en/figures/1.4.{format_}")
    assert response.status_code == 200
    assert response["Content-Disposition"] == f'attachment; filename="1.4-computed.{format_}"'
    assert len(response.content) > 400


def test_files_carry_source_release_and_n(nobody, released):
    table = nobody.get("/en/figures/1.4.csv").content.decode("utf-8-sig")
    assert "3 of 4 answered" in table
    assert "A/78/290, paragraph 27" in table
    assert "release=1" in table
    lines = list(csv.reader(StringIO(table)))
    assert any("67" in line or "67.0" in line for line in lines)
    book = openpyxl.load_workbook(BytesIO(nobody.get("/en/figures/1.4.xlsx").content))
    assert "Title of 1.4" in str([cell.value for row in book.worksheets[0] for cell in row])


def test_files_of_illustrative_figures_say_so(nobody, tried_out):
    assert "Illustrative data" in nobody.get("/en/figures/1.4.svg?basis=illustrative").content.decode()
    assert nobody.get("/en/figures/1.4.svg?basis=computed").status_code == 404


def test_there_are_no_files_of_other_kinds(nobody, released):
    shows(nobody.get("/en/figures/1.4.exe"), "no file of that kind", "Everything about", status=404)
    shows(nobody.get("/en/figures/7.7.svg"), "No indicator has the code “7.7”", status=404)


def test_markup_in_texts_is_only_text(nobody, released):
    PublishedFigure.objects.filter(indicator=released.share).update(
        note=rows.text("<script>alert(1)</script>")
    )
    page = shows(nobody.get("/en/indicators/1.4/"))
    assert "<script>alert" not in page


def test_without_a_release_published_figures_are_shown(nobody, db):
    indicator = rows.entered(rows.world(), "3.1")
    rows.published(indicator, 70)
    shows(nobody.get("/en/indicators/3.1/"), "70", "<svg", "n not published")


BOUNDS = "If all who are missing had said no, or yes: 50 to 75"


def test_a_share_stands_between_what_the_missing_could_make_of_it(nobody, released):
    """Two of three, and one did not answer."""
    page = shows(nobody.get("/en/indicators/1.4/"), BOUNDS, "50–75")
    assert page.index(BOUNDS) < page.index("<svg")
    shows(nobody.get("/en/indicators/1.4/2022/"), BOUNDS)


def test_a_ratio_has_no_bounds(nobody, released):
    assert "If all who are missing" not in shows(nobody.get("/en/indicators/BA.3/"), "3 of 4 answered")


def test_the_change_is_told_apart_in_words(nobody, released):
    """The same three answered the same in both years."""
    shows(
        nobody.get("/en/indicators/1.4/"),
        '2021 to 2022: <strong><a href="/en/indicators/1.4/2022/">0.0 percentage points</a></strong>',
        "Among the 3 respondents that are in the number in both years: 0.0 percentage points.",
    )


def questioned(released, state):
    """The question of 2022 is no longer quite that of 2021."""
    question = {"code": "focal_point", "kind": "yes_no", "text": {"en": "A focal point?"}}
    question["same_as"] = {"2021": {state: {"en": "Deputies count since 2022."}}}
    definition = {
        "survey": "unossc_entity", "year": "2022", "version": "10", "status": {"en": "S"}, "title": {"en": "T"},
        "sections": [{"code": "a", "title": {"en": "A"}, "questions": [question]}],
    }  # fmt: skip
    round_, asked = released.rounds[2022], released.world.questionnaire
    round_.questionnaire = type(asked).objects.create(
        survey=asked.survey, version="10", source_file="f", sha256="1" * 64, definition=definition
    )
    round_.save()
    actions.compute_round(round=round_)
    actions.publish_release(name="Second", by=released.world.sender)


def test_nothing_is_compared_across_a_question_that_broke(nobody, released):
    questioned(released, "broken")
    page = shows(
        nobody.get("/en/indicators/1.4/"),
        "The two years cannot be compared. The question no longer asks the same. Deputies count since 2022.",
        "the question changed: Deputies count since 2022.",
    )
    assert "percentage points" not in page
    earlier = nobody.get("/en/indicators/1.4/?release=1")
    shows(earlier, "0.0 percentage points")


def test_a_similar_question_is_compared_with_a_word(nobody, released):
    questioned(released, "similar")
    shows(
        nobody.get("/en/indicators/1.4/2022/"),
        "0.0 percentage points",
        "similar and not the same: Deputies count since 2022.",
    )


@keeping
def small_groups(released):
    """Three funds and four agencies are invited; of the funds two answered, of the agencies three."""
    rows.defined(released.world, "1.5", public_minimum="3", measure="share", question="focal_point",
                 counted=["yes"], out=rows.OUT, survey="unossc_entity", unit="percent", minimum_respondents="1",
                 by=["entity_type"])  # fmt: skip
    released.round(2022, more=3)
    actions.publish_release(name="Second", by=released.world.sender)
    return released


def test_a_small_group_is_not_shown_to_the_public_and_the_page_says_what_is_guaranteed(
    nobody, focal_point, analyst, small_groups
):
    address = "/en/indicators/1.5/?by=entity_type&year=2022"
    page = shows(
        nobody.get(address), "Not shown: the group has fewer than 3 respondents", "is not guaranteed"
    )
    assert page.count("Not shown: the group") >= 2
    shows(focal_point.get(address), "Not shown: the group has fewer than 3 respondents")
    assert "Not shown" not in shows(analyst.get(address), "The funds")


def test_nor_does_its_own_page_or_the_api_give_it_away(nobody, small_groups):
    page = shows(nobody.get("/en/indicators/1.5/2022/entity_type=fund/"), "Not shown")
    assert "In the numerator" not in page
    values = nobody.get("/api/v1/values/?indicator=1.5&dimension=entity_type").json()["results"]
    assert {value["value"] for value in values if value["state"] == "suppressed"} == {None}
    assert any(value["state"] == "suppressed" for value in values)


def test_the_reader_chooses_the_kind_of_chart_in_the_address(nobody, released):
    page = shows(
        nobody.get("/en/indicators/1.4/?by=entity_type"), "Dots with bounds</strong>", "kind=multiples"
    )
    assert "year=2021" in page
    page = shows(
        nobody.get("/en/indicators/1.4/?by=entity_type&kind=multiples"),
        "All years, a small chart each</strong>",
    )
    assert "year=2021" not in page
    assert "kind=multiples&amp;release=1&amp;basis=computed" in page


def test_a_kind_that_does_not_fit_is_answered_with_one_that_does(nobody, released):
    shows(nobody.get("/en/indicators/1.4/?by=entity_type&kind=map"), "Such a chart does not fit here")
    assert nobody.get("/en/figures/1.4.svg?by=entity_type&kind=map").status_code == 404


def test_the_latest_change_is_drawn_and_can_be_taken_away(nobody, released):
    shows(nobody.get("/en/indicators/1.4/"), "Those who are in it in both years", "kind=slope")
    table = nobody.get("/en/figures/1.4.csv?kind=slope").content.decode("utf-8-sig")
    assert "Those who are in it in both years" in table


def test_a_median_is_told_by_its_question_and_has_no_numerator(nobody, released):
    rows.defined(released.world, "9.2", measure="median", question="cpd_total", survey="unossc_entity",
                 unit="count", minimum_respondents="1")  # fmt: skip
    actions.compute_round(round=released.rounds[2022])
    released.publish()
    for address in ("/en/indicators/9.2/", "/en/indicators/9.2/2022/"):
        page = shows(
            nobody.get(address), "<dt>Question</dt><dd>Question cpd_total</dd>", "Median of the numbers"
        )
        assert "Sum of the answers" not in page
        assert "<dt>Numerator</dt>" not in page
    shows(
        nobody.get("/zh-hans/indicators/9.2/"),
        "答复方所报数字的中位数",
        "<dt>问题</dt><dd>中 Question cpd_total</dd>",
    )


def test_a_desired_direction_stands_with_what_is_counted_where_a_document_states_one(nobody, released):
    rows.defined(
        released.world, "1.9", measure="total", question="cpd_total", unit="count", survey="unossc_entity",
        minimum_respondents="1", direction="more_is_better",
    )  # fmt: skip
    actions.compute_round(round=released.rounds[2022])
    released.publish()
    shows(nobody.get("/en/indicators/1.9/"), "<dt>Desired direction</dt><dd>To rise, as the document says")
    assert "Desired direction" not in shows(nobody.get("/en/indicators/1.4/"), "Title of 1.4")


def test_every_breakdown_that_is_offered_draws_something(nobody, released):
    rows.defined(
        released.world, "BA.4", measure="chosen", question="focal_point", options=["yes", "no"], out=rows.OUT,
        survey="unossc_entity", by=["respondent", "entity_type"], minimum_respondents="1", unit="percent",
    )  # fmt: skip
    for round_ in released.rounds.values():
        actions.compute_round(round=round_)
    released.publish()
    for code in ("1.1", "1.4", "BA.3", "BA.4"):
        page = shows(nobody.get(f"/en/indicators/{code}/"))
        offered = re.findall(rf'href="(/en/indicators/{code}/\?by=[^"]*)"', page)
        assert offered or code in ("1.1", "BA.3"), code
        for address in offered:
            assert "data-figure" in shows(nobody.get(html.unescape(address))), address


def test_only_where_there_is_nothing_it_is_said_that_there_is_nothing(nobody, released):
    said = "There is nothing to draw yet"
    shows(nobody.get("/en/indicators/5.2/"), said)
    assert said not in shows(nobody.get("/en/indicators/1.1/?by=level"))
