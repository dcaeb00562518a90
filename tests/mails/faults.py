"""What is wrong with a mail, in words; nothing is, where the list is empty."""

import re
from email.utils import parseaddr, parsedate_to_datetime
from html import unescape
from html.parser import HTMLParser
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils.html import strip_tags

from commons.design.context_processors import LANGUAGE_TAGS
from commons.notifications import unsubscribing
from tests.mails.samples import WAYS

LARGEST, LONGEST_SUBJECT, LONGEST_LINE = 60_000, 120, 78
VOID = {"meta", "br", "hr", "img", "link", "input"}
FOREIGN = {"img", "link", "script", "iframe", "object", "embed", "form", "video", "svg"}
ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>\"“”]+[^\s<>\"“”.,;:)]")
LEFT = re.compile(r"%\(\w+\)s|\{\{|\{%|\bNone\b(?! of)|<django|object at 0x|&amp;lt;")
BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")
TRACKING = re.compile(r"utm_|[?&](mc_|trk|track|pixel|fbclid)")
WISHES = settings.BASE_URL + reverse("notifications:preferences-link", args=["-"])[:-2]
STOP = ("List-Unsubscribe", "List-Unsubscribe-Post")


class Page(HTMLParser):
    """The HTML part: its elements, links and words; `torn` where it is not well."""

    def __init__(self, html):
        super().__init__()
        self.torn, self.links, self.tags, self.headings = [], [], [], []
        self.lang, self.title, self.preview, self.words = "", "", "", []
        self._open, self._hidden = [], 0
        self.feed(html)
        self.close()
        self.torn += [f"<{tag}> bleibt offen" for tag, _hidden in self._open]

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        self.tags.append((tag, values))
        if tag == "html":
            self.lang = values.get("lang", "")
        if tag == "a":
            self.links.append(values.get("href") or "")
        if re.fullmatch(r"h[1-6]", tag):
            self.headings.append(int(tag[1]))
        is_hidden = "display:none" in (values.get("style") or "")
        if tag not in VOID:
            self._open.append((tag, is_hidden))
            self._hidden += is_hidden

    def handle_endtag(self, tag):
        if not self._open or self._open[-1][0] != tag:
            self.torn.append(f"</{tag}> schließt nichts")
            return
        self._hidden -= self._open.pop()[1]

    def handle_data(self, data):
        inside = {tag for tag, _hidden in self._open}
        if "title" in inside:
            self.title += data
        elif self._hidden:
            self.preview += data
        elif not inside & {"style", "head", "th"}:
            self.words.append(data)

    @property
    def said(self):
        return " ".join(" ".join(self.words).split())


def of(mail):
    """Each fault with the mail it is in, so that one list tells about many."""
    page = Page(mail.html)
    found = [
        *of_headers(mail),
        *of_html(mail, page),
        *of_text(mail),
        *of_links(mail, page),
        *of_likeness(mail, page),
        *of_wishes(mail, page),
    ]
    return [f"{mail.name}: {fault}" for fault in found]


def of_headers(mail):
    message = mail.message
    name, address = parseaddr(str(message["From"]))
    expected = {
        "Message-ID": mail.delivery.message_id,
        "Auto-Submitted": "auto-generated",
        "Content-Language": LANGUAGE_TAGS.get(mail.language, mail.language),
    }
    for header, value in expected.items():
        if str(message[header]) != value:
            yield f"{header} ist {message[header]}, nicht {value}"
    if f"{name} <{address}>" != settings.MAIL_FROM:
        yield f"Absender {message['From']}"
    if parsedate_to_datetime(str(message["Date"])).tzinfo is None:
        yield "Datum ohne Zeitzone"
    subject = str(message["Subject"])
    if not 5 <= len(subject) <= LONGEST_SUBJECT:
        yield f"Betreff mit {len(subject)} Zeichen"
    raw = message.as_bytes()
    if len(raw) - sum(map(_size, message.iter_attachments())) > LARGEST:
        yield f"{len(raw)} Bytes"
    yield from of_words(mail, subject)


def of_wishes(mail, page):
    """An account's mail leads to its wishes, an address has none."""
    ways = {link for link in page.links if link.startswith(WISHES)}
    people = {unsubscribing.person_of(way[len(WISHES) :].strip("/")) for way in ways}
    user = mail.delivery.to_user
    if people != ({user} - {None}) or len(ways) > 1:
        yield f"Wünsche von {people or 'niemandem'} statt {user}"


def of_words(mail, subject):
    message = mail.message
    for header in ("Bcc", "Cc"):
        if message[header]:
            yield f"{header} eingeschmuggelt"
    if mail.rendered.reply_to and message["X-Auto-Response-Suppress"]:
        yield "Abwesenheiten wären eine Antwort"
    for text in (subject, mail.text, mail.html):
        if BIDI.search(text):
            yield "Zeichen, die Schrift umdrehen"
        if left := LEFT.search(text):
            yield f"nicht ausgefüllt: {left[0]}"


def of_html(mail, page):
    yield from page.torn
    if page.lang != LANGUAGE_TAGS.get(mail.language, mail.language):
        yield f"lang={page.lang}"
    if page.title != str(mail.rendered.subject):
        yield f"Titel „{page.title}“"
    yield from of_elements(mail, page)
    if page.headings.count(1) != 1 or page.headings[0] != 1:
        yield f"Überschriften {page.headings}"
    preview = " ".join(page.preview.replace("\u200c", "").split("\u034f")[0].split())
    if not preview or page.said.startswith(preview):
        yield f"Vorschau „{preview}“"


def of_elements(mail, page):
    if foreign := {tag for tag, _values in page.tags} & FOREIGN - {"link"}:
        yield f"fremde Elemente {foreign}"
    for tag, values in page.tags:
        for attribute, value in values.items():
            if attribute.startswith("on") or attribute in {"src", "background"}:
                yield f"<{tag} {attribute}={value}>"
    if "url(" in mail.html or "@import" in mail.html or "flex" in mail.html:
        yield "CSS, das lädt oder das Outlook nicht kennt"
    if any(b - a > 1 for a, b in zip(page.headings, page.headings[1:], strict=False)):
        yield f"Überschriften springen: {page.headings}"


def of_text(mail):
    lines = mail.text.splitlines()
    if mail.message.get_body("plain")["Content-Type"].params["format"] != "flowed":
        yield "Text ist nicht format=flowed"
    for line in lines:
        is_address = ADDRESS.fullmatch(line.strip()) is not None
        if len(line) > LONGEST_LINE and not is_address:
            yield f"Zeile mit {len(line)} Zeichen: {line}"
    if "\n\n\n" in mail.text:
        yield "Lücken im Text"
    if "-- " not in lines:
        yield "kein Fuß"
    if markup := re.search(r"</?[a-z]+[^<>]*>|\*\*|(?:[a-z]+=\")", mail.text):
        yield f"Auszeichnung im Text: {markup[0]}"


def of_links(mail, page):
    for href in page.links:
        parts = urlsplit(href)
        is_ours = f"{parts.scheme}://{parts.netloc}" == settings.BASE_URL
        if not is_ours and href not in WAYS:
            yield f"Link {href!r} führt nicht zu uns"
        if TRACKING.search(href):
            yield f"Link {href} verfolgt"
    in_text = set(map(_bare, ADDRESS.findall(mail.rendered.text)))
    in_html = set(map(_bare, page.links))
    if missing := in_html - in_text:
        yield f"im Text fehlen {missing}"
    if missing := in_text - in_html:
        yield f"im HTML fehlen {missing}"


def _bare(address):
    return address.removeprefix("https://").removeprefix("http://").rstrip("/")


def of_likeness(mail, page):
    """The same facts: what the text says stands in the HTML, in whichever order."""
    said = _plain(page.said)
    for line in mail.rendered.text.splitlines():
        words = [word for word in _plain(line).split() if len(word) > 3]
        missing = [word for word in words if word not in said]
        if missing and not ADDRESS.search(line):
            yield f"nur im Text: {missing[:6]}"
    told = _plain(f"Bindeglied {mail.rendered.subject} {mail.rendered.text}")
    missing = [word for word in said.split() if len(word) > 3 and word not in told]
    if missing:
        yield f"nur im HTML: {missing[:6]}"


def _plain(text):
    return re.sub(r"[^\w]+", " ", unescape(strip_tags(text)).casefold())


def _size(part):
    return len(part.as_bytes())
