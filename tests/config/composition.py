"""docker-compose.yml as Compose reads it: merged, its variables filled in."""

import re

import yaml

from tests.servers import ROOT

VARIABLE = re.compile(r"\$\{(\w+)(?::([-?])([^}]*))?\}")
SETTINGS = {
    "POSTGRES_PASSWORD": "only-for-this-test",
    "SITE_ADDRESS": "localhost",
}


def interpolate(node, variables):
    """Fill in ${NAME}, ${NAME:-default} and ${NAME:?message} as Compose does."""

    def fill(match):
        name, sign, rest = match.groups()
        if variables.get(name):
            return variables[name]
        assert sign != "?", f"{name}: {rest}"
        return rest or ""

    if isinstance(node, str):
        return VARIABLE.sub(fill, node)
    if isinstance(node, dict):
        return {key: interpolate(value, variables) for key, value in node.items()}
    if isinstance(node, list):
        return [interpolate(value, variables) for value in node]
    return node


def compose(**variables):
    text = (ROOT / "docker-compose.yml").read_text()
    return interpolate(yaml.safe_load(text), SETTINGS | variables)


def env_example():
    """The lines of .env.example that are not comments."""
    lines = (ROOT / ".env.example").read_text().splitlines()
    return dict(line.split("=", 1) for line in lines if line and line[0] != "#")
