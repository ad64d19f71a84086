"""Who visits, and what is there to see."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from unittest import mock

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Page

import indicators.loading
import surveys.loading
from indicators.actions import compute_round, publish_release
from indicators.drafting import begin_draft
from indicators.models import Indicator, PublishedFigure, Recommendation, System, Value
from indicators.replying import set_reply_day
from surveys import jobs
from surveys.actions import approve_submission, ask_for_batch, comment_on, correct_answer
from surveys.loading import demo_password
from surveys.models import Invitation, Questionnaire, Respondent, Round, Submission, Survey, User
from surveys.queries import answer_page
from tests.indicators import rows
from tests.pages.indicators.world import Released
from tests.surveys import rounds, tables


@pytest.fixture
def sign_in(page: Page):
    """Sign in as one of the demo accounts, whoever was signed in before."""

    def as_whom(name: str) -> None:
        page.context.clear_cookies()
        page.goto("/en/accounts/sign-in/")
        page.get_by_label("E-mail address").fill(f"{name}@example.org")
        page.get_by_label("Password").fill(demo_password())
        page.get_by_role("main").get_by_role("button", name="Sign in").click()

    return as_whom


def load_facts() -> None:
    surveys.loading.load_facts(settings.FIXTURES)
    indicators.loading.load_facts(settings.FIXTURES)


def kept(snapshots, make: Callable[[], Any]) -> Any:
    """The rows of `make`, which does its jobs itself: a worker that an earlier test started hears of none of them."""
    with mock.patch.object(jobs, "_send"):
        return snapshots.rows(make)


@pytest.fixture
def facts(transactional_db, snapshots) -> None:
    """Everything that is known without any answer."""
    kept(snapshots, load_facts)


@pytest.fixture
def public_release(transactional_db, snapshots) -> None:
    """A release: four of five entities said that they have a focal point, one never answered."""
    kept(snapshots, publish)


def publish() -> None:
    load_facts()
    rounds.entity(7)
    surveys.loading.make_demo_accounts()
    analyst = User.objects.get(email="analyst@example.org")
    asked = rounds.entity_round(entities=range(1, 7))
    for number, answer in enumerate(["yes", "yes", "yes", "yes", "no"], start=1):
        rounds.approved(asked, rounds.entity(number), analyst, analyst, focal_point=answer)
    compute_round(round=asked)
    publish_release(name="First", by=analyst)


@pytest.fixture
def hidden_groups(transactional_db, snapshots) -> None:
    """A release with indicator 1.5, of which both types of entity are hidden from the public in 2022."""
    kept(snapshots, hide_groups)


def hide_groups() -> None:
    released = Released()
    share = {"measure": "share", "question": "focal_point", "counted": ["yes"], "out": rows.OUT, "unit": "percent",
             "survey": "unossc_entity", "minimum_respondents": "1", "by": ["entity_type"]}  # fmt: skip
    rows.defined(released.world, "1.5", public_minimum="3", **share)
    released.round(2022, more=2)
    released.publish()


EXPORT = b"""Respondent ID,Custom Data 1,cpd_total,Do you have a focal point for this?
1,ENTITY-07,3,Jawohl
2,ENTITY-08,4,No
"""


COUNTS = """Question,Answer,Group kind,Group,k,n
,Answered,,,2,
support_requested,Yes,,,1,2
support_requested,No,,,1,2
"""


@pytest.fixture
def every_page(transactional_db, snapshots) -> dict:
    """Something on every page: two public releases and one under embargo, files in every state, a draft.

    What addresses name, by the word that stands for it in `tests.browser.addresses`.
    """
    return kept(snapshots, fill_every_page)


def fill_every_page() -> dict:
    publish()
    asked = Round.objects.get()
    for number in (7, 8):
        Invitation.objects.create(round=asked, respondent=rounds.entity(number))
    surveys.loading.make_demo_accounts()  # once more: the focal point answers for those two
    analyst, sender = (User.objects.get(email=f"{name}@example.org") for name in ("analyst", "focal-point"))
    further_releases(asked, analyst)
    begin_draft(indicator=Indicator.objects.get(code="1.4"), by=analyst)
    countries = round_of_countries()
    table = tables.submitted_table(countries, analyst, COUNTS)
    return {
        "round": asked.pk,
        "line": asked.invitations.first().pk,
        "countries": countries.pk,
        "tabulation": table.pk,
        "counts": table.upload_id,
        "questionnaire": asked.questionnaire_id,
        "governments": countries.questionnaire_id,
        "draft": 2,
        "recommendation": Recommendation.objects.first().code,
        "system": System.objects.filter(facts__isnull=False).first().code,
        "figure": PublishedFigure.objects.first().code,
        "value": Value.objects.filter(year=2021).first().pk,
        **answers_in_every_state(asked, sender, analyst),
        **files_in_every_state(asked, sender, analyst),
        **workbooks_of(asked, analyst),
    }


def further_releases(asked: Round, analyst: User) -> None:
    """A second one, and a third under embargo."""
    sent = rounds.submitted(
        asked, rounds.entity(6), analyst, focal_point="no", remarks="A seed bank in Kenya"
    )
    approve_submission(submission=sent, by=analyst)
    compute_round(round=asked)
    publish_release(name="Second", by=analyst)
    compute_round(round=rounds.entity_round(2021, entities=[1]))
    third = publish_release(name="Third", by=analyst, at=timezone.now() + timedelta(days=1))
    set_reply_day(release=third, until=timezone.localdate(), by=analyst)


def round_of_countries() -> Round:
    """A round of two countries, of which none has answered."""
    survey = Survey.objects.get(code="desa_government")
    asked = Questionnaire.objects.get(survey=survey, version="2022.1")
    made = Round.objects.create(survey=survey, data_year=2022, state=Round.State.OPEN, questionnaire=asked)
    for respondent in Respondent.objects.filter(kind="government", code__in=("KEN", "BRA")):
        Invitation.objects.create(round=made, respondent=respondent)
    return made


def answers_in_every_state(asked: Round, sender: User, analyst: User) -> dict:
    """A submission that waits, with a comment; one that counts, with a correction; one that another has followed."""
    older = Submission.objects.counted().get(round=asked, respondent=rounds.entity(1))
    rounds.approved(asked, rounds.entity(1), analyst, analyst, focal_point="no")
    waiting = rounds.submitted(asked, rounds.entity(7), sender, events=4)
    answer = waiting.answers.get(item__code="events")
    comment_on(submission=waiting, by=analyst, text="One question", on_answers={answer.pk: "Are 4 right?"})
    approved = Submission.objects.counted().get(round=asked, respondent=rounds.entity(6))
    corrected = approved.answers.get(item__code="events")
    expected = answer_page(corrected).was.token
    why = {"reason": "A slip of the pen", "source": "A letter"}
    correct_answer(answer=corrected, by=analyst, expected=expected, typed="15", **why)
    return {
        "submission": waiting.pk, "approved": approved.pk, "answer": answer.pk, "corrected": corrected.pk,
        "words": approved.answers.get(item__code="remarks").pk, "older": older.pk,
    }  # fmt: skip


def files_in_every_state(asked: Round, sender: User, analyst: User) -> dict:
    """Checked with errors, unreadable, not looked at yet, and an export of another tool."""
    eight = rounds.entity(8)
    wrong = rounds.workbook(eight, events="many", cpd_with_sstc=15)
    return {
        "upload": rounds.checked(asked, eight, sender, wrong).pk,
        "refused": rounds.checked(asked, eight, sender, b"no workbook").pk,
        "waiting": rounds.receive(asked, eight, sender, b"not looked at yet").pk,
        "export": rounds.checked(asked, None, analyst, EXPORT, "export.csv").pk,
    }


def workbooks_of(asked: Round, analyst: User) -> dict:
    """A batch that is asked for, and one that is made."""
    made = ask_for_batch(round=asked, by=analyst)
    jobs.run(jobs.latest("batch_of_workbooks", made.pk).pk)
    return {"made": made.pk, "batch": ask_for_batch(round=asked, by=analyst).pk}


@pytest.fixture
def page_of(every_page, chromium, live_server):
    """Makes a page of somebody who is signed in, by the name of the demo account; "" is nobody."""
    contexts = []

    def page(name: str) -> Page:
        context = chromium.new_context(base_url=live_server.url, locale="en", reduced_motion="reduce")
        context.set_default_timeout(60_000)  # the first to come has to wait for the drawings
        contexts.append(context)
        if name:
            client = Client()
            client.force_login(User.objects.get(email=f"{name}@example.org"))
            cookie = client.cookies[settings.SESSION_COOKIE_NAME]
            context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
        return context.new_page()

    yield page
    for context in contexts:
        context.close()
