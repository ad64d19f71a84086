"""Deletes everything that the program wrote: database, uploads, queue, logs. Asks first.

python -m sscdash.clean [--yes]
"""

import argparse
import shutil
import sys

from sscdash.cluster import home
from sscdash.places import var_folder
from sscdash.run import stop_run


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m sscdash.clean", description="Delete all data.")
    parser.add_argument("--yes", action="store_true", help="do not ask")
    chosen = parser.parse_args(arguments)
    var = var_folder()
    if not var.exists():
        sys.stdout.write(f"There is nothing in {var}.\n")
        return 0
    question = f"Delete the database, all uploads and logs in {var}? Type yes: "
    if not chosen.yes and input(question).strip().lower() != "yes":
        sys.stdout.write("Nothing was deleted.\n")
        return 1
    stop_run(var)
    for folder in {home(var), var.resolve()}:
        shutil.rmtree(folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
