"""Respondents are put on the roster of a round, and taken from it while they have sent nothing."""

from collections.abc import Iterable

from django.db import transaction

from surveys.actions.refusals import (
    ActionRefused,
    InFileThatWaits,
    NobodyToInvite,
    NotKnown,
    SomethingCame,
)
from surveys.actions.rostering import tell_of_rosters
from surveys.models import Invitation, Respondent, Round, Submission, Upload, User
from surveys.pasted_rosters import read_pasted
from surveys.queries.invitable import invitable, names_of_invitable
from surveys.respondent_names import RespondentNames

UNSUBMITTED = (Upload.State.NEEDS_REVIEW, Upload.State.SAVING)


def invite_pasted(*, round: Round, text: str, by: User) -> int:
    """Invite those whom pasted lines name; how many are new.

    Raises NotKnown where a line names nobody, and NobodyToInvite where there is no line: then nobody is invited.
    """
    codes, unknown = read_pasted(text, RespondentNames(names_of_invitable(round)))
    if unknown:
        raise NotKnown(unknown)
    return invite(round=round, respondents=invitable(round).filter(code__in=codes), by=by)


def invite_as_before(*, round: Round, before: Round, by: User) -> int:
    """Invite those of an earlier round who still may be, with their contact addresses and languages; how many are new."""
    lines = Invitation.objects.filter(round=before).select_related("respondent")
    known = {line.respondent_id: line for line in lines}
    return invite(round=round, respondents=invitable(round).filter(pk__in=known), by=by, like=known)


def invite(
    *, round: Round, respondents: Iterable[Respondent], by: User, like: dict[int, Invitation] | None = None
) -> int:
    """Put them on the roster; how many were not on it. `like` has lines by respondent whose contacts are taken over.

    Raises NobodyToInvite where there are none.
    """
    wanted = list(respondents)
    if not wanted:
        raise NobodyToInvite
    with transaction.atomic():
        Round.objects.select_for_update(of=["self"]).get(pk=round.pk)
        there = set(Invitation.objects.filter(round=round).values_list("respondent", flat=True))
        lines = [
            Invitation(round=round, respondent=each, invited_by=by) for each in wanted if each.pk not in there
        ]
        for line in lines:
            if like and (known := like.get(line.respondent_id)):
                line.contact_address, line.language = known.contact_address, known.language
        Invitation.objects.bulk_create(lines)
        if lines:
            tell_of_rosters(rounds=[round], by=by)
    return len(lines)


def keeps_on_roster(invitation: Invitation) -> ActionRefused | None:
    """Why a respondent has to stay on the roster; None where nothing of it has come."""
    place = {"round": invitation.round_id, "respondent": invitation.respondent_id}
    if Submission.objects.filter(**place).exists() or Upload.objects.filter(**place).exists():
        return SomethingCame()
    for upload in Upload.objects.filter(round=invitation.round_id, respondent=None, state__in=UNSUBMITTED):
        if upload.staged_answers.filter(respondent=invitation.respondent.code).exists():
            return InFileThatWaits(upload.file_name, str(upload.sender))
    return None


def take_from_roster(*, invitation: Invitation, by: User) -> None:
    """Take a respondent from the roster. Raises SomethingCame once a file or answers of it are there, and InFileThatWaits
    where a file of several that holds answers of it is not submitted yet."""
    with transaction.atomic():
        locked = Invitation.objects.select_for_update(of=["self"]).get(pk=invitation.pk)
        if refused := keeps_on_roster(locked):
            raise refused
        round_ = locked.round
        locked.delete()
        tell_of_rosters(rounds=[round_], by=by)
