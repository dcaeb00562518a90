"""The settings of the tests: each run has its own servers, each worker its own keys."""

import os
import tempfile
from importlib.util import find_spec
from pathlib import Path

RUN_FOLDER = Path(tempfile.gettempdir(), f"bindeglied-test-{os.getpid()}")
# Workers of pytest-xdist inherit these from the process that started the servers.
os.environ.setdefault("LOCAL_DIR", str(RUN_FOLDER))
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "main")
os.environ["REDIS_PREFIX"] = f"test-{WORKER}"

from config.settings import *  # noqa: E402


def is_built(app):
    folder = BASE_DIR / app.replace(".", "/")
    if not folder.exists():
        return bool(find_spec(app))
    return (folder / "register.py").exists() or (
        "register" not in (folder / "apps.py").read_text()
    )


INSTALLED_APPS = [app for app in INSTALLED_APPS if is_built(app)]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
}
