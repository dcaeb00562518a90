"""What every page needs for its frame. No query: anonymous pages stay cacheable."""

from dataclasses import dataclass
from functools import cached_property

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import get_language

from commons.design import navigation

# "ls" is no language subtag (LS is Lesotho); "simple" is the registered variant.
LANGUAGE_TAGS = {"de-ls": "de-simple"}


@dataclass(frozen=True)
class Entry:
    label: str | Promise
    url: str
    current: str  # the value for aria-current: "page", "true" below it, or ""


@dataclass(frozen=True)
class Language:
    code: str
    name: str | Promise
    tag: str
    is_current: bool


class Layout:
    """Computed piece by piece, so a fragment without a frame pays for nothing."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request
        self.site_name = settings.SITE_NAME
        self.district = settings.DISTRICT_NAME
        self.socket_url = settings.SOCKET_URL

    @cached_property
    def main(self) -> list[Entry]:
        return self._entries(navigation.MAIN)

    @cached_property
    def taking_part(self) -> list[Entry]:
        return self._entries(navigation.TAKING_PART)

    @cached_property
    def office(self) -> list[Entry]:
        return self._entries(navigation.office())

    @cached_property
    def legal(self) -> list[Entry]:
        return self._entries(navigation.LEGAL)

    @cached_property
    def idea_url(self) -> str:
        return navigation.NEW_IDEA.url

    @cached_property
    def ideas_url(self) -> str:
        return navigation.IDEAS.url

    @cached_property
    def search_url(self) -> str:
        return navigation.SEARCH.url

    @cached_property
    def contacts_url(self) -> str:
        return navigation.CONTACTS.url

    @property
    def language_tag(self) -> str:
        code = get_language() or settings.LANGUAGE_CODE
        return LANGUAGE_TAGS.get(code, code)

    @cached_property
    def languages(self) -> list[Language]:
        current = get_language() or settings.LANGUAGE_CODE
        return [
            Language(code, name, LANGUAGE_TAGS.get(code, code), code == current)
            for code, name in settings.LANGUAGES
        ]

    @property
    def path(self) -> str:
        return self._request.get_full_path()

    def _entries(self, sections: tuple[navigation.Section, ...]) -> list[Entry]:
        return [
            Entry(section.label, section.url, _current(self._request.path, section.url))
            for section in sections
        ]


def _current(path: str, url: str) -> str:
    if path == url:
        return "page"
    return "true" if path.startswith(url) else ""


def layout(request: HttpRequest) -> dict[str, Layout]:
    return {"layout": Layout(request)}
