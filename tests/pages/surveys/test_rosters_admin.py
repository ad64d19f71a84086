"""Rosters and groups are changed in the administration, and what rests on them is computed anew like after an approval."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from indicators.actions import COMPUTE
from surveys.models import Invitation, Job, Membership, Round
from tests.kept import keeping

pytestmark = pytest.mark.django_db


def sent(client, address: str, **differs) -> None:
    """Post the form of the administration as it stands there, with a few fields that differ."""
    shown = client.get(address).context
    forms = [shown["adminform"].form]
    for inline in shown["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.initial_forms]
    data = {}
    for form in forms:
        for field in form:
            widget, value = field.field.widget, field.value()
            if hasattr(widget, "decompress") and not isinstance(value, list):
                parts = zip(widget.widgets_names, widget.decompress(value), strict=True)
                data |= {field.html_name + name: part for name, part in parts}
            else:
                data[field.html_name] = value
    data = {name: value for name, value in (data | differs).items() if value not in (None, False)}
    answer = client.post(address, data)
    assert answer.status_code == 302, answer.context["errors"]


def queued() -> set[int]:
    return {job.subject for job in Job.objects.filter(kind=COMPUTE)}


@keeping
def both(released):
    Job.objects.all().delete()
    return {released.rounds[year].pk for year in (2021, 2022)}


def change(row) -> str:
    return reverse(f"admin:surveys_{row._meta.model_name}_change", args=[row.pk])


def test_whoever_leaves_a_roster_leaves_the_numbers(administrator, released, both):
    at = list(Invitation.objects.filter(round=released.rounds[2021]).order_by("pk")).index(
        Invitation.objects.get(round=released.rounds[2021], respondent__code="ENTITY-10")
    )
    sent(administrator, change(released.rounds[2021]), **{f"invitations-{at}-DELETE": "on"})
    assert queued() == both  # the changes of 2022 are told from 2021


def test_whether_all_are_on_the_roster_is_a_matter_of_bounds(administrator, released, both):
    sent(administrator, change(released.rounds[2022]), roster_closed=False)
    assert queued() == {released.rounds[2022].pk}


def test_a_day_of_a_round_moves_nobody(administrator, released, both):
    sent(administrator, change(released.rounds[2022]), remind_before="7")
    assert queued() == set()


def test_who_stands_in_another_group_is_computed_there(administrator, released, both):
    respondent = released.world.respondents["ENTITY-07"]
    agencies = released.world.groups["agency"].pk
    sent(administrator, change(respondent), **{"memberships-0-group": agencies})
    assert Membership.objects.get(respondent=respondent).group_id == agencies
    assert queued() == both


def test_a_group_that_is_gone_leaves_its_members_without_one(administrator, released, both):
    group = released.world.groups["agency"]
    address = reverse("admin:surveys_group_delete", args=[group.pk])
    assert administrator.post(address, {"post": "yes"}).status_code == 302
    assert queued() == both


def test_groups_chosen_in_the_list_are_gone_together(administrator, released, both):
    chosen = {"action": "delete_selected", "_selected_action": [g.pk for g in released.world.groups.values()]}
    address = reverse("admin:surveys_group_changelist")
    assert administrator.post(address, chosen | {"post": "yes"}).status_code == 302
    assert queued() == both


def test_a_round_that_was_never_computed_waits_for_its_first_approval(administrator, released, both):
    planned = Round.objects.create(
        survey=released.world.survey, data_year=2030, questionnaire=released.world.questionnaire
    )
    Invitation.objects.create(round=planned, respondent=released.world.respondents["ENTITY-07"])
    sent(administrator, change(planned), **{"invitations-0-DELETE": "on"})
    assert queued() == set()


def test_nobody_stands_in_a_group_twice_in_one_year(released):
    agencies, respondent = released.world.groups["agency"], released.world.respondents["ENTITY-07"]
    Membership.objects.filter(respondent=respondent).update(group=agencies, from_year=2020, to_year=2022)
    Membership(respondent=respondent, group=agencies, from_year=2023).validate_constraints()
    with pytest.raises(ValidationError, match="membership_years_do_not_overlap"):
        Membership(respondent=respondent, group=agencies, from_year=2022).validate_constraints()


def test_who_has_sent_something_stays_on_the_roster_here_too(administrator, released):
    round_ = released.rounds[2022]
    answered = round_.submissions.first().respondent
    at = list(Invitation.objects.filter(round=round_).order_by("pk")).index(
        Invitation.objects.get(round=round_, respondent=answered)
    )
    with pytest.raises(AssertionError, match="so it stays on the roster"):
        sent(administrator, change(round_), **{f"invitations-{at}-DELETE": "on"})
    assert Invitation.objects.filter(round=round_, respondent=answered).exists()
