import datetime

import pytest
from django.contrib.auth.models import AnonymousUser

from surveys import permissions
from surveys.loading import make_demo_accounts
from surveys.models import Representation, User
from tests.kept import keeping
from tests.surveys import rounds


@keeping
def cast(db):
    """One submission of ENTITY-07, and everybody who might look at it."""
    round_ = rounds.entity_round()
    make_demo_accounts()
    accounts = {user.email.split("@")[0]: user for user in User.objects.all()}
    accounts["other"] = rounds.person("other@example.org", rounds.entity(9))
    accounts["nobody"] = AnonymousUser()
    submission = rounds.submitted(round_, rounds.entity(7), accounts["focal-point"])
    return accounts, submission


def allowed(accounts, question) -> set[str]:
    return {name for name, user in accounts.items() if question(user)}


def test_who_may_do_what(cast):
    accounts, submission = cast
    upload, round_, entity = submission.upload, submission.round, submission.respondent

    def who(question):
        return allowed(accounts, question)

    assert who(lambda user: permissions.may_send(user, round_, entity)) == {"focal-point", "administrator"}
    assert who(lambda user: permissions.may_change_upload(user, upload)) == {"focal-point", "administrator"}
    everybody_concerned = {"analyst", "focal-point", "administrator"}
    assert who(lambda user: permissions.may_see_upload(user, upload)) == everybody_concerned
    assert who(lambda user: permissions.may_open_file(user, upload)) == everybody_concerned
    assert who(lambda user: permissions.may_see_submission(user, submission)) == everybody_concerned
    assert who(permissions.may_review) == {"analyst", "administrator"}
    assert who(permissions.sees_all) == {"analyst", "administrator"}
    assert who(permissions.is_focal_point) == {"focal-point", "other"}


def test_lists_hold_what_single_rows_allow(cast):
    accounts, submission = cast
    for user in accounts.values():
        assert permissions.submissions_open_to(user).exists() == permissions.may_see_submission(
            user, submission
        )
    assert [bool(permissions.rounds_of(accounts[name])) for name in ("focal-point", "nobody")] == [
        True,
        False,
    ]


def test_a_deputy_sees_what_was_found_but_has_not_the_file(cast):
    _, submission = cast
    deputy = rounds.person("deputy@example.org", submission.respondent)

    assert permissions.may_see_upload(deputy, submission.upload)
    assert not permissions.may_open_file(deputy, submission.upload)


@pytest.mark.parametrize(("from_day", "to_day"), [(None, -1), (1, None)])
def test_a_representation_that_is_over_or_not_yet_begun_opens_nothing(cast, from_day, to_day):
    accounts, submission = cast
    today = datetime.date.today()  # noqa: DTZ011 - the test and the code run in UTC
    Representation.objects.update(
        from_day=None if from_day is None else today + datetime.timedelta(days=from_day),
        to_day=None if to_day is None else today + datetime.timedelta(days=to_day),
    )
    user = accounts["focal-point"]

    assert not permissions.may_send(user, submission.round, submission.respondent)
    assert not permissions.may_open_file(user, submission.upload)
    assert not permissions.is_focal_point(user)
