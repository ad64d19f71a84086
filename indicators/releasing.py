"""Releases: prepared from the newest values, published at once or at a moment to come, never changed afterwards."""

from datetime import datetime

from django.apps import apps
from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from indicators.freezing import content_hash, frozen_parts
from indicators.models import Observation, Release, ReleaseValue
from indicators.queries.computed import newest_values
from surveys import jobs

MAKE_PAGES = "make_pages"
"""The kind of job that draws a release ahead of its first reader, and keeps its pages once it is public."""

PUBLISHING = 7_830_290
"""Number of the lock that lets one release be made at a time."""


class NothingToPublish(Exception):
    """No round has been computed yet, and no series has a value."""


class NothingChanged(Exception):
    """The newest values, definitions and names are those of the last release. Carries it as `release`."""

    def __init__(self, release: Release):
        super().__init__(f"Nothing changed since {release}.")
        self.release = release


class AlreadyPublic(Exception):
    """The release is public: nothing of it changes any more."""


class HasReplies(Exception):
    """Respondents have replied to the release: what they said is kept, and the release with it."""


def prepare_release(*, name: str) -> Release:
    """Freeze the newest values with everything they are read by, for those who publish to look at.

    Raises NothingToPublish before the first computing, as long as no series has a value either, and NothingChanged where the content is that of the last
    release, be it public or not.
    """
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [PUBLISHING])
        _while_no_run_is_saved()
        values = newest_values()
        if not values and not Observation.objects.in_force().exists():
            raise NothingToPublish
        frozen = frozen_parts(values)
        fingerprint = content_hash(values, frozen)
        last = Release.objects.order_by("-number").first()
        if last and last.content_hash == fingerprint:
            raise NothingChanged(last)
        number = last.number + 1 if last else 1
        release = Release.objects.create(number=number, name=name, frozen=frozen, content_hash=fingerprint)
        ReleaseValue.objects.bulk_create(
            [ReleaseValue(release=release, value=value) for value in values], batch_size=2_000
        )
        return release


def _while_no_run_is_saved() -> None:
    """Wait for the runs that are being saved, and let others wait: values and changes are read one after the other, and
    have to be of the same runs. Whoever saves a run has its round locked."""
    rounds = apps.get_model("surveys", "Round").objects.order_by("pk")
    list(rounds.select_for_update(no_key=True).values_list("pk", flat=True))


def publish_prepared(*, release: Release, by, at: datetime | None = None) -> Release:
    """Make a release public: now, or by itself at a moment to come. Moves the moment of one under embargo.

    Raises AlreadyPublic. From the moment on nothing of it can be changed, which the database itself sees to.
    """
    with transaction.atomic():
        locked = not_public(release)
        locked.state, locked.published_by = Release.State.PUBLISHED, by
        locked.published = max(at, timezone.now()) if at else timezone.now()
        locked.save(update_fields=["state", "published", "published_by"])
        if settings.MAKE_PAGES_AHEAD:
            jobs.enqueue(MAKE_PAGES, locked.pk, by=by)
        return locked


def publish_release(*, name: str, by, at: datetime | None = None) -> Release:
    """Prepare a release and publish it in one step; see `prepare_release` and `publish_prepared`."""
    with transaction.atomic():
        return publish_prepared(release=prepare_release(name=name), by=by, at=at)


def withdraw_release(*, release: Release) -> Release:
    """Take back the publication of a release under embargo; it is prepared again. Raises AlreadyPublic."""
    with transaction.atomic():
        locked = not_public(release)
        locked.state, locked.published, locked.published_by = Release.State.PREPARED, None, None
        locked.save(update_fields=["state", "published", "published_by"])
        return locked


def discard_release(*, release: Release) -> None:
    """Let go of a release that was never public; its values stay. Raises AlreadyPublic and HasReplies."""
    with transaction.atomic():
        withdrawn = withdraw_release(release=release)
        if withdrawn.replies.exists():
            raise HasReplies
        withdrawn.delete()


def publish_first_release(*, name: str, by=None) -> Release | None:
    """Publish what has been computed if there is no release yet; None where there is one, or nothing to publish."""
    if Release.objects.exists():
        return None
    try:
        return publish_release(name=name, by=by)
    except NothingToPublish:
        return None


def not_public(release: Release) -> Release:
    """The release, locked until the transaction ends. Raises AlreadyPublic."""
    locked = Release.objects.select_for_update().get(pk=release.pk)
    if locked.public:
        raise AlreadyPublic
    return locked
