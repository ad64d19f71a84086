"""The right of reply: asking for it, letters, replying before a release, and that nothing of it is ever public."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.models import F
from django.utils import timezone

from indicators import actions, releasing, replying
from indicators.models import Release, Reply, Value
from indicators.queries.replies import Stand, everybody_asked
from surveys import jobs
from surveys.models import Reminder, Representation, Respondent, User
from tests.indicators import rows
from tests.kept import keeping
from tests.pages.indicators.world import shows
from tests.surveys import rounds

PLACE = "/en/replies/2/unossc_entity/entity-07/"
DAY = timezone.localdate() + timedelta(days=7)


@keeping
def asked(released) -> Release:
    """Release 2, prepared, of which the database knows a day for replies."""
    rows.answered(
        released.world, released.rounds[2022], "ENTITY-10", focal_point="no", cpd_total=1, cpd_with_sstc=1
    )
    actions.compute_round(round=released.rounds[2022])
    release = releasing.prepare_release(name="Second")
    return replying.set_reply_day(release=release, until=DAY, by=released.world.sender)


def over(release: Release) -> None:
    """The day passes."""
    Release.objects.filter(pk=release.pk).update(reply_until=F("reply_until") - timedelta(days=30))


def value_of(release: Release, **breakdown) -> Value:
    return Value.objects.get(
        release_values__release=release, version__indicator__code="1.4", year=2022, breakdown=breakdown
    )


def said(release: Release, code: str = "ENTITY-07", **given) -> Reply:
    respondent = Respondent.objects.get(code=code)
    survey = respondent.invitations.first().round.survey
    by = User.objects.get(email="sender@example.org")
    given = {"agrees": True, "words": "", "language": "en", "by": by, **given}
    return replying.reply(release=release, survey=survey, respondent=respondent, **given)


# --- asking -----------------------------------------------------------------------------------------------


def test_the_day_is_set_moved_and_taken_away(analyst, asked):
    address = "/en/releases/2/replies/"
    later = DAY + timedelta(days=1)
    shows(
        analyst.post(address, {"until": f"{later}"}, follow=True), "day for replies is kept", "Move the day"
    )
    assert Release.objects.get(number=2).reply_until == later
    shows(analyst.post(address, {"until": "2020-01-01"}), "This day is over", status=400)
    analyst.post(address, {"until": ""})
    assert Release.objects.get(number=2).reply_until is None
    shows(analyst.get("/en/releases/2/"), "Ask respondents for replies")


def test_only_those_who_may_publish_ask(nobody, drafter, focal_point, analyst, asked):
    address = "/en/releases/2/replies/"
    assert nobody.post(address, {"until": ""}).status_code == 302
    for client in (drafter, focal_point):
        assert client.post(address, {"until": ""}).status_code == 403
    assert analyst.get(address).status_code == 405
    assert analyst.post("/en/releases/9/replies/", {"until": ""}).status_code == 404
    shows(analyst.post("/en/releases/1/replies/", {"until": f"{DAY}"}, follow=True), "is public already")
    assert Release.objects.get(number=2).reply_until == DAY


def test_focal_points_are_told_once_each_in_their_language(focal_point, other_focal_point, asked):
    User.objects.filter(pk=focal_point.user.pk).update(language="fr")
    for _ in range(2):
        job = jobs.enqueue(replying.ANNOUNCE, asked.pk)
        jobs.run(job.pk)
        job.refresh_from_db()
        assert job.state == "done", job.error
    letters = {letter.to[0]: letter for letter in rounds.letters()}
    assert len(rounds.letters()) == 3  # one for each of the two entities of one focal point
    assert "/fr/replies/2/" in letters["focal-point@example.org"].body
    assert "/en/replies/2/" in letters["other@example.org"].body
    assert letters["other@example.org"].subject.startswith("Results to reply to: Name of ENTITY-09")
    assert set(Reminder.objects.values_list("kind", "day", "release")) == {("reply", DAY, 2)}


def test_nobody_is_told_after_the_day(focal_point, asked):
    over(asked)
    jobs.run(jobs.enqueue(replying.ANNOUNCE, asked.pk).pk)
    assert rounds.letters() == []


# --- replying ---------------------------------------------------------------------------------------------


def test_a_focal_point_sees_the_values_that_rest_on_the_own_answers(focal_point, asked):
    shows(focal_point.get("/en/replies/"), "Name of ENTITY-07", "Name of ENTITY-08", "no reply yet")
    page = shows(focal_point.get(PLACE), "These results are not public yet", "The funds", "Send the reply")
    assert "The agencys" not in page
    assert "Name of ENTITY-08" not in page
    assert f'id="value-{value_of(asked, respondent="ENTITY-07").pk}"' in page
    assert "/en/indicators/1.4/2022/" not in page
    assert "67 per cent" in page


def test_small_groups_are_hidden_as_everywhere(focal_point, analyst, asked):
    content = {**asked.frozen}
    for versions in content["definitions"].values():
        for definition in versions.values():
            definition["public_minimum"] = "3"
    Release.objects.filter(pk=asked.pk).update(frozen=content, content_hash="other")
    fund = f'id="value-{value_of(asked, entity_type="fund").pk}"'

    def row(client) -> str:
        return shows(client.get(PLACE)).split(fund)[1].split("</tr>")[0]

    assert "guaranteed" in row(focal_point)
    assert "guaranteed" not in row(analyst)


def test_agreeing_with_all_then_objecting_to_one_value(focal_point, analyst, asked):
    shows(focal_point.post(PLACE, {"stand": "yes"}, follow=True), "Your reply is kept", "agreed")
    value = value_of(asked, respondent="ENTITY-07")
    shows(focal_point.get(f"{PLACE}?value={value.pk}"), "Your reply about one value")
    given = {"stand": "no", "words": "We had two.", "value": value.pk}
    shows(focal_point.post(PLACE, given, follow=True), "does not agree", "We had two.")
    assert Reply.objects.get(value=value).author == focal_point.user
    page = shows(
        analyst.get("/en/releases/2/"), "We had two.", "Name of ENTITY-07", "Replies are taken until"
    )
    assert "<dt>Agreed</dt><dd>0</dd><dt>Replied in words</dt><dd>1</dd><dt>No reply</dt><dd>3</dd>" in page
    shows(
        analyst.get("/en/indicators/1.4/2022/respondent=ENTITY-07/?release=2"),
        "Replies of respondents",
        "We had two.",
    )
    shows(analyst.get("/en/replies/2/"), "replied in words", "Name of ENTITY-09")


def test_a_later_reply_takes_the_place_and_the_earlier_stays(focal_point, asked):
    focal_point.post(PLACE, {"stand": "no", "words": "Wrong."})
    shows(focal_point.post(PLACE, {"stand": "yes"}, follow=True), "replaced by a later reply", "Wrong.")
    assert list(Reply.objects.values_list("agrees", "current")) == [(True, True), (False, False)]
    stands = {one.respondent.code: one.stand for one in everybody_asked(asked)}
    assert (stands["ENTITY-07"], stands["ENTITY-08"]) == (Stand.AGREED, Stand.SILENT)


def test_what_is_typed_wrongly_is_said_and_nothing_is_kept(focal_point, asked):
    shows(focal_point.post(PLACE, {"stand": "no"}), "Say in words", status=400)
    shows(focal_point.post(PLACE, {}), "This field is required", status=400)
    foreign = value_of(asked, respondent="ENTITY-08")
    assert focal_point.post(PLACE, {"stand": "yes", "value": foreign.pk}).status_code == 400
    assert focal_point.get(f"{PLACE}?value=x").status_code == 200
    assert focal_point.post(PLACE, {"stand": "yes", "value": "x"}).status_code == 400
    assert not Reply.objects.exists()


def test_it_is_open_to_those_concerned_alone(nobody, drafter, other_focal_point, analyst, focal_point, asked):
    for address in (PLACE, "/en/replies/2/", "/en/replies/"):
        assert nobody.get(address)["Location"].startswith("/en/accounts/sign-in/")
    for address in (PLACE, "/en/replies/2/", "/en/replies/9/"):
        assert drafter.get(address).status_code == 403
    assert other_focal_point.get(PLACE).status_code == 403
    assert other_focal_point.post(PLACE, {"stand": "yes"}).status_code == 403
    shows(other_focal_point.get("/en/replies/2/"), "Name of ENTITY-09")
    assert "Send the reply" not in shows(analyst.get(PLACE))
    assert analyst.post(PLACE, {"stand": "yes"}).status_code == 403
    assert analyst.get("/en/replies/9/").status_code == 404
    assert analyst.get("/en/replies/1/").status_code == 404
    assert analyst.get(PLACE.replace("07", "99")).status_code == 404
    assert focal_point.put(PLACE).status_code == 405
    assert focal_point.post("/en/replies/").status_code == 405
    Representation.objects.filter(user=focal_point.user).update(to_day=date(2020, 1, 1))
    assert focal_point.get(PLACE).status_code == 403
    assert not Reply.objects.exists()


def test_only_those_whose_answers_count_are_asked(asked):
    codes = [one.respondent.code for one in everybody_asked(asked)]
    assert codes == ["ENTITY-07", "ENTITY-08", "ENTITY-09", "ENTITY-10"]


def test_after_the_day_it_is_read_only(focal_point, asked):
    said(asked, words="As it should be.")
    over(asked)
    page = shows(focal_point.get(PLACE), "The last day for replies was", "As it should be.")
    assert "Send the reply" not in page
    shows(focal_point.post(PLACE, {"stand": "yes"}, follow=True), "Yours was not kept")
    assert Reply.objects.count() == 1


def test_the_workspace_brings_it_in(focal_point, asked):
    page = shows(focal_point.get("/en/workspace/"), 'data-poll="/en/replies/"', "progress.js")
    assert "may reply to before they are released" in page
    fragment = shows(focal_point.get("/en/replies/"))
    assert 'data-state="done"' in fragment
    assert "data-poll" not in fragment


# --- publishing -------------------------------------------------------------------------------------------


def test_publishing_before_the_day_asks_and_keeps_what_was_said(analyst, focal_point, nobody, asked):
    said(asked, agrees=False, words="Wrong.")
    publish = "/en/releases/2/publish/"
    shows(
        analyst.post(publish),
        "Publish all the same?",
        "1 respondent does not agree",
        "3 have not replied yet",
    )
    assert Release.objects.get(number=2).state == "prepared"
    shows(analyst.post(publish, {"sure": "yes"}, follow=True), "Release 2 is published", "Wrong.")
    shows(focal_point.get(PLACE), "This release is public", "Wrong.")
    shows(focal_point.post(PLACE, {"stand": "yes"}, follow=True), "Yours was not kept")
    for address in ("/en/releases/2/", "/en/indicators/1.4/2022/", "/en/releases/2/content.json"):
        assert "Wrong." not in shows(nobody.get(address))
    shows(focal_point.get("/en/replies/"), "Releases that you have replied to", "/en/replies/2/")


def test_an_embargo_that_ends_after_the_day_is_not_asked_about(analyst, asked):
    moment = timezone.now() + timedelta(days=9)
    page = analyst.post("/en/releases/2/publish/", {"at": f"{moment:%Y-%m-%dT%H:%M}"}, follow=True)
    shows(page, "becomes public by itself")
    assert said(Release.objects.get(number=2)).current  # replies are taken under embargo
    sooner = f"{timezone.now() + timedelta(hours=3):%Y-%m-%dT%H:%M}"
    shows(analyst.post("/en/releases/2/publish/", {"at": sooner}), "Publish all the same?", sooner[:10])


def test_a_release_that_was_replied_to_is_not_discarded(analyst, asked):
    said(asked)
    shows(analyst.post("/en/releases/2/discard/", follow=True), "What they said is kept")
    assert Release.objects.filter(number=2).exists()


# --- what the database holds ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE indicators_reply SET words = 'other'",
        "UPDATE indicators_reply SET agrees = false, words = 'x'",
        "DELETE FROM indicators_reply",
    ],
)
def test_replies_never_change_even_in_sql(asked, statement):
    said(asked)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_one_reply_holds_at_a_time_and_an_objection_has_words(asked):
    reply = said(asked)
    for change in ({"agrees": True}, {"agrees": False, "value": value_of(asked)}):
        copied = {
            name: getattr(reply, name)
            for name in ("release", "survey", "respondent", "author", "language", "written")
        }
        with pytest.raises(IntegrityError), transaction.atomic():
            Reply.objects.create(**copied, **change)


def test_the_database_takes_none_after_the_day_or_about_a_value_of_another_release(asked, monkeypatch):
    stranger = Value.objects.exclude(release_values__release=asked).first()
    with pytest.raises(DatabaseError, match="does not hold"), transaction.atomic():
        said(asked, value_id=stranger.pk)
    over(asked)
    with pytest.raises(replying.RepliesClosed):
        said(asked)
    monkeypatch.setattr(Release, "takes_replies", True)
    with pytest.raises(DatabaseError, match="takes no replies"), transaction.atomic():
        said(asked)
