"""manage.py load_examples: illustrative rounds, and their workbooks through the real importer and worker."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

import surveys.loading
from indicators.actions import COMPUTE, publish_first_release
from sscdash.management.commands.load_facts import told
from surveys import jobs
from surveys.declarations import DeclarationError
from surveys.loading.examples import do_it_here, wait_for_worker


class Command(BaseCommand):
    help = "Load illustrative answers of fictional entities, compute them, and publish a first release."

    def add_arguments(self, parser):
        parser.add_argument(
            "--here", action="store_true", help="do the work in this process, without a worker"
        )

    def handle(self, *args, here: bool = False, **options):
        wait = do_it_here if here else wait_for_worker
        try:
            changed = surveys.loading.load_examples(settings.FIXTURES, wait=wait)
        except (DeclarationError, surveys.loading.NoWorker) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(told(changed))
        wait(jobs.unfinished(COMPUTE))
        release = publish_first_release(name="First release")
        if release:
            self.stdout.write(f"Published: {release}.")
