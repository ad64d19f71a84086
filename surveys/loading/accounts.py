"""Groups of people; and accounts to try the illustrative data with, never on a server with real answers."""

import os
from collections import Counter
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import Q

from surveys.models import Representation, Respondent, Survey, User

ANALYST_PERMISSIONS = (
    ("surveys", "review_submission"),
    ("surveys", "see_any_answer"),
    ("surveys", "add_correction"),
    ("surveys", "add_quote"),
    ("indicators", "publish_release"),
    ("indicators", "assess_recommendation"),
    ("indicators", "add_explaineddifference"),
    ("indicators", "change_indicatorversion"),
)
DRAFTER_PERMISSIONS = (("surveys", "add_quote"),)
GROUPS = {"analyst": ANALYST_PERMISSIONS, "drafter": DRAFTER_PERMISSIONS}
EXAMPLE_SURVEY = "unossc_entity"


@dataclass(frozen=True)
class DemoAccount:
    """A person to sign in as: group "" is none, `represents` are codes of fictional entities."""

    email: str
    first_name: str
    last_name: str
    group: str = ""
    represents: tuple[str, ...] = ()
    administrator: bool = False


DEMO_ACCOUNTS = (
    DemoAccount("analyst@example.org", "Demo", "Analyst", group="analyst"),
    DemoAccount("focal-point@example.org", "Demo", "Focal Point", represents=("ENTITY-07", "ENTITY-08")),
    DemoAccount("drafter@example.org", "Demo", "Drafter", group="drafter"),
    DemoAccount("administrator@example.org", "Demo", "Administrator", administrator=True),
)


def demo_password() -> str:
    """The password of all demo accounts: DEMO_PASSWORD, else "south-south"."""
    return os.environ.get("DEMO_PASSWORD") or "south-south"


@transaction.atomic
def make_groups() -> Counter:
    """Make the groups into which an administrator puts people. What was changed in one that is there stays."""
    changed: Counter = Counter()
    for name, permissions in GROUPS.items():
        group, made = Group.objects.get_or_create(name=name)
        changed["groups"] += made
        if made:
            wanted = [Q(content_type__app_label=app, codename=codename) for app, codename in permissions]
            group.permissions.set(Permission.objects.filter(reduce(or_, wanted)))
    return changed


@transaction.atomic
def make_demo_accounts() -> Counter:
    """Make the groups of permissions and the demo accounts; how many rows were made or changed.

    Representations are made for the fictional entities that are there.
    """
    changed = make_groups()
    groups = {group.name: group for group in Group.objects.filter(name__in=GROUPS)}
    for account in DEMO_ACCOUNTS:
        user = _user(account, changed)
        if account.group and not user.groups.filter(name=account.group).exists():
            user.groups.add(groups[account.group])
            changed["accounts"] += 1
        for code in account.represents:
            represent(user, code, changed)
    return changed


def represent(user: User, code: str, changed: Counter) -> None:
    """Let the user answer the example survey for a fictional entity, if that entity is there."""
    respondent = Respondent.objects.filter(code=code, kind=Respondent.Kind.ENTITY, fictional=True).first()
    survey = Survey.objects.filter(code=EXAMPLE_SURVEY).first()
    if respondent and survey:
        _, made = Representation.objects.get_or_create(user=user, respondent=respondent, survey=survey)
        changed["representations"] += made


def _user(account: DemoAccount, changed: Counter) -> User:
    user, made = User.objects.get_or_create(
        email=account.email,
        defaults={
            "first_name": account.first_name,
            "last_name": account.last_name,
            "is_staff": account.administrator,
            "is_superuser": account.administrator,
        },
    )
    if not user.check_password(demo_password()):
        user.set_password(demo_password())
        user.save(update_fields=["password"])
        changed["accounts"] += 1
    return user
