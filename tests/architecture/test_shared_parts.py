"""What people who are signed in share of a page says nothing of any of them."""

import re

import pytest
from django.template import Context, Template, TemplateSyntaxError
from django.test import RequestFactory

from commons.pagecache import bump, parts as parts_of_pages
from commons.pagecache.nearby import Nearby
from commons.pagecache.parts import Parts
from tests.clients import StrictClient, sign_in
from tests.e2e import world as worlds
from tests.keys import empty_keys

pytestmark = pytest.mark.django_db
EACH_TIME = re.compile(r'name="(csrfmiddlewaretoken|key|einmal|begonnen)"')
SHARED = '{% load shared %}{% shared "a" %}{{ number }}{{ request }}{% csrf_token %}{% endshared %}'


@pytest.fixture
def empty_parts(monkeypatch):
    def empty():
        monkeypatch.setattr(parts_of_pages, "_nearby", Nearby())

    empty()
    return empty


def test_a_page_is_the_same_whoever_looked_at_it_before(empty_parts):
    world = worlds.build()
    resident = sign_in(StrictClient(), world.people["resident"])
    other = sign_in(StrictClient(), world.people["coordinator"])
    different = []

    for name, path in world.pages["anonymous"].items():
        empty_parts()
        alone = main_of(resident.get(path))
        empty_parts()
        other.get(path)
        if main_of(resident.get(path)) != alone:
            different.append(name)

    assert different == []


def test_a_part_is_rendered_once_and_again_after_a_change(
    empty_parts, django_capture_on_commit_callbacks
):
    shown = [render(number=1), render(number=2)]
    with django_capture_on_commit_callbacks(execute=True):
        bump("ideas")
    shown += [render(number=3)]
    empty_keys()
    shown += [render(number=4)]

    assert shown == ["1", "1", "3", "4"]


def test_a_part_sees_no_request_and_no_token(empty_parts):
    assert render(number=1, csrf_token="secret") == "1"


def test_a_part_needs_a_name():
    with pytest.raises(TemplateSyntaxError):
        Template("{% load shared %}{% shared %}{% endshared %}")


def render(**values):
    request = RequestFactory().get("/")
    request.shared_parts = Parts("page", ["everything", "ideas"])
    return Template(SHARED).render(Context({"request": request} | values))


def main_of(response):
    """The page's own part; tokens, keys and moments of forms differ each time."""
    html = response.content.decode()
    main = html.partition("<main")[2].partition("</main>")[0]
    return [line for line in main.splitlines() if not EACH_TIME.search(line)]
