"""docker-compose.yml: its form, and that its commands are those of `manage.py up`.

There is no Docker engine where the tests run; test_compose_runs.py starts each
service's command as a process.
"""

from pathlib import Path

import jsonschema
import pytest

from config import stack
from tests.config.composition import compose
from tests.servers import ROOT

OURS = ("migrate", "web", "live", "worker", "beat")
LONG_RUNNING = ("db", "valkey", "web", "live", "worker", "beat", "proxy")
WORDS = {"type": "array", "items": {"type": "string"}}
TABLE = {"type": "object", "additionalProperties": {"type": "string"}}
CONDITIONS = ("service_started", "service_healthy", "service_completed_successfully")
# The part of the Compose Specification that the file uses; anything else fails.
SCHEMA = {
    "type": "object",
    "additionalProperties": False,
    "required": ["services"],
    "patternProperties": {"^x-": {}},
    "properties": {
        "name": {"type": "string", "pattern": "^[a-z0-9][a-z0-9_-]*$"},
        "services": {
            "type": "object",
            "patternProperties": {"^[a-zA-Z0-9._-]+$": {"$ref": "#/$defs/service"}},
            "additionalProperties": False,
        },
        "networks": {
            "type": "object",
            "additionalProperties": {
                "type": ["object", "null"],
                "properties": {"internal": {"type": "boolean"}},
                "additionalProperties": False,
            },
        },
        "volumes": {"type": "object", "additionalProperties": {"type": "null"}},
    },
    "$defs": {
        "duration": {"type": "string", "pattern": r"^(\d+(ms|s|m|h))+$"},
        "service": {
            "type": "object",
            "additionalProperties": False,
            "required": ["image", "command"],
            "properties": {
                "image": {"type": "string"},
                "build": {
                    "type": "object",
                    "additionalProperties": False,
                    "required": ["context", "target"],
                    "properties": {
                        "context": {"const": "."},
                        "target": {"type": "string"},
                    },
                },
                "command": WORDS,
                "user": {"type": "string"},
                "environment": TABLE,
                "env_file": {"const": ".env"},
                "restart": {"enum": ["no", "always", "on-failure", "unless-stopped"]},
                "read_only": {"type": "boolean"},
                "cap_drop": WORDS,
                "security_opt": WORDS,
                "tmpfs": WORDS,
                "volumes": WORDS,
                "networks": WORDS,
                "ports": WORDS,
                "shm_size": {"type": "string"},
                "stop_signal": {"type": "string"},
                "stop_grace_period": {"$ref": "#/$defs/duration"},
                "logging": {"type": "object"},
                "depends_on": {
                    "type": "object",
                    "additionalProperties": {
                        "type": "object",
                        "additionalProperties": False,
                        "properties": {"condition": {"enum": list(CONDITIONS)}},
                    },
                },
                "healthcheck": {
                    "type": "object",
                    "additionalProperties": False,
                    "required": ["test"],
                    "properties": {
                        "test": {
                            "type": "array",
                            "prefixItems": [{"const": "CMD"}],
                            "items": {"type": "string"},
                        },
                        "interval": {"$ref": "#/$defs/duration"},
                        "timeout": {"$ref": "#/$defs/duration"},
                        "start_period": {"$ref": "#/$defs/duration"},
                    },
                },
            },
        },
    },
}


@pytest.fixture(scope="module")
def composition():
    return compose()


def test_the_file_fits_the_specification(composition):
    jsonschema.Draft202012Validator.check_schema(SCHEMA)

    jsonschema.validate(composition, SCHEMA)


def test_what_a_service_names_exists(composition):
    for name, service in composition["services"].items():
        volumes = {volume.split(":")[0] for volume in service.get("volumes", ())}
        assert volumes <= set(composition["volumes"]), name
        assert set(service["networks"]) <= set(composition["networks"]), name
        assert set(service.get("depends_on", ())) <= set(composition["services"]), name


@pytest.mark.parametrize("name", LONG_RUNNING)
def test_a_service_is_locked_down_and_watched(name, composition):
    service = composition["services"][name]

    assert service["user"] not in {"root", "0"}
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["restart"] == "unless-stopped"
    assert service["healthcheck"]["test"][0] == "CMD"


def test_only_the_proxy_is_published_and_the_database_has_no_way_out(composition):
    services = composition["services"]

    assert [name for name in services if "ports" in services[name]] == ["proxy"]
    assert services["db"]["networks"] == services["valkey"]["networks"] == ["inside"]
    assert composition["networks"]["inside"] == {"internal": True}


@pytest.mark.parametrize("name", ("web", "live", "worker", "beat"))
def test_ours_start_after_the_migration(name, composition):
    assert composition["services"][name]["depends_on"] == {
        "migrate": {"condition": "service_completed_successfully"},
        "db": {"condition": "service_healthy"},
        "valkey": {"condition": "service_healthy"},
    }


def test_the_commands_are_those_that_up_starts():
    services = compose(WEB_PROCESSES="3", WEB_THREADS="5", WORKER_PROCESSES="7")[
        "services"
    ]
    layout = stack.Layout(
        local=Path("/tmp"),
        web_port=8000,
        live_port=8001,
        web_processes=3,
        web_threads=5,
        worker_processes=7,
    )

    assert {
        name: services[name]["command"] for name in ("web", "live", "worker", "beat")
    } == {
        "web": stack.web_command(layout, host="0.0.0.0"),
        "live": stack.live_command(layout, host="0.0.0.0"),
        "worker": stack.worker_command(layout),
        "beat": stack.beat_command(layout),
    }


@pytest.mark.parametrize("name", OURS)
def test_ours_are_the_image_whose_files_they_may_only_read(name, composition):
    service = composition["services"][name]

    assert service["build"] == {"context": ".", "target": "app"}
    assert service["user"] == "10001"
    assert service["volumes"] == ["files:/srv/files"]


def test_the_image_has_what_compose_asks_of_it(composition):
    dockerfile = (ROOT / "Dockerfile").read_text()
    targets = {
        service["build"]["target"]
        for service in composition["services"].values()
        if "build" in service
    }

    assert all(f" AS {target}\n" in dockerfile for target in targets)
    assert "--uid 10001" in dockerfile
    assert "-u 10002" in dockerfile
    assert "--require-hashes -r /tmp/base.txt" in dockerfile


def test_only_what_the_product_needs_gets_into_the_image():
    lines = (ROOT / ".dockerignore").read_text().splitlines()
    let_in = [line[1:] for line in lines if line.startswith("!")]

    assert lines[0] == "*"
    assert ".env" not in let_in
    assert "tests" not in let_in
    assert {"config", "commons", "manage.py", "requirements/base.txt"} <= set(let_in)
