import pytest

from indicators import actions
from indicators.models import PublishedFigure
from surveys.models import Answer, Group, Grouping, Membership, Respondent
from tests.indicators import rows
from tests.pages.indicators.world import shows

SEVEN = "/en/entities/entity-07/"


def country(code="COG", name="Congo", **more):
    return Respondent.objects.create(
        kind="government", code=code, slug=name.lower(), names=rows.text(name), **more
    )


class TestLists:
    def test_names_go_by_the_rules_of_the_language(self, nobody, released):
        country("ZMB", "Zambia")
        country("CIV", "Éburnea")
        country("FJI", "Fiji")
        page = shows(nobody.get("/en/countries/"))
        assert page.index("Éburnea") < page.index("Fiji") < page.index("Zambia")

    def test_illustrative_respondents_stand_apart_and_are_marked(self, nobody, released):
        Respondent.objects.create(kind="entity", code="UNDP", slug="undp", names=rows.text("Programme"))
        page = shows(nobody.get("/en/entities/"), "Illustrative respondents", "Illustrative data")
        assert (
            page.index("Programme") < page.index("Illustrative respondents") < page.index("Name of ENTITY-07")
        )

    def test_nothing_loaded_says_so(self, nobody, released):
        shows(nobody.get("/en/countries/"), "have not been loaded")

    def test_queries_do_not_grow(self, nobody, released, django_assert_max_num_queries):
        for number in range(20):
            country(f"X{number:02}", f"Land {number}")
        with django_assert_max_num_queries(6):
            nobody.get("/en/countries/")


class TestEntity:
    def test_answers_of_an_attributable_survey_stand_beside_the_group(self, nobody, open_answers):
        page = shows(
            nobody.get(SEVEN), "2021", "2022", "3 of 4 answered", "67", "1 of 4", "Illustrative data"
        )
        assert "confidential" not in page

    def test_answers_of_other_surveys_are_closed_to_the_public(
        self, nobody, drafter, other_focal_point, released
    ):
        for client in (nobody, drafter, other_focal_point):
            page = shows(client.get(SEVEN), "confidential")
            assert "1 of 4" not in page
            assert "3 of 4 answered" not in page

    def test_they_open_to_analysts_and_to_those_who_answer(self, analyst, focal_point, released):
        for client in (analyst, focal_point):
            assert "confidential" not in shows(client.get(SEVEN), "1 of 4")

    def test_an_answer_without_a_value_of_its_own_opens_to_its_cell(
        self, nobody, analyst, other_focal_point, open_answers
    ):
        rows.defined(open_answers.world, "9.4", by=["entity_type"])
        for round_ in open_answers.rounds.values():
            actions.compute_round(round=round_)
        open_answers.publish()
        answer = Answer.objects.get(
            item__code="focal_point",
            submission__respondent__code="ENTITY-07",
            submission__round__data_year=2022,
        )
        link = f'<a href="/en/answers/{answer.pk}/">yes</a>'
        shows(analyst.get(SEVEN), "/en/indicators/9.4/", link)
        assert link not in shows(other_focal_point.get(SEVEN), "/en/indicators/9.4/")
        assert link not in shows(nobody.get(SEVEN), "/en/indicators/9.4/")

    def test_of_a_release_that_is_asked_for_it_says_what_is_of_today(self, nobody, released):
        figure = rows.published(released.share, 58, entities=["ENTITY-07"])
        released.publish()
        PublishedFigure.objects.filter(pk=figure.pk).update(value=59)
        of_today = "answers, groups and all else are those of today"
        shows(nobody.get(f"{SEVEN}?release=2"), of_today, ">58</a>")
        assert of_today not in shows(nobody.get(SEVEN), ">59</a>")

    def test_without_an_answer_it_says_what_would_fill_it(self, nobody, open_answers):
        shows(nobody.get("/en/entities/entity-10/"), "No answers yet", "No published figure")

    def test_why_a_group_has_no_number_is_said_once(self, nobody, open_answers):
        rows.defined(open_answers.world, "1.4", number=2, measure="share", question="focal_point", counted=["yes"],
                     out=rows.OUT, survey="unossc_entity", minimum_respondents="3", by=["entity_type"],
                     unit="percent")  # fmt: skip
        for round_ in open_answers.rounds.values():
            actions.compute_round(round=round_)
        open_answers.publish()
        page = shows(nobody.get(SEVEN), "“–” under “Its group”: ", "3 of 4 answered")
        assert page.count("“–” under “Its group”: ") == 1

    def test_a_joint_figure_stands_once_in_each_profile_and_on_the_page_of_its_indicator(
        self, nobody, released
    ):
        both = ["ENTITY-07", "ENTITY-08"]
        for code in both:
            rows.published(released.ratio, 60, entities=both, joint="both", qualifier="about",
                           breakdown={"respondent": code})  # fmt: skip
        released.publish()
        for code in both:
            page = shows(nobody.get(f"/en/entities/{code.lower()}/"), "One joint figure for ")
            assert page.count("about 60") == 1
        page = shows(nobody.get("/en/indicators/BA.3/"), "ENTITY-07 and ENTITY-08 together")
        assert page.count("ENTITY-07 and ENTITY-08 together") == 1

    def test_figures_that_name_it(self, nobody, released):
        rows.published(None, 25, entities=["ENTITY-07"], document="A/75/297", paragraph="9")
        shows(nobody.get(SEVEN), "A/75/297, paragraph 9")

    def test_queries_do_not_grow_with_years_and_figures(
        self, analyst, released, django_assert_max_num_queries
    ):
        for year in (2018, 2019, 2020):
            released.round(year)
        for _ in range(10):
            rows.published(None, 25, entities=["ENTITY-07"])
        with django_assert_max_num_queries(22):
            analyst.get(SEVEN)

    def test_nobody_of_that_name(self, nobody, released):
        assert nobody.get("/en/entities/nobody/").status_code == 404


class TestCountry:
    @pytest.fixture
    def congo(self, released):
        congo = country(aliases=["Brazzaville"])
        grouping = Grouping.objects.create(code="ldc", names=rows.text("Least developed"))
        group = Group.objects.create(grouping=grouping, code="ldc", names=rows.text("An LDC"))
        Membership.objects.create(respondent=congo, group=group, from_year=1990, to_year=2003)
        return congo

    def test_groups_stand_with_their_years(self, nobody, congo):
        shows(nobody.get("/en/countries/COG/"), "An LDC", "1990 to 2003", "Brazzaville")

    def test_figures_that_name_it(self, nobody, congo):
        figure = rows.published(None, 6, document="A/78/290", paragraph="45")
        figure.countries = ["COG"]
        figure.save()
        shows(nobody.get("/en/countries/COG/"), "A/78/290, paragraph 45")

    def test_small_letters_lead_to_the_same_page(self, nobody, congo):
        assert nobody.get("/en/countries/cog/")["Location"] == "/en/countries/COG/"
        assert nobody.get("/en/countries/XXX/").status_code == 404
