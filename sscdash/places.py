"""Where things lie: the project folder and the folder for everything the program writes."""

import os
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent


def var_folder() -> Path:
    """The folder for data, logs and records: SSCDASH_VAR where it is set, else var/ in the project."""
    return Path(os.environ.get("SSCDASH_VAR") or PROJECT / "var").absolute()
