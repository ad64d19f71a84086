"""A small round of real-shaped answers beside what documents print of it."""

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from indicators import actions
from indicators.models import Contradiction, ExplainedDifference, PublishedFigure
from indicators.pages.reconciliation import account
from indicators.queries import open_release
from indicators.queries.access import Reader
from indicators.queries.reconciled import reconciled
from tests.indicators import rows
from tests.kept import keeping
from tests.pages.indicators.world import Released, shows

ADDRESS = "/en/reconciliation/"
CODES = ("UNDP", "UNICEF", "WFP", "ILO", "UNIDO", "FAO", "ITU", "WHO")


class RealRound:
    """Eight entities in 2022, six answered: a focal point in 4 of 6; programme documents by entity."""

    def __init__(self, attributable: bool = True):
        self.world = rows.world(attributable=attributable)
        self.share = rows.defined(self.world, "1.4")
        self.ratio = rows.ratio(self.world)
        self.total = rows.defined(
            self.world, "9.1", measure="total", question="cpd_total", survey="unossc_entity", unit="count",
            minimum_respondents="1",
        )  # fmt: skip
        self.entered = rows.entered(self.world, "3.1")
        self.round = rows.round_of(self.world, 2022, CODES)
        documents = {"UNDP": (6, 10), "UNICEF": (3, 4), "WFP": (7, 8), "ILO": (1, 4), "UNIDO": (2, 5)}
        for code, (part, whole) in documents.items():
            answer = "yes" if code != "ILO" else "no"
            rows.answered(
                self.world, self.round, code, focal_point=answer, cpd_total=whole, cpd_with_sstc=part
            )
        rows.answered(
            self.world, self.round, "FAO", focal_point="no", cpd_total=2, cpd_with_sstc="do_not_know"
        )
        actions.compute_round(round=self.round)
        self.figures = {
            "exact": rows.published(self.ratio, 25, breakdown={"respondent": "ILO"}),
            "rounded": rows.published(self.share, 67),
            "apart": rows.published(self.ratio, 60, breakdown={"respondent": "UNIDO"}),
            "bound": rows.published(self.total, 30, qualifier="more_than", unit="count"),
            "entered": rows.published(self.entered, 1448, unit="people"),
            "none": rows.published(None, 800, qualifier="more_than", unit="count"),
            "lost": rows.published(self.share, None),
            "before": rows.published(self.share, 50, year=2019),
            "early": rows.published(self.share, 50, year=2017),
            "two_years": rows.published(self.share, 55, from_year=2021, to_year=2022),
            "silent": rows.published(self.ratio, 90, breakdown={"respondent": "ITU"}),
            "unit": rows.published(self.total, 30, unit="percent"),
        }
        for entity in ("UNDP", "UNICEF"):
            self.figures[entity] = rows.published(
                self.ratio, 60, qualifier="about", joint="both", entities=["UNDP", "UNICEF"],
                breakdown={"respondent": entity},
            )  # fmt: skip
        self.release = actions.publish_release(name="First", by=self.world.sender)


@keeping
def real(db) -> RealRound:
    return RealRound()


@keeping(upon=("real", "tried_out", "released"))
def stage(db):
    """What the personas find: the figures that the test asks for."""


def found_of(client=None) -> dict:
    opened = open_release()
    user = client.user if client and client.user else _Nobody()
    return {one.figure.code: one for one in reconciled(opened, Reader(user, opened))}


class _Nobody:
    is_authenticated = False


def states(real, found) -> dict:
    return {
        name: (found[figure.code].state, found[figure.code].reason) for name, figure in real.figures.items()
    }


def test_every_figure_has_a_state_and_every_missing_value_a_reason(real):
    assert states(real, found_of()) == {
        "exact": ("match", ""),
        "rounded": ("within_rounding", ""),
        "apart": ("differs", ""),
        "bound": ("match", ""),
        "entered": ("not_computable", "entered"),
        "none": ("not_computable", "no_indicator"),
        "lost": ("not_computable", "no_number"),
        "before": ("not_computable", "not_computed"),
        "early": ("not_computable", "not_valid"),
        "two_years": ("not_computable", "several_years"),
        "silent": ("not_computable", "without_value"),
        "unit": ("not_computable", "other_unit"),
        "UNDP": ("within_rounding", ""),
        "UNICEF": ("within_rounding", ""),
    }


def test_a_joint_figure_is_held_against_both_entities_together(real):
    """UNDP 6 of 10 and UNICEF 3 of 4: 9 of 14 is 64.3 per cent, and not the mean of 60 and 75."""
    one = found_of()[real.figures["UNICEF"].code]
    assert round(one.computed.value, 1) == round(900 / one.computed.value.__class__(14), 1)
    assert len(one.values) == 2


def test_a_difference_says_by_how_much(nobody, real):
    page = shows(
        nobody.get(f"{ADDRESS}?state=differs"), "1 figure", "40", "−20", "Differs", "14 published figures"
    )
    assert "within_rounding" in page


def test_illustrative_values_are_never_compared(tried_out):
    found = found_of()
    (code,) = [one.figure.code for one in found.values() if one.figure.from_year == 2023]
    rows.published(tried_out.share, 67)
    by_year = {one.figure.from_year: one for one in found_of().values() if one.figure.indicator.code == "1.4"}
    assert by_year[2022].state == "illustrative_not_compared"
    assert by_year[2022].computed is None
    assert found[code].reason == "not_computed"


def test_a_baseline_is_reconciled_with_its_own_year(nobody, real):
    earlier = rows.round_of(real.world, 2021, CODES[:2])
    rows.answered(real.world, earlier, "UNDP", focal_point="yes")
    actions.compute_round(round=earlier)
    rows.published(
        real.share, 67, code="with-baseline", baseline_value=100, baseline_year=2021, baseline_counts=True
    )
    actions.publish_release(name="Second", by=real.world.sender)
    one = found_of()["with-baseline"]
    assert (one.state, one.baseline.state) == ("within_rounding", "match")
    shows(nobody.get(f"{ADDRESS}with-baseline/"), "Baseline of 2021, 100; computed 100: Match.")


def test_a_value_of_one_respondent_is_compared_only_for_those_who_may_see_it(db):
    real = RealRound(attributable=False)
    assert found_of()[real.figures["exact"].code].reason == "not_open"
    assert found_of()[real.figures["UNDP"].code].reason == "not_open"
    assert found_of()[real.figures["rounded"].code].state == "within_rounding"


def test_anybody_may_read_and_filter(nobody, real):
    shows(nobody.get(ADDRESS), "Match", "Within rounding", "Only context", "14 figures")
    shows(nobody.get(f"{ADDRESS}?indicator=3.1"), ">1 figure<")
    shows(nobody.get(f"{ADDRESS}?document=other&state=x"), "14 figures")
    shows(nobody.get(f"{ADDRESS}?indicator=3.1&state=match"), "No figure matches")


def test_on_a_phone_each_number_says_what_it_is(nobody, real):
    labels = [f'data-label="{name}"' for name in ("As printed", "Computed", "Difference", "State")]
    shows(nobody.get(ADDRESS), '<table class="stack">', *labels)


def test_contradictions_stand_there_with_both_readings(nobody, real):
    both = Contradiction.objects.create(
        number=1, places="¶ 50; ¶ 51", words=rows.text("140 or 145 dialogues")
    )
    both.figures.set([real.figures["none"], real.figures["bound"]])
    shows(
        nobody.get(ADDRESS),
        "140 or 145 dialogues",
        "more than 800 (A/78/290, paragraph 27)",
        "more than 30 (A/78/290, paragraph 27)",
    )


def test_a_contradiction_names_figures_by_their_numbers_and_says_where_there_is_none(nobody, real):
    one = Contradiction.objects.create(
        number=21, places="A/78/290, ¶ fig-2, 63; A/79/1", words=rows.text("Countries or per cent")
    )
    one.figures.set([real.figures["lost"]])
    page = shows(nobody.get(ADDRESS), "No value (A/78/290, paragraph 27)")
    assert "[A/78/290, figure II; A/78/290, paragraph 63; A/79/1]" in page


def test_a_release_that_is_asked_for_shows_its_figures_as_it_froze_them(nobody, real):
    figure = real.figures["rounded"]
    PublishedFigure.objects.filter(pk=figure.pk).update(value=68)
    of_today = "other figures, contradictions and explanations are those of today"
    page = shows(nobody.get(f"{ADDRESS}{figure.code}/?release=1"), "<dd>67 ", "Within rounding", of_today)
    shows(nobody.get(f"{ADDRESS}?release=1"), of_today)
    assert "Differs" not in page
    page = shows(nobody.get(f"{ADDRESS}{figure.code}/"), "<dd>68 ", "Differs")
    assert of_today not in page


def test_an_analyst_explains_a_difference_and_everybody_reads_it(analyst, nobody, real):
    code = real.figures["apart"].code
    shows(analyst.get(f"{ADDRESS}{code}/"), "Explain the difference")
    response = analyst.post(
        f"{ADDRESS}{code}/explain/", {"words": "The report left out two extended documents."}, follow=True
    )
    shows(response, "The explanation stands beside the figure")
    page = shows(
        nobody.get(f"{ADDRESS}{code}/"), "Differs, explained", "left out two extended", "Demo Analyst"
    )
    assert "<form method" not in page[page.index("<main") :]
    shows(nobody.get(f"{ADDRESS}?state=explained"), "1 figure", "left out two extended")


def test_an_explanation_is_about_the_numbers_that_stood_there(analyst, real):
    figure = real.figures["apart"]
    analyst.post(f"{ADDRESS}{figure.code}/explain/", {"words": "Because."})
    rows.answered(real.world, real.round, "UNIDO", focal_point="yes", cpd_total=5, cpd_with_sstc=4)
    actions.compute_round(round=real.round)
    actions.publish_release(name="Second", by=real.world.sender)
    assert found_of()[figure.code].state == "differs"
    shows(analyst.get(f"{ADDRESS}{figure.code}/"), "written about an earlier value", "Because.")
    shows(analyst.get(f"{ADDRESS}{figure.code}/?release=1"), "Differs, explained")


def test_what_agrees_needs_no_explanation(analyst, real):
    code = real.figures["exact"].code
    assert "Explain the difference" not in shows(analyst.get(f"{ADDRESS}{code}/"))
    shows(analyst.post(f"{ADDRESS}{code}/explain/", {"words": "x"}, follow=True), "There is no difference")
    assert not ExplainedDifference.objects.exists()


def test_an_explanation_needs_words(analyst, real):
    shows(
        analyst.post(f"{ADDRESS}{real.figures['apart'].code}/explain/", {"words": " "}),
        "errorlist",
        status=400,
    )


def test_others_explain_nothing(nobody, drafter, focal_point, real):
    address = f"{ADDRESS}{real.figures['apart'].code}/explain/"
    assert nobody.post(address, {"words": "x"}).status_code == 302
    assert drafter.post(address, {"words": "x"}).status_code == 403
    assert focal_point.post(address, {"words": "x"}).status_code == 403
    assert not ExplainedDifference.objects.exists()


def test_what_is_not_there_is_missing_and_looking_never_writes(analyst, real):
    assert analyst.get(f"{ADDRESS}no-such-figure/").status_code == 404
    assert analyst.get(f"{ADDRESS}{real.figures['apart'].code}/explain/").status_code == 405


def test_an_explanation_is_kept_as_it_was_written(analyst, real):
    analyst.post(f"{ADDRESS}{real.figures['apart'].code}/explain/", {"words": "Because."})
    for statement in (
        "UPDATE indicators_explaineddifference SET words = 'x'",
        "DELETE FROM indicators_explaineddifference",
    ):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_the_number_of_queries_does_not_grow(nobody, real):
    nobody.get(ADDRESS)
    with CaptureQueriesContext(connection) as few:
        nobody.get(ADDRESS)
    for _ in range(20):
        rows.published(real.share, 60)
    with CaptureQueriesContext(connection) as many:
        nobody.get(ADDRESS)
    assert len(many) == len(few)


def test_everybody_finds_it_once_in_the_navigation(analyst, nobody, real):
    for reader in (analyst, nobody):
        assert shows(reader.get("/en/")).count(f'href="{ADDRESS}"') == 1


def test_all_published_figures_are_accounted_for(nobody):
    call_command("load_facts", verbosity=0)
    opened = open_release()
    found = reconciled(opened, Reader(_Nobody(), opened))
    told = account(found)
    assert (told.count, told.primary, told.secondary) == (229, 220, 9)
    for name in ("count", "primary", "secondary"):
        assert sum(getattr(one, name) for one in told.states) == getattr(told, name)
    assert all(one.reason for one in found if one.state == "not_computable")
    (state,) = [one for one in told.states if one.why]
    assert state.code == "not_computable"
    assert sum(count for _why, count in state.why) == state.count

    page = shows(
        nobody.get(ADDRESS),
        "229 published figures: 220 that documents at hand print, 9 from secondary sources",
        "All published figures",
    )
    assert page.index("?source=primary") < page.index("?source=secondary")
    shows(nobody.get(f"{ADDRESS}?source=secondary"), "9 figures", "A/79/230")
    shows(nobody.get(f"{ADDRESS}?source=primary"), "220 figures")
    shows(nobody.get(f"{ADDRESS}?source=hearsay"), "229 figures")


def test_nothing_released_nothing_compared(nobody, db):
    shows(nobody.get(ADDRESS), "No figure matches", "No contradiction has been recorded")


def test_the_released_world_is_reconciled_too(nobody, released: Released):
    shows(nobody.get(ADDRESS), "3 published figures")
