"""Who answered in a round, by name: for those who may see the roster."""

from django.apps import apps

from surveys import lineage


def round_open_to(user, key: int):
    """The round with its survey; None where there is none. Raises NotOpen where its roster is not for this user.

    Who was invited is told to analysts, and to everybody where the survey declares its answers attributable.
    """
    found = apps.get_model("surveys", "Round").objects.select_related("survey").filter(pk=key).first()
    if found is None:
        return None
    if not found.survey.attributable and lineage.respondents_open_to(user, found.survey) is not None:
        raise lineage.NotOpen
    return found


def answered_in(round_) -> tuple[list, list]:
    """The respondents on the roster whose answers count, and the others. Two queries."""
    invitations = apps.get_model("surveys", "Invitation").objects.filter(round=round_)
    invited = [one.respondent for one in invitations.select_related("respondent")]
    submissions = apps.get_model("surveys", "Submission").objects.counted().filter(round=round_)
    counted = set(submissions.values_list("respondent_id", flat=True))
    return [one for one in invited if one.pk in counted], [one for one in invited if one.pk not in counted]
