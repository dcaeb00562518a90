"""The plain part of a mail is made of words: no filter of its templates gives markup."""

import inspect
from pathlib import Path

import pytest
from django.conf import settings
from django.template import engines
from django.template.base import FilterExpression, Node

ROOT = Path(settings.BASE_DIR) / "templates"
TEXTS = sorted(str(path.relative_to(ROOT)) for path in ROOT.rglob("*.txt"))
OF_DJANGO = {
    *("escape", "force_escape", "json_script", "linebreaks", "linebreaksbr"),
    *("linenumbers", "safe", "unordered_list", "urlize", "urlizetrunc"),
}


@pytest.mark.parametrize("name", TEXTS)
def test_no_filter_of_a_text_gives_markup(name):
    template = engines["django"].get_template(name).template

    chains = [
        [given.__name__ for given, _arguments in expression.filters]
        for expression in expressions(template)
        if any(gives_markup(given) for given, _arguments in expression.filters)
    ]

    assert [chain for chain in chains if chain[-1] != "striptags"] == []


def expressions(template):
    for node in template.nodelist.get_nodes_by_type(Node):
        yield from _within(vars(node).values())


def _within(values):
    for value in values:
        if isinstance(value, FilterExpression):
            yield value
        elif isinstance(value, list | tuple):
            yield from _within(value)
        elif isinstance(value, dict):
            yield from _within(value.values())


def gives_markup(given):
    """Ours say so by what they return; Django's are known."""
    plain = inspect.unwrap(given)
    says = str(inspect.signature(plain).return_annotation)
    return "SafeString" in says or plain.__name__ in OF_DJANGO
