"""What somebody reads and hears on a page: its texts and the attributes that speak."""

import re
from functools import cache
from html.parser import HTMLParser

from config import extraction, translations
from participation.ideas.models import Idea

SPEAKING = ("alt", "aria-label", "placeholder", "title", "data-label")
SILENT = {"script", "style", "svg"}
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]")
WORD = re.compile(r"[^\W\d_]{4}")
NUMBERS = {"number", "count", "days", "n", "minutes", "late"}
TAG = re.compile(r"<[^>]+>")
# Words that stand in nearly every German sentence, and in no English one.
GERMAN = re.compile(
    r"[äöüß]|\b(und|oder|nicht|Sie|wir|Ihre?|der|das|ein|eine|mit|von|ist|zur?)\b",
    re.IGNORECASE,
)


class _Reader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.said = []
        self._foreign = []  # elements in another language, such as the name of one
        self._silent = 0

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        self._silent += tag in SILENT
        if self._foreign or ("lang" in values and tag != "html"):
            self._foreign.append(tag)
        if tag == "meta" and values.get("name") == "description":
            self.said.append(values["content"])
        self.said += [values[name] for name in SPEAKING if values.get(name)]

    def handle_endtag(self, tag):
        self._silent -= tag in SILENT
        if tag in self._foreign:
            del self._foreign[self._foreign.index(tag) :]

    def handle_data(self, data):
        if not self._silent and not self._foreign and data.strip():
            self.said.append(" ".join(data.split()))


def said_on(page):
    reader = _Reader()
    reader.feed(page)
    return reader.said


def eyebrows():
    """A topic may be called as a message begins, such as "Thema 1"."""
    ideas = Idea.objects.select_related("topic", "region")
    return {
        f"{idea.topic.name} · {beside}"
        for idea in ideas
        for beside in (idea.number, idea.region.name if idea.region else "")
    }


def untranslated(page, locale, names):
    """Messages of the catalogue that a page says in German though it could do better."""
    said = "\n".join(text for text in said_on(page) if text not in names)
    return {german for german, pattern in _patterns(locale) if pattern.search(said)}


@cache
def _patterns(locale):
    catalog = translations.read(locale)
    spoken = {text for entry in catalog for text in _texts(entry.string)}
    messages = extraction.messages()
    german = {text for message in messages for text in message[:2] if _says(text)}
    return [(text, _pattern(text)) for text in german - spoken]


def _says(message):
    """Whether it is more than places for words of others, as "%(others)s und %(last)s"."""
    return bool(WORD.search(PLACEHOLDER.sub("", message)) or "%(" not in message)


def _texts(string):
    return (string,) if isinstance(string, str) else string


def _pattern(message):
    """A whole text on the page, whatever its placeholders stand for."""
    plain = TAG.sub("", message).replace("%%", "%")
    plain = " ".join(plain.split())
    words = [
        (r"[\d.]+" if part in NUMBERS else ".+") if place % 2 else re.escape(part)
        for place, part in enumerate(PLACEHOLDER.split(plain))
    ]
    return re.compile(rf"^{''.join(words)}[:.]?$", re.MULTILINE)


def german_on(page, names):
    """Texts that look German and are no names that stay German in every language."""
    found = []
    for text in said_on(page):
        rest = text
        for name in sorted(names, key=len, reverse=True):
            rest = rest.replace(name, "")
        if GERMAN.search(rest):
            found.append(text)
    return found
