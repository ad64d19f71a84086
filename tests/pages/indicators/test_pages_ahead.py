"""Pages made by the worker before anybody asks: whole, public, and none of them too early."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.core.cache import caches
from django.utils import timezone

from indicators import actions, pictures
from indicators.models import Release
from indicators.queries import open_release
from indicators.queries.edition import edition_now, files_of
from indicators.releasing import MAKE_PAGES, publish_prepared
from indicators.tasks import make_pages
from indicators.views import ahead
from surveys import jobs
from surveys.models import Job
from tests.pages.indicators.world import shows

LANGUAGES = len(settings.LANGUAGES)


@pytest.fixture
def at_work(monkeypatch):
    """What publishing asks the worker for is asked for, and the pictures are counted instead of drawn."""
    monkeypatch.setattr(settings, "MAKE_PAGES_AHEAD", True)
    drawn = []

    def parts(figure, *, key):
        drawn.append(figure.content_hash())
        return {"key": key, "title": figure.title, "copied": "", "copy_id": key}

    monkeypatch.setattr(pictures.page, "figure_parts", parts)
    return drawn


def done(release: Release) -> Job:
    """The newest job for the release, once it is done."""
    jobs.run(jobs.latest(MAKE_PAGES, release.pk).pk)
    job = jobs.latest(MAKE_PAGES, release.pk)
    assert job.state == Job.State.DONE, job.error
    return job


def test_the_worker_makes_what_the_public_reads(nobody, released, at_work, monkeypatch):
    released.round(2023)
    job = done(released.publish())
    addresses = ahead.addresses_of(open_release())
    assert (job.done, job.total) == (len(addresses), len(addresses))
    assert len(addresses) == LANGUAGES * (1 + 2 + 1 + 4 + 2)  # two are broken down by groups
    assert addresses[0][1].count("/") == 2  # the overview comes first
    assert files_of(edition_now()).whole
    at_work.clear()
    caches["pages"].clear()
    monkeypatch.setattr(ahead.WSGIHandler, "get_response", None)
    for _language, address in addresses:
        shows(nobody.get(address), "Release 2" if address.startswith("/en/") else "2")
    assert not at_work


def test_under_embargo_it_draws_and_keeps_nothing(nobody, released, at_work):
    later = timezone.now() + timedelta(hours=1)
    released.round(2023)
    release = actions.publish_release(name="Soon", by=released.world.sender, at=later)
    done(release)
    drawn = set(at_work)
    assert drawn
    assert not settings.KEPT_PAGES.exists()
    assert "Release 2" not in nobody.get("/en/").content.decode()
    at_work.clear()
    publish_prepared(release=release, by=released.world.sender)
    done(release)
    assert not at_work  # the figures are those that were drawn before


def test_the_clock_asks_for_pages_where_there_are_none(nobody, released, at_work):
    release = released.release
    make_pages()
    make_pages()  # one that waits is enough
    assert Job.objects.filter(kind=MAKE_PAGES).count() == 1
    done(release)
    make_pages()
    assert Job.objects.filter(kind=MAKE_PAGES).count() == 1
    released.world.survey.attributable = True
    released.world.survey.save()
    make_pages()
    assert Job.objects.filter(kind=MAKE_PAGES).count() == 2
    done(release)
    assert len(list(settings.KEPT_PAGES.iterdir())) == 1  # those of the edition before are gone


def test_what_failed_is_not_tried_again_at_once(released, at_work):
    make_pages()
    job = jobs.latest(MAKE_PAGES, released.release.pk)
    Job.objects.filter(pk=job.pk).update(state=Job.State.FAILED, error="no room", finished=timezone.now())
    make_pages()
    assert Job.objects.filter(kind=MAKE_PAGES).count() == 1
    Job.objects.filter(pk=job.pk).update(finished=timezone.now() - timedelta(minutes=11))
    make_pages()
    assert Job.objects.filter(kind=MAKE_PAGES).count() == 2


def test_those_who_publish_see_how_far_it_is(analyst, nobody, released, at_work):
    make_pages()
    job = jobs.latest(MAKE_PAGES, released.release.pk)
    shows(analyst.get("/en/releases/1/"), "Pages are going to be made ahead")
    Job.objects.filter(pk=job.pk).update(state=Job.State.RUNNING, heartbeat=timezone.now(), done=4, total=48)
    shows(analyst.get("/en/releases/1/"), "Pages made ahead of the first reader: 4 of 48")
    Job.objects.filter(pk=job.pk).update(state=Job.State.FAILED, error="no room")
    shows(analyst.get("/en/releases/1/"), "Making the pages ahead failed")
    assert "Pages made ahead" not in nobody.get("/en/releases/1/").content.decode()


def test_a_release_that_was_discarded_needs_no_pages(db):
    jobs.run(jobs.enqueue(MAKE_PAGES, 4_711).pk)
    assert jobs.latest(MAKE_PAGES, 4_711).state == Job.State.DONE
