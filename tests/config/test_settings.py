"""Settings from the environment: what production refuses, what the example sets."""

import json
import re
import secrets
import subprocess
import sys

import pytest

from config.settings_test import DEMO_SECRET_KEY
from tests.config.composition import env_example
from tests.config.running import clean_environment
from tests.servers import ROOT

PRODUCTION = {"BINDEGLIED_MODE": "production"}
REFUSED = "SECRET_KEY must be set to at least 50 random characters in production."


def manage(*words, folder=ROOT, **environment):
    return subprocess.run(
        [sys.executable, "manage.py", *words],
        check=False,
        cwd=folder,
        env=clean_environment(**environment),
        capture_output=True,
        text=True,
        timeout=60,
    )


@pytest.mark.parametrize(
    ("environment", "message"),
    (
        (PRODUCTION, REFUSED),
        (PRODUCTION | {"SECRET_KEY": "short"}, REFUSED),
        (PRODUCTION | {"SECRET_KEY": DEMO_SECRET_KEY}, REFUSED),
        (
            {"BINDEGLIED_MODE": "prod"},
            "BINDEGLIED_MODE is 'prod'; it must be demo or production.",
        ),
    ),
)
def test_a_start_is_refused(environment, message):
    ended = manage("check", **environment)

    assert ended.returncode == 1
    assert ended.stderr.strip().splitlines()[-1].endswith(message)


def test_the_production_example_passes_the_deployment_check():
    example = env_example() | {"SECRET_KEY": secrets.token_urlsafe(64)}

    ended = manage("check", "--deploy", "--fail-level", "WARNING", **example)

    assert ended.stderr == ""
    assert ended.stdout == "System check identified no issues (0 silenced).\n"


def test_the_example_without_a_key_is_refused():
    ended = manage("check", **env_example())

    assert ended.returncode == 1
    assert ended.stderr.strip().splitlines()[-1].endswith(REFUSED)


def test_the_example_explains_each_variable():
    settings = (ROOT / "config/settings.py").read_text()
    compose = (ROOT / "docker-compose.yml").read_text()
    read = set(re.findall(r'env\.\w+\(\s*"(\w+)"', settings))
    read |= set(re.findall(r"\$\{(\w+)", compose))
    example = (ROOT / ".env.example").read_text()
    explained = set(re.findall(r"^#?([A-Z_]+)=", example, re.MULTILINE))

    assert explained == read


def test_the_example_keeps_the_defaults_where_both_have_one():
    """An empty list or object in the example must not turn into [''] or a text."""
    code = (
        "import json; from django.conf import settings as s; print(json.dumps(["
        "s.SECRET_KEY_FALLBACKS, s.ACCOUNT_RATE_LIMITS, s.METRICS_TOKEN,"
        "s.SOCIALACCOUNT_PROVIDERS['openid_connect']['APPS'], s.DEMO_MAILBOX]))"
    )
    example = env_example() | {"SECRET_KEY": secrets.token_urlsafe(64)}

    ended = manage("shell", "--no-imports", "--command", code, **example)

    assert json.loads(ended.stdout) == [[], {}, "", [], ""]
