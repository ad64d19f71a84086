"""Of whom replies are asked before a release, and what they have said."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from django.apps import apps

from indicators.models import Release, Reply, Run
from surveys import lineage


class Stand(StrEnum):
    """Where somebody stands who was asked: agrees with all that was replied to, objects to something, says nothing."""

    AGREED = "agreed"
    REPLIED = "replied"
    SILENT = "silent"


@dataclass(frozen=True)
class Asked:
    """A respondent of a survey who is asked about a release, and the replies, the newest first."""

    survey: object
    respondent: object
    replies: list[Reply] = field(default_factory=list)

    @property
    def stand(self) -> Stand:
        """Agreed only where nothing that holds now is an objection."""
        current = [reply for reply in self.replies if reply.current]
        if not current:
            return Stand.SILENT
        return Stand.AGREED if all(reply.agrees for reply in current) else Stand.REPLIED


def asked_of(release: Release) -> set[tuple[int, int]]:
    """Survey and respondent, as primary keys, whose counted answers stand behind the values of a release. One query."""
    runs = Run.objects.filter(values__release_values__release=release, values__tabulation=None)
    counted = apps.get_model("surveys", "Submission").objects.filter(runs__in=runs.values("pk"))
    return set(counted.values_list("round__survey", "respondent"))


def everybody_asked(release: Release) -> list[Asked]:
    """All who are asked about a release, with their replies. Four queries."""
    return _with_replies(release, asked_of(release))


def asked_for(user, release: Release) -> list[Asked]:
    """Those asked about a release for whom this user answers today, with their replies. At most five queries."""
    represented = lineage.represented_by(user)
    return _with_replies(release, represented & asked_of(release)) if represented else []


def asked_ahead(user) -> list[tuple[Release, list[Asked]]]:
    """The releases that are not public and about which this user is asked, the newest first."""
    ahead = Release.objects.ahead().filter(reply_until__isnull=False).defer("frozen")
    found = [(release, asked_for(user, release)) for release in ahead]
    return [(release, asked) for release, asked in found if asked]


def replied_before(user) -> list[Release]:
    """The public releases that have a reply of somebody for whom this user answers today. Three queries."""
    represented = lineage.represented_by(user)
    said = Reply.objects.filter(current=True).values_list("release", "survey", "respondent").distinct()
    releases = {release for release, *key in said if tuple(key) in represented}
    return list(Release.objects.published().filter(pk__in=releases).defer("frozen"))


def replies_on(release: Release, value) -> list[Reply]:
    """What holds now of what was said about one value of a release. One query."""
    said = Reply.objects.filter(release=release, value=value, current=True)
    return list(said.select_related("respondent", "author"))


def _with_replies(release: Release, keys: Iterable[tuple[int, int]]) -> list[Asked]:
    keys = set(keys)
    surveys = apps.get_model("surveys", "Survey").objects.in_bulk({survey for survey, _ in keys})
    respondents = apps.get_model("surveys", "Respondent").objects.in_bulk({one for _, one in keys})
    said: dict[tuple[int, int], list[Reply]] = {key: [] for key in keys}
    replies = Reply.objects.filter(release=release, respondent__in=respondents)
    for reply in replies.select_related("author", "value__version__indicator").defer(
        "value__version__definition"
    ):
        if (key := (reply.survey_id, reply.respondent_id)) in said:
            said[key].append(reply)
    found = [Asked(surveys[survey], respondents[one], said[survey, one]) for survey, one in keys]
    return sorted(found, key=lambda one: (one.survey.position, one.survey.code, one.respondent.code))
