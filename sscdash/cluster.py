"""The data folder of the embedded database: where it lies, which binaries fit it, how it is made."""

import hashlib
import os
import pwd
import shutil
import subprocess
from pathlib import Path

from sscdash.binaries import Binaries, find_binaries

OWNER = "sscdash"  # the database role that owns everything
SHARED = Path("/var/lib/sscdash")
UNPRIVILEGED = "nobody"  # PostgreSQL refuses to run as root


class EmbeddedError(Exception):
    """The embedded server cannot be started; the text says why and what to do."""


def home(var: Path) -> Path:
    """The folder that holds data folders: var/, or one under /var/lib where nobody could not enter var/."""
    var = var.resolve()
    if os.geteuid() != 0 or _open_to_all(var):
        return var
    folder = SHARED / hashlib.sha256(str(var).encode()).hexdigest()[:16]
    folder.mkdir(parents=True, exist_ok=True)
    for path in (SHARED, folder):
        path.chmod(0o755)
    (folder / "belongs-to").write_text(f"{var}\n")
    return folder


def _open_to_all(folder: Path) -> bool:
    return all(path.stat().st_mode & 0o001 for path in (folder, *folder.parents))


def choose(folder: Path) -> tuple[Binaries, Path]:
    """Binaries and data folder: first those that fit data that are there, else the best binaries."""
    found = find_binaries(os.environ.get("SSCDASH_POSTGRES", ""))
    pairs = [(binaries, folder / f"postgres-{binaries.major}") for binaries in found]
    for binaries, data in pairs:
        if data.exists():
            return binaries, data
    others = sorted(folder.glob("postgres-[0-9][0-9]"))
    if others and not os.environ.get("SSCDASH_POSTGRES"):
        version = others[-1].name.removeprefix("postgres-")
        raise EmbeddedError(
            f"{others[-1]} was written by PostgreSQL {version}, which is no longer installed. Install it "
            "again, or move that folder away to begin with an empty database."
        )
    return pairs[0]


def within_reach(binaries: Binaries, folder: Path) -> Binaries:
    """The binaries themselves, or a copy of the wheel's where nobody could not enter its folder."""
    if not binaries.from_wheel or os.geteuid() != 0 or _open_to_all(binaries.folder):
        return binaries
    installed = binaries.folder.parent
    package = installed.parent
    libraries = f"{package.name}.libs"
    copy = folder / f"binaries-{binaries.major}"
    target = copy / package.name / installed.name
    if not target.exists():
        draft = folder / "binaries.new"
        shutil.rmtree(draft, ignore_errors=True)
        shutil.copytree(installed, draft / package.name / installed.name, symlinks=True)
        shutil.copytree(package.parent / libraries, draft / libraries)
        shutil.rmtree(copy, ignore_errors=True)
        draft.rename(copy)
    return binaries._replace(folder=target / "bin")


def initialise(binaries: Binaries, data: Path, password: str, *, safe: bool) -> None:
    """Make the data folder. Done beside its final name, so that a half-made one is never taken for whole."""
    draft = data.with_suffix(".new")
    password_file = data.with_suffix(".password")
    try:
        password_file.write_text(password)
        password_file.chmod(0o600)
        _give_away(password_file)
        for locale in _locales(binaries.major):
            shutil.rmtree(draft, ignore_errors=True)
            draft.mkdir(mode=0o700)
            _give_away(draft)
            command = [binaries.folder / "initdb", "-D", draft, "-U", OWNER, "-A", "scram-sha-256"]
            command += [f"--pwfile={password_file}", "--encoding=UTF8", *locale]
            command += [] if safe else ["--no-sync"]
            made = subprocess.run(
                command, capture_output=True, text=True, check=False, cwd=draft, **without_root()
            )
            if made.returncode == 0:
                draft.rename(data)
                return
        raise EmbeddedError(f"initdb failed:\n{made.stdout[-500:]}{made.stderr[-1500:]}")
    finally:
        password_file.unlink(missing_ok=True)


def set_password(binaries: Binaries, data: Path, password: str) -> None:
    """Give the owner another password, while no server runs on the data."""
    command = [binaries.folder / "postgres", "--single", "-D", data, "postgres"]
    statement = f"ALTER ROLE {OWNER} PASSWORD '{password}'\n"
    subprocess.run(
        command, input=statement, text=True, check=True, capture_output=True, cwd=data, **without_root()
    )


def _locales(major: int) -> list[list[str]]:
    """Options to try in turn: characters of all scripts classed as Unicode has them, sorted by code point."""
    if major >= 17:
        return [["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"], ["--locale=C"]]
    return [["--locale=C.UTF-8"], ["--locale=C"]]


def without_root() -> dict:
    """Arguments for subprocess that leave root behind; none where we are not root."""
    if os.geteuid() != 0:
        return {}
    account = pwd.getpwnam(UNPRIVILEGED)
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


def _give_away(path: Path) -> None:
    if os.geteuid() == 0:
        account = pwd.getpwnam(UNPRIVILEGED)
        os.chown(path, account.pw_uid, account.pw_gid)
