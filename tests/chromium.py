"""Finds a Chromium for the browser tests, or installs one.

    python -m tests.chromium        finds or installs; prints what it found

In this order: the program that CHROMIUM names, one of the system, Playwright's own, Debian's package
where we are root, a download by Playwright.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--force-color-profile=srgb",
)
MISSING = (
    "The browser tests need Chromium: install your system's package chromium, or run "
    "`.venv/bin/python -m playwright install --with-deps chromium`, or name the program in CHROMIUM."
)


def launch_options() -> dict:
    """What `playwright.chromium.launch` takes here. Raises FileNotFoundError where there is no Chromium."""
    program = find()
    if program is None:
        raise FileNotFoundError(MISSING)
    # Chromium refuses its sandbox to root.
    arguments = [*ARGUMENTS, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    return {"executable_path": program, "args": arguments, "chromium_sandbox": os.geteuid() != 0}


def find() -> str | None:
    """The path of a Chromium that starts, or None. Installs nothing."""
    named = os.environ.get("CHROMIUM")
    candidates = [named] if named else map(shutil.which, NAMES)
    found = next((program for program in candidates if program and _starts(program)), None)
    return found if found or named else _of_playwright()


def find_or_install() -> str | None:
    return find() or _from_debian() or _download()


def _of_playwright() -> str | None:
    with sync_playwright() as playwright:
        program = playwright.chromium.executable_path
    return program if Path(program).exists() and _starts(program) else None


def _from_debian() -> str | None:
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return None
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for arguments in (["update"], ["install", "--yes", "--no-install-recommends", "chromium"]):
        command = ["apt-get", "--quiet", "--quiet", *arguments]
        subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=False)
    return find()


def _download() -> str | None:
    command = [sys.executable, "-m", "playwright", "install", "chromium"]
    try:
        subprocess.run(command, stdout=subprocess.DEVNULL, timeout=300, check=False)
    except subprocess.TimeoutExpired:
        return None
    return find()


def _starts(program: str) -> bool:
    try:
        # Ubuntu's package is a stub that only prints advice.
        return (
            subprocess.run([program, "--version"], capture_output=True, timeout=30, check=False).returncode
            == 0
        )
    except (OSError, subprocess.TimeoutExpired):
        return False


if __name__ == "__main__":
    program = find_or_install()
    sys.stdout.write(f"Chromium: {program}\n" if program else f"{MISSING}\n")
    sys.exit(0 if program else 1)
