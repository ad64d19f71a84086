"""Respondents are put on the roster of a round, and taken from it while they have sent nothing."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import transaction

from surveys.actions.refusals import (
    ActionRefused,
    InFileThatWaits,
    NobodyToInvite,
    NotKnown,
    SomethingCame,
)
from surveys.actions.rostering import tell_of_rosters
from surveys.models import Invitation, Representation, Respondent, Round, Submission, Upload, User
from surveys.pasted_rosters import read_pasted
from surveys.queries.invitable import invitable, names_of_invitable
from surveys.respondent_names import RespondentNames

UNSUBMITTED = (Upload.State.NEEDS_REVIEW, Upload.State.SAVING)


@dataclass
class Invited:
    """How many are new on the roster, and how many have a contact address that they did not have.

    `tied` are the accounts that answer for their respondents from now on, `letters` the addresses to which letters go but
    with which nobody can sign in for the respondent: there is no account, or it does not represent it any more.
    """

    new: int
    addressed: int = 0
    tied: list[str] = field(default_factory=list)
    letters: list[str] = field(default_factory=list)


def invite_pasted(*, round: Round, text: str, by: User) -> Invited:
    """Invite those whom pasted lines name, with the contact addresses that stand beside them.

    An account with such an address becomes a focal point of the respondent. Raises NotKnown where a line names nobody or
    more than one, and NobodyToInvite where there is no line: then nobody is invited.
    """
    pasted = read_pasted(text, RespondentNames(names_of_invitable(round)))
    if pasted.unknown:
        raise NotKnown(pasted.unknown)
    with transaction.atomic():
        respondents = invitable(round).filter(code__in=pasted.codes)
        invited = Invited(invite(round=round, respondents=respondents, by=by))
        lines = Invitation.objects.filter(round=round, respondent__code__in=pasted.addresses)
        for line in lines.select_for_update(of=["self"]).select_related("respondent"):
            _address(line, pasted.addresses[line.respondent.code], invited)
    return invited


def _address(line: Invitation, address: str, invited: Invited) -> None:
    """Keep the contact address of a line, and tie its account, if it has one."""
    if line.contact_address != address:
        line.contact_address = address
        line.save(update_fields=["contact_address"])
        invited.addressed += 1
    user = User.objects.filter(email__iexact=address, is_active=True).first()
    if user is None:
        invited.letters.append(address)
        return
    place = {"user": user, "respondent": line.respondent, "survey": line.round.survey}
    _, made = Representation.objects.get_or_create(**place)
    if made:
        invited.tied.append(address)
    elif not Representation.objects.in_force().filter(**place).exists():
        invited.letters.append(address)


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
