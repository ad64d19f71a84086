import pytest

from indicators.models import Run
from surveys.models import Item, Questionnaire
from tests.indicators import rows
from tests.pages.indicators.world import shows

WHOLE = "/en/indicators/1.4/2022/"
OF_ONE = "/en/indicators/1.4/2022/respondent=ENTITY-07/"


def test_the_sum_is_told_in_numbers(nobody, released):
    shows(nobody.get(WHOLE), "2 ÷ 3 × 100 = 66.667; rounded 67", "3 of 4 answered", "UN entities")


def test_it_is_told_in_the_words_of_the_questionnaire_that_was_answered(nobody, released):
    reworded = Questionnaire.objects.create(
        survey=released.world.survey, version="9.1", source_file="g.yaml", sha256="1" * 64, definition={}
    )
    Item.objects.create(
        questionnaire=reworded, code="focal_point", question="focal_point", kind="yes_no", position=0,
        names=rows.text("Question of a later year"),
    )  # fmt: skip
    released.publish()
    shows(nobody.get("/en/indicators/1.4/"), "Question of a later year")
    assert "Question of a later year" not in shows(nobody.get(WHOLE), "Question focal_point")


def test_everybody_sees_counts_and_why_there_is_no_more(nobody, released):
    page = shows(
        nobody.get(WHOLE),
        "In the numerator <small>(2)",
        "In the denominator <small>(3)",
        "Left out: no response to the survey <small>(1)",
        "Single answers are open to analysts",
    )
    assert "ENTITY" not in page
    assert ".xlsx" not in page


def test_an_analyst_opens_every_answer_down_to_its_cell(analyst, released):
    shows(
        analyst.get(WHOLE),
        "ENTITY-07.xlsx",
        "Answers!C2",
        "“yes”",
        "sender@example.org",
        "1 March 2023, 12:00 UTC",
        "ENTITY-10",
    )


def test_a_focal_point_opens_its_own_and_nobody_elses(released, focal_point, other_focal_point):
    page = shows(focal_point.get(WHOLE), "ENTITY-07.xlsx", "respondent whose answers are not open to you")
    assert "ENTITY-09" not in page
    page = shows(other_focal_point.get(WHOLE), "ENTITY-09.xlsx")
    assert "ENTITY-07" not in page


def test_somebody_who_left_has_no_cells_any_more(released, focal_point):
    focal_point.user.representations.update(to_day="2020-01-01")
    assert "ENTITY-07" not in shows(focal_point.get(WHOLE))


def test_a_value_of_one_respondent_is_closed(
    released, nobody, drafter, focal_point, other_focal_point, analyst
):
    assert nobody.get(OF_ONE).status_code == 302
    assert drafter.get(OF_ONE).status_code == 403
    assert other_focal_point.get(OF_ONE).status_code == 403
    assert focal_point.get(OF_ONE).status_code == 200
    assert analyst.get(OF_ONE).status_code == 200


def test_with_attributable_answers_it_is_open_but_its_cells_are_not(nobody, open_answers):
    page = shows(nobody.get(OF_ONE), "Respondent: ENTITY-07")
    assert ".xlsx" not in page


def test_a_ratio_lists_both_cells(analyst, released):
    page = shows(
        analyst.get("/en/indicators/BA.3/2022/"), "3 ÷ 12 × 100 = 25; rounded 25", "Answers!C3", "Answers!C4"
    )
    assert "1 ÷ 4" not in page


def test_illustrative_values_say_so(nobody, tried_out):
    shows(nobody.get(WHOLE), "Illustrative data")


def test_published_figures_never_stand_beside_illustrative_ones(nobody, tried_out):
    rows.published(tried_out.share, 58, year=2022, qualifier="about")
    assert "about 58" not in shows(nobody.get(WHOLE))


def test_where_only_documents_speak_their_figure_is_shown(nobody, released):
    shows(nobody.get("/en/indicators/1.4/2023/"), "Nothing has been computed for this year", "about 58")


def test_the_lists_follow_the_roster_of_the_run(nobody, analyst, released):
    before = shows(analyst.get(WHOLE)).partition("<main")[2]
    released.world.respondents["ENTITY-07"].memberships.update(group=released.world.groups["agency"])
    assert "has changed since this was computed" not in shows(nobody.get(WHOLE))
    assert shows(analyst.get(WHOLE)).partition("<main")[2] == before


def test_a_changed_roster_is_told_where_the_run_kept_none(nobody, released):
    Run.objects.update(basis={})
    released.world.respondents["ENTITY-07"].memberships.update(group=released.world.groups["agency"])
    shows(nobody.get(WHOLE), "has changed since this was computed")


@pytest.mark.parametrize(
    "address",
    [
        "1.4/1999/",
        "7.7/2022/",
        "1.4/2022/entity_type=none/",
        "1.4/2022/entity_type/",
        "1.4/2022/entity_type=a+entity_type=b/",
        "1.4/2022/?release=9",
        "1.4/99999999999999999999/",
    ],
)
def test_what_is_not_there_is_not_found(nobody, released, address):
    assert nobody.get(f"/en/indicators/{address}").status_code == 404
