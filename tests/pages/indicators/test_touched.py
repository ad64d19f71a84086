"""From answers to everything that rests on them, and what a file would change before it is submitted."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from indicators import actions, engine
from indicators.impact import PREVIEW, still_holds
from indicators.models import Impact
from surveys import jobs
from surveys.frames import answers
from surveys.models import Job, StagedAnswer, Submission, Upload
from surveys.signals import upload_checked
from tests.indicators import rows
from tests.pages.indicators.world import shows


def staged(released, code: str, *, to_one: bool = True, **answers) -> Upload:
    """A file that was checked and waits for its sender."""
    one = rows.respondent(released.world, code)
    upload = Upload.objects.create(
        round=released.rounds[2022], respondent=one if to_one else None, sender=released.world.sender,
        file_name=f"{code}.xlsx", size=1, sha256="b" * 64, state="needs_review", checked=rows.NOW, layout="template",
    )  # fmt: skip
    for row, (item, answer) in enumerate(answers.items(), start=2):
        given = {"number": answer} if isinstance(answer, int) else {}
        if isinstance(answer, str):
            given = {"option" if answer in ("yes", "no") else "absence": answer}
        StagedAnswer.objects.create(
            upload=upload, respondent=code, item=item, raw=str(answer), sheet="Answers", row=row, column=3, **given
        )  # fmt: skip
    return upload


def worked_out(upload: Upload) -> Impact:
    jobs.run(jobs.enqueue(PREVIEW, upload.pk).pk)
    assert jobs.latest(PREVIEW, upload.pk).state == "done", jobs.latest(PREVIEW, upload.pk).error
    return Impact.objects.get(upload=upload)


def submission_of(code: str, year: int = 2022) -> Submission:
    return Submission.objects.get(respondent__code=code, round__data_year=year, state="approved")


# --- the way back -----------------------------------------------------------------------------------------


def test_each_answer_leads_to_the_values_that_rest_on_it(analyst, released):
    submission = submission_of("ENTITY-07")
    page = shows(
        analyst.get(f"/en/submissions/{submission.pk}/values/"), "Question focal_point", "Answers!C2"
    )
    assert "/en/indicators/1.4/2022/?release=1" in page
    assert "/en/indicators/1.4/2022/entity_type=fund/?release=1" in page
    assert "/en/indicators/1.4/2022/respondent=ENTITY-07/?release=1" in page
    assert "entity_type=agency" not in page
    assert "respondent=ENTITY-08" not in page
    assert "/en/indicators/1.4/2021/" not in page
    assert "/en/indicators/1.4/?by=entity_type&amp;year=2022&amp;release=1" in page
    first = page[page.index('id="answer-focal_point"') : page.index('id="answer-cpd_total"')]
    assert "/en/indicators/BA.3/" not in first
    assert "67</a> per cent" in first


def test_an_answer_that_filters_or_weighs_leads_to_the_values_too(analyst, released):
    rows.defined(
        released.world, "9.1", measure="mean", question="cpd_total", only_answers={"focal_point": ["yes"]},
        weight_question="cpd_with_sstc", survey="unossc_entity", unit="count", minimum_respondents="1",
    )  # fmt: skip
    actions.compute_round(round=released.rounds[2022])
    released.publish()
    page = shows(analyst.get(f"/en/submissions/{submission_of('ENTITY-07').pk}/values/"))
    filtering, measured = page.index('id="answer-focal_point"'), page.index('id="answer-cpd_total"')
    weighing = page.index('id="answer-cpd_with_sstc"')
    for part in (page[filtering:measured], page[measured:weighing], page[weighing:]):
        assert "/en/indicators/9.1/2022/?release=2" in part


@pytest.mark.parametrize(
    "about", [{"only_groups": {"entity_type": ["fund"]}}, {"weight_groups": {"entity_type": {"fund": "2"}}}]
)
def test_who_is_in_no_group_that_the_indicator_is_about_does_not_lead_to_it(analyst, released, about):
    rows.defined(released.world, "9.2", **about)
    actions.compute_round(round=released.rounds[2022])
    released.publish()
    fund, agency = (
        analyst.get(f"/en/submissions/{submission_of(code).pk}/values/")
        for code in ("ENTITY-07", "ENTITY-08")
    )
    assert "/en/indicators/9.2/2022/?release=2" in shows(fund)
    assert "/en/indicators/9.2/" not in shows(agency, "/en/indicators/1.4/2022/")


def test_who_is_left_out_by_an_answer_is_named_as_being_outside(analyst, released):
    rows.defined(
        released.world, "9.3", measure="mean", question="cpd_total", only_answers={"focal_point": ["yes"]},
        survey="unossc_entity", unit="count", minimum_respondents="1",
    )  # fmt: skip
    actions.compute_round(round=released.rounds[2022])
    released.publish()
    back = shows(analyst.get(f"/en/submissions/{submission_of('ENTITY-09').pk}/values/"))
    assert "/en/indicators/9.3/2022/?release=2" in back
    page = shows(analyst.get("/en/indicators/9.3/2022/"), "Left out: ")
    assert "ENTITY-09" in page[page.index("Left out: ") :]


def test_all_releases_that_hold_a_value_are_named(analyst, released):
    rows.answered(
        released.world, released.rounds[2021], "ENTITY-10", focal_point="no", cpd_total=1, cpd_with_sstc=1
    )
    actions.compute_round(round=released.rounds[2021])
    released.publish()
    page = shows(analyst.get(f"/en/submissions/{submission_of('ENTITY-07').pk}/values/"), "releases: 1, 2")
    assert "/en/indicators/1.4/2022/?release=2" in page


def test_what_was_never_released_touches_nothing(analyst, released):
    rows.answered(
        released.world, released.rounds[2022], "ENTITY-10", focal_point="no", cpd_total=1, cpd_with_sstc=1
    )
    shows(
        analyst.get(f"/en/submissions/{submission_of('ENTITY-10').pk}/values/"),
        "No released value rests on it",
    )


def test_analysts_see_and_open_what_is_computed_and_in_no_release_yet(analyst, focal_point, nobody, released):
    rows.answered(
        released.world, released.rounds[2022], "ENTITY-07", focal_point="no", cpd_total=4, cpd_with_sstc=1
    )
    actions.compute_round(round=released.rounds[2022])
    address = f"/en/submissions/{submission_of('ENTITY-07').pk}/values/"
    page = shows(analyst.get(address), "Title of 1.4, 2022", "computed, in no public release yet")
    assert page.count("/en/indicators/1.4/2022/") == 0
    assert "in no public release yet" not in shows(focal_point.get(address))
    waits = re.search(r'<a href="(/en/values/\d+/)">1.4 Title of 1.4, 2022</a>', page)[1]
    shows(
        analyst.get(waits),
        "In no public release yet", "1 ÷ 3 × 100 = 33.3", "In the numerator", "ENTITY-08", "Answers",
    )  # fmt: skip
    assert [client.get(waits).status_code for client in (focal_point, nobody)] == [403, 302]
    assert analyst.post(waits).status_code == 405
    assert analyst.get("/en/values/999999/").status_code == 404
    released.publish()
    assert analyst.get(waits).headers["Location"] == "/en/indicators/1.4/2022/?release=2"
    page = shows(analyst.get(address), "/en/indicators/1.4/2022/?release=2")
    assert "in no public release yet" not in page


def test_a_value_comes_with_the_changes_that_begin_or_end_with_it(analyst, released):
    for year in (2021, 2022):
        page = shows(
            analyst.get(f"/en/submissions/{submission_of('ENTITY-07', year).pk}/values/"),
            "Change 2021 to 2022: ", 'href="/en/indicators/1.4/2022/?release=1">',
        )  # fmt: skip
        groups = page[page.index("entity_type=fund") :]
        assert "Change" not in groups[: groups.index("</li>")]


def test_only_those_who_may_see_the_answers_come_back_this_way(
    nobody, drafter, focal_point, other_focal_point, released
):
    address = f"/en/submissions/{submission_of('ENTITY-07').pk}/values/"
    assert nobody.get(address).status_code == 302
    assert drafter.get(address).status_code == 403
    assert focal_point.get(address).status_code == 200
    assert other_focal_point.get(address).status_code == 403
    assert focal_point.get("/en/submissions/999999/values/").status_code == 404
    assert focal_point.post(address).status_code == 405


def test_the_way_back_takes_as_many_queries_for_many_releases(analyst, released):
    address = f"/en/submissions/{submission_of('ENTITY-07').pk}/values/"

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            analyst.get(address)
        return len(captured)

    queries()
    few = queries()
    released.rounds[2023] = released.round(2023)
    released.publish()
    queries()  # what a release froze is read once in a process
    assert queries() == few


# --- before submitting ------------------------------------------------------------------------------------


def test_what_a_file_would_change_is_told_by_how_much(analyst, released):
    upload = staged(released, "ENTITY-10", focal_point="no", cpd_total=4, cpd_with_sstc=4)
    worked_out(upload)
    page = shows(
        analyst.get(f"/en/uploads/{upload.pk}/impact/"),
        "In the newest release",
        "−16.7 percentage points",
        "+18.8 percentage points",
    )
    assert "Respondent: ENTITY-10" in page
    assert "Respondent: ENTITY-07" not in page
    assert not Submission.objects.filter(upload=upload).exists()
    assert '67</a> per cent<br><span class="n">3 of 4 answered</span>' in page


def test_states_of_reconciliation_that_would_change_are_told(analyst, released):
    rows.published(released.share, 50)
    upload = staged(released, "ENTITY-10", focal_point="no", cpd_total=4, cpd_with_sstc=4)
    (figure,) = worked_out(upload).content["figures"]
    assert (figure["before"]["state"], figure["after"]["state"]) == ("differs", "match")
    shows(analyst.get(f"/en/uploads/{upload.pk}/impact/"), "Differs, +16.67", "Match")


def test_answers_that_are_sent_again_take_the_place_of_the_earlier_ones(released):
    upload = staged(released, "ENTITY-07", focal_point="no", cpd_total=4, cpd_with_sstc=1)
    values = worked_out(upload).content["values"]
    whole = next(row for row in values if row["code"] == "1.4" and not row["breakdown"])
    assert (whole["before"]["numerator"], whole["after"]["numerator"]) == ("2", "1")
    assert whole["after"]["denominator"] == "3"


def test_the_same_answers_again_change_nothing(analyst, released):
    upload = staged(released, "ENTITY-07", focal_point="yes", cpd_total=4, cpd_with_sstc=1)
    assert worked_out(upload).content == {"values": [], "figures": []}
    shows(analyst.get(f"/en/uploads/{upload.pk}/impact/"), "No value would change")


def test_illustrative_answers_change_no_agreement(analyst, tried_out):
    rows.published(tried_out.share, 50)
    upload = staged(tried_out, "ENTITY-10", focal_point="no", cpd_total=4, cpd_with_sstc=4)
    assert worked_out(upload).content["figures"] == []
    shows(analyst.get(f"/en/uploads/{upload.pk}/impact/"), "never compared")


def test_a_file_that_names_others_changes_only_its_own_respondent(released):
    upload = staged(released, "ENTITY-10", focal_point="no", cpd_total=4, cpd_with_sstc=4)
    StagedAnswer.objects.create(
        upload=upload, respondent="ENTITY-07", item="focal_point", option="no", raw="no", sheet="A", row=9, column=3
    )  # fmt: skip
    parts = [row["breakdown"].get("respondent") for row in worked_out(upload).content["values"]]
    assert set(parts) == {None, "ENTITY-10"}


def test_a_focal_point_sees_the_impact_of_the_own_file_without_others(
    focal_point, other_focal_point, drafter, nobody, released
):
    upload = staged(released, "ENTITY-07", focal_point="no", cpd_total=4, cpd_with_sstc=1)
    worked_out(upload)
    address = f"/en/uploads/{upload.pk}/impact/"
    shows(focal_point.get(address), "Respondent: ENTITY-07")
    assert other_focal_point.get(address).status_code == 403
    assert drafter.get(address).status_code == 403
    assert nobody.get(address).status_code == 302
    assert other_focal_point.post(f"{address}again/").status_code == 403


def test_it_says_when_other_answers_began_to_count(analyst, released):
    upload = staged(released, "ENTITY-10", focal_point="no", cpd_total=4, cpd_with_sstc=4)
    impact = worked_out(upload)
    assert still_holds(impact)
    rows.answered(
        released.world, released.rounds[2022], "ENTITY-09", focal_point="yes", cpd_total=1, cpd_with_sstc=1
    )
    address = f"/en/uploads/{upload.pk}/impact/"
    shows(analyst.get(address), "Other answers began to count", "Work it out now")
    shows(analyst.post(f"{address}again/", follow=True), "data-poll")
    jobs.run(jobs.latest(PREVIEW, upload.pk).pk)
    assert "Other answers began" not in shows(analyst.get(address), "With these answers")


def test_a_file_that_waits_no_more_has_no_impact(analyst, released):
    upload = staged(released, "ENTITY-10", focal_point="no")
    Upload.objects.filter(pk=upload.pk).update(state="discarded")
    jobs.run(jobs.enqueue(PREVIEW, upload.pk).pk)
    assert not Impact.objects.exists()
    shows(analyst.get(f"/en/uploads/{upload.pk}/impact/"), "has not been worked out")


def test_a_checked_file_queues_it_and_its_page_shows_it(analyst, released):
    upload = staged(released, "ENTITY-10", focal_point="no", cpd_total=4, cpd_with_sstc=4)
    upload_checked.send(sender=Upload, upload=upload)
    assert Job.objects.get(kind=PREVIEW).subject == upload.pk
    assert analyst.get("/en/uploads/999999/impact/").status_code == 404


@pytest.mark.parametrize("to_one", [True, False])
def test_a_file_for_many_respondents_is_previewed_too(released, to_one):
    upload = staged(released, "ENTITY-10", to_one=to_one, focal_point="no", cpd_total=4, cpd_with_sstc=4)
    assert worked_out(upload).content["values"]


def test_working_it_out_is_stopped_and_begun_again(
    analyst, other_focal_point, drafter, nobody, released, monkeypatch
):
    upload = staged(released, "ENTITY-10", focal_point="no", cpd_total=4, cpd_with_sstc=4)
    address = f"/en/uploads/{upload.pk}/impact/"
    job = jobs.enqueue(PREVIEW, upload.pk)
    shows(analyst.get(address), f'action="{address}stop/"')
    refused = [client.post(f"{address}stop/").status_code for client in (other_focal_point, drafter, nobody)]
    assert refused == [403, 403, 302]
    assert analyst.get(f"{address}stop/").status_code == 405
    assert analyst.post("/en/uploads/999999/impact/stop/").status_code == 404
    say, said = jobs.Progress.__call__, []

    def stopped_at_the_second_word(progress, done, total):
        said.append(done)
        if len(said) == 2:
            analyst.post(f"{address}stop/")
        say(progress, done, total)

    monkeypatch.setattr(jobs.Progress, "__call__", stopped_at_the_second_word)
    jobs.run(job.pk)
    assert len(said) == 2
    assert not Impact.objects.exists()
    assert "data-poll" not in shows(analyst.get(address), "nothing is kept of it", "Work it out now")
    analyst.post(f"{address}again/")
    jobs.run(jobs.latest(PREVIEW, upload.pk).pk)
    assert Impact.objects.filter(upload=upload).exists()


def test_stop_is_heard_while_answers_are_read(released, monkeypatch):
    upload = staged(released, "ENTITY-10", focal_point="no", cpd_total=4, cpd_with_sstc=4)
    job = jobs.enqueue(PREVIEW, upload.pk)
    monkeypatch.setattr(answers, "AT_ONCE", 1)
    monkeypatch.setattr(engine, "compute_all", lambda *_: pytest.fail("computed"))
    say, said = jobs.Progress.__call__, []

    def stopped_at_the_fourth_word(progress, done, total):
        said.append((done, total))
        if len(said) == 4:
            jobs.cancel(job)
        say(progress, done, total)

    monkeypatch.setattr(jobs.Progress, "__call__", stopped_at_the_fourth_word)
    jobs.run(job.pk)
    assert [done for done, _total in said] == [0, 1, 2, 3]
    assert not Impact.objects.exists()


# --- an older version that may count again -------------------------------------------------------------------


def weighed(released, kind: str, version) -> None:
    jobs.run(jobs.enqueue(kind, version.pk).pk)
    assert jobs.latest(kind, version.pk).state == "done", jobs.latest(kind, version.pk).error


def test_what_an_older_version_would_change_is_told_by_how_much(analyst, focal_point, released):
    older = submission_of("ENTITY-08")
    rows.answered(
        released.world, released.rounds[2022], "ENTITY-08", focal_point="no", cpd_total=4, cpd_with_sstc=1
    )
    older.refresh_from_db()
    weighed(released, jobs.WEIGH_SUBMISSION, older)

    here = f"/en/submissions/{older.pk}/weighed/"
    page = shows(analyst.get(here), "Worked out on", "Nothing is decided by it.")
    assert "1.4" in page
    assert "+33" in page
    assert "data-then" not in page
    assert 'data-then="/en/submissions/' in shows(analyst.get(f"{here}?waiting=yes"))
    assert focal_point.get(here).status_code == 403
    assert "Other answers began to count" not in page
    rows.answered(released.world, released.rounds[2022], "ENTITY-07", focal_point="no")
    shows(analyst.get(here), "Other answers began to count")


def test_a_version_that_counts_has_nothing_to_weigh(analyst, released):
    weighed(released, jobs.WEIGH_SUBMISSION, submission_of("ENTITY-08"))

    assert not Impact.objects.exists()
    shows(analyst.get(f"/en/submissions/{submission_of('ENTITY-08').pk}/weighed/"), "not been worked out yet")
