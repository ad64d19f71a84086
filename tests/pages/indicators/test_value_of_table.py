"""The page of a value that comes out of a table of counts: the cells for analysts, the fact for everybody."""

from types import SimpleNamespace

from indicators import actions
from indicators.impact import PREVIEW
from indicators.links import value_address
from indicators.models import Impact, Value
from surveys import jobs
from tests.indicators import rows
from tests.indicators.tables import drafted, tabulated
from tests.kept import keeping


@keeping
def stage(db):
    world = rows.world()
    rows.defined(world, "1.4", by=["entity_type"])
    round_ = rows.round_of(world, 2022, [])
    counts = [("focal_point", "yes", 53, 57), ("focal_point", "no", 4, 57)]
    table = tabulated(world, round_, *counts, ("focal_point", "yes", 28, 30, "fund"))
    actions.compute_round(round=round_)
    actions.publish_release(name="First", by=world.sender)
    return SimpleNamespace(world=world, table=table)


def page(client, **part: str) -> str:
    answer = client.get(value_address("1.4", 2022, part))
    assert answer.status_code == 200
    return answer.content.decode()


def test_an_analyst_opens_the_cells_with_file_sender_and_approval(stage, analyst):
    shown = page(analyst)

    assert "53 ÷ 57 × 100" in shown
    assert "The table of counts behind it" in shown
    for part in (
        "counts.xlsx",
        "sender@example.org",
        "Counts!E2",
        "53 of 57",
        "53/57",
        "Question focal_point",
    ):
        assert part in shown
    assert "28 of 30" not in shown


def test_a_group_opens_to_its_own_cells(stage, analyst):
    shown = page(analyst, entity_type="fund")

    assert "28 of 30" in shown
    assert "53 of 57" not in shown


def test_a_table_leads_to_the_values_that_rest_on_it(stage, analyst):
    shown = analyst.get(f"/en/tabulations/{stage.table.pk}/values/").content.decode()

    assert "Question focal_point" in shown
    assert "Counts!E2" in shown
    assert "/en/indicators/1.4/2022/?release=1" in shown
    assert "/en/indicators/1.4/2022/entity_type=fund/?release=1" in shown
    assert "/en/indicators/1.4/?release=1" in shown


def test_who_may_see_what_rests_on_a_table(stage, analyst, drafter, focal_point, nobody):
    here = f"/en/tabulations/{stage.table.pk}/values/"

    assert [client.get(here).status_code for client in (drafter, focal_point, nobody)] == [403, 403, 302]
    assert analyst.get(f"/en/tabulations/{stage.table.pk + 99}/values/").status_code == 404
    assert analyst.post(here).status_code == 405


def test_figures_and_numbers_out_of_a_table_are_marked(stage, nobody, analyst):
    for shown in (nobody.get("/en/indicators/1.4/").content.decode(), page(analyst)):
        assert "From a table of counts" in shown
    assert "Computed from a table of counts" in nobody.get("/en/indicators/1.4/").content.decode()
    figure = nobody.get("/en/figures/1.4.csv").content.decode()
    assert "Computed from a table of counts" in figure


def test_releases_of_two_tables_differ_by_their_data(stage, nobody):
    round_ = stage.table.round
    tabulated(stage.world, round_, ("focal_point", "yes", 50, 57), ("focal_point", "no", 7, 57))
    actions.compute_round(round=round_)
    actions.publish_release(name="Second", by=stage.world.sender)
    shown = nobody.get("/en/releases/1/compare/2/").content.decode()

    assert "another table of counts" in shown
    assert "computed differently" not in shown


def test_what_a_table_would_change_is_told_before_it_is_handed_in(stage, analyst, focal_point):
    rows.published(rows.Indicator.objects.get(code="1.4"), 88)
    waits = drafted(
        stage.world, stage.table.round,
        ("focal_point", "yes", 50, 57), ("focal_point", "no", 7, 57), ("focal_point", "yes", 28, 30, "fund"),
    )  # fmt: skip
    jobs.run(jobs.enqueue(PREVIEW, waits.upload_id).pk)
    content = Impact.objects.get(upload=waits.upload_id).content

    (whole,) = content["values"]
    assert (whole["code"], whole["breakdown"]) == ("1.4", {})
    assert (whole["before"]["numerator"], whole["after"]["numerator"]) == ("53", "50")
    (figure,) = content["figures"]
    assert (figure["before"]["state"], figure["after"]["state"]) == ("differs", "within_rounding")
    shown = analyst.get(f"/en/uploads/{waits.upload_id}/impact/").content.decode()
    for part in ("In the newest release", "−5.26", "Differs"):
        assert part in shown
    assert focal_point.get(f"/en/uploads/{waits.upload_id}/impact/").status_code == 403
    assert Value.objects.filter(tabulation=waits).count() == 0


def test_a_table_would_change_nothing_where_there_are_answers(stage):
    rows.answered(stage.world, rows.round_of(stage.world, 2022, ["A"]), "A", focal_point="yes")
    waits = drafted(
        stage.world, stage.table.round, ("focal_point", "yes", 1, 57), ("focal_point", "no", 56, 57)
    )
    jobs.run(jobs.enqueue(PREVIEW, waits.upload_id).pk)

    assert Impact.objects.get(upload=waits.upload_id).content == {"values": [], "figures": []}


def test_everybody_else_sees_that_it_is_a_table_and_no_file(stage, nobody, focal_point):
    for client in (nobody, focal_point):
        shown = page(client)
        assert "The number comes out of a table of counts" in shown
        assert "File and cells are open to analysts." in shown
        assert "counts.xlsx" not in shown
        assert "Whose answers stand behind it" not in shown
