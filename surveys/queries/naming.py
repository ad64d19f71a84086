"""Somebody who is typed, not chosen out of a list of thousands."""

from functools import reduce
from operator import or_

from django.db.models import Q

from surveys.models import Respondent, User
from surveys.wording import LANGUAGES

FOUND = 6
"""A few more than are told where several are called alike."""


def respondents_named(typed: str) -> list[Respondent]:
    """Those invited somewhere whose code this is, else whose name in some language has it in it. Three queries at most."""
    invited = Respondent.objects.filter(invitations__isnull=False).distinct().order_by("code")
    of_code = list(invited.filter(code__iexact=typed)[:FOUND])
    if of_code:
        return of_code
    return list(
        invited.filter(_named("iexact", typed))[:FOUND] or invited.filter(_named("icontains", typed))[:FOUND]
    )


def accounts_named(typed: str) -> list[User]:
    """Open accounts with this address, else with it in their address or name. Two queries at most."""
    accounts = User.objects.filter(is_active=True).order_by("email")
    of_address = list(accounts.filter(email__iexact=typed)[:FOUND])
    if of_address:
        return of_address
    words = [
        Q(email__icontains=word) | Q(first_name__icontains=word) | Q(last_name__icontains=word)
        for word in typed.split()
    ]
    return list(accounts.filter(*words)[:FOUND])


def _named(how: str, typed: str) -> Q:
    return reduce(or_, (Q(**{f"names__{language}__text__{how}": typed}) for language in LANGUAGES))
