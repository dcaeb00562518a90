"""The settings of the tests: each run has its own servers, each worker its own keys."""

import os
import tempfile
from pathlib import Path

RUN_FOLDER = Path(tempfile.gettempdir(), f"bindeglied-test-{os.getpid()}")
# Workers of pytest-xdist inherit these from the process that started the servers.
os.environ.setdefault("LOCAL_DIR", str(RUN_FOLDER))
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "main")
os.environ["REDIS_PREFIX"] = f"test-{WORKER}"

from config.settings import *  # noqa: E402 -- needs the environment

# Nothing is collected; the files are served as they lie.
STATIC_ROOT = BASE_DIR / "static"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
}
# Tests fill in forms faster than anybody.
SECONDS_TO_FILL = 0
