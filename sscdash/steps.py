"""Runs management commands one after the other in one interpreter: starting Django once saves seconds.

python -m sscdash.steps "migrate --noinput" load_facts "demo_accounts > var/demo-accounts.txt"
"""

import io
import os
import shlex
import sys
from pathlib import Path

import django
from django.core.management import call_command


def main(steps: list[str]) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sscdash.settings")
    django.setup()
    for step in steps:
        command, _, file = step.partition(" > ")
        output = io.StringIO() if file else sys.stdout
        call_command(*shlex.split(command), stdout=output)
        if file:
            Path(file).write_text(output.getvalue(), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
