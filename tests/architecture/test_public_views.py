from django.urls import URLResolver, get_resolver

from tests.architecture.public_views import PUBLIC_VIEWS


def walk(resolver, namespace=""):
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from walk(pattern, namespace + inner)
        elif pattern.name:
            yield namespace + pattern.name, pattern.callback


def test_public_views_are_those_on_the_reviewed_list():
    public = {
        name
        for name, view in walk(get_resolver())
        if not getattr(view, "login_required", True)
    }

    assert public == PUBLIC_VIEWS


def test_every_route_has_a_name_and_one_meaning():
    names = {}
    for name, view in walk(get_resolver()):
        names.setdefault(name, set()).add(getattr(view, "__name__", repr(view)))

    assert {name: views for name, views in names.items() if len(views) > 1} == {}
