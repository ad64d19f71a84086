"""manage.py load_facts: everything that is known from files, without any answer; and the groups of rights."""

from collections import Counter

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

import indicators.actions
import indicators.loading
import surveys.loading
from surveys.declarations import DeclarationError


class Command(BaseCommand):
    help = "Load respondents, surveys, questionnaires, frameworks, definitions and published figures."

    def handle(self, *args, **options):
        try:
            with transaction.atomic():
                changed = surveys.loading.load_facts(settings.FIXTURES)
                changed += surveys.loading.make_groups()
                changed += indicators.loading.load_facts(settings.FIXTURES)
                if changed["indicator versions"] or changed["memberships"]:
                    indicators.actions.compute_again()
        except DeclarationError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(told(changed))


def told(changed: Counter) -> str:
    """What changed, as one line."""
    parts = [f"{count} {name}" for name, count in sorted(changed.items()) if count]
    return f"Changed: {', '.join(parts)}." if parts else "Nothing to change: all of it is there."
