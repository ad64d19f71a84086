"""manage.py demo_accounts: who can sign in to try the illustrative data."""

from django.core.management.base import BaseCommand

from surveys.loading import DEMO_ACCOUNTS, demo_password, make_demo_accounts


class Command(BaseCommand):
    help = "Make the demo accounts and print them with their password."

    def handle(self, *args, **options):
        make_demo_accounts()
        for account in DEMO_ACCOUNTS:
            self.stdout.write(f"{account.email:<28} {demo_password()}")
