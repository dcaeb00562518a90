"""Nothing inline, nothing unsafe, nothing from elsewhere."""

import re

import pytest

from tests.architecture.house import ROOT, templates

FORBIDDEN = {
    "inline style": re.compile(r"<[^>]+\sstyle\s*=", re.IGNORECASE),
    "style element": re.compile(r"<style\b", re.IGNORECASE),
    "inline script": re.compile(r"<script(?![^>]*\bsrc=)", re.IGNORECASE),
    "inline handler": re.compile(r"<[^>]+\son[a-z]+\s*=", re.IGNORECASE),
    "safe filter": re.compile(r"\|\s*safe\b|autoescape off|mark_safe"),
    "other host": re.compile(
        r"<(script|img|link|iframe|source|video|audio)[^>]+https?://", re.IGNORECASE
    ),
    "microseconds in <time>": re.compile(r'date:"c"|now "c"'),
}
PAGES = [path for path in templates() if "mail" not in path.relative_to(ROOT).parts]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_templates_hold_nothing_inline(path):
    text = re.sub(
        r"\{#.*?#\}|\{% comment %\}.*?\{% endcomment %\}",
        "",
        path.read_text(),
        flags=re.DOTALL,
    )

    found = [name for name, pattern in FORBIDDEN.items() if pattern.search(text)]

    assert found == []


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_components_get_only_what_they_are_given(path):
    includes = re.findall(r"\{% include \"components/[a-z][^%]*%\}", path.read_text())

    assert [tag for tag in includes if not tag.rstrip(" %}").endswith("only")] == []


@pytest.mark.parametrize(
    "path",
    [
        path
        for path in templates()
        if path.parent.name == "components" and not path.name.startswith("_")
    ],
    ids=lambda path: path.name,
)
def test_components_name_their_parameters_on_top(path):
    assert path.read_text().startswith(("{#", "{% comment %}"))


ASKS = re.compile(r"\bhx-(get|post)=")
BRINGS = re.compile(r"htmx-2.min.js|{% htmx_script %}")
PARTS = re.compile(r"\{% (?:include|extends) \"([^\"]+)\"")
# They ask by htmx only with a target; without one they lead on as plain forms.
BY_CHOICE = {
    "actors/_directory_filter.html",
    "calendar/_event_filter.html",
    "ideas/_filter.html",
    "regions/_find_form.html",
}
OURS = {str(path.relative_to(ROOT / "templates")): path.read_text() for path in PAGES}


def whole(name, seen):
    """A template with all of ours that it includes or extends by name."""
    if name in seen | BY_CHOICE or name not in OURS:
        return ""
    seen.add(name)
    parts = PARTS.findall(OURS[name])
    return OURS[name] + "".join(whole(part, seen) for part in parts)


@pytest.mark.parametrize(
    "path",
    [path for path in PAGES if not path.name.startswith("_")],
    ids=lambda path: str(path.relative_to(ROOT)),
)
def test_pages_that_ask_by_htmx_bring_it(path):
    text = whole(str(path.relative_to(ROOT / "templates")), set())

    assert not ASKS.search(text) or BRINGS.search(text)
