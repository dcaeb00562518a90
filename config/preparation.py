"""What must be so before the processes start: tables, facts, demo, files."""

import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

from commons.accounts.models import User
from config import translations
from participation.ideas.models import Idea


def prepare_database(*, is_demo: bool) -> None:
    """Migrate (which checks the number of connections) and bring in the facts."""
    call_command("migrate", verbosity=0, interactive=False)
    call_command("load_facts", verbosity=0)
    if is_demo and is_empty():
        call_command("load_demo")


def is_empty() -> bool:
    return not User.objects.exists() and not Idea.objects.exists()


def prepare_files() -> bool:
    """Compile translations, collect and compress static files, where any changed.

    Says whether static files were collected.
    """
    translations.compile_all()
    stamp = Path(settings.STATIC_ROOT).with_name("static.stamp")
    state = state_of_static_files()
    if stamp.exists() and stamp.read_text() == state:
        return False
    call_command("collectstatic", verbosity=0, interactive=False, clear=True)
    stamp.write_text(state)
    return True


def state_of_static_files() -> str:
    """Digest names, sizes and times; reading 400 files would cost a second start."""
    digest = hashlib.sha256(settings.STATIC_ROOT.__fspath__().encode())
    for finder in get_finders():
        for name, storage in finder.list([]):
            status = Path(storage.path(name)).stat()
            digest.update(f"{name} {status.st_size} {status.st_mtime_ns}\n".encode())
    return digest.hexdigest()
