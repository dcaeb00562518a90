"""Finds text forms in pages, and says which of them would lose what is typed."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import parse_qs, urlsplit

from commons.drafts import registry
from commons.drafts.addresses import form_at


@dataclass
class TextForm:
    """A `<form method="post">` of a page, with what a draft of it needs to know."""

    action: str
    wrapped_in: str | None
    texts: dict = field(default_factory=dict)  # name of each <textarea>: its words
    save_url: str | None = None

    def fault(self, page):
        """Why this form loses words, or ""."""
        save = self.save_url or self.wrapped_in
        if save is None:
            return f"{page}: {sorted(self.texts)} stand in no <draft-form>"
        parts, posts_to = urlsplit(save), form_at(self.action or page)
        known = registry.find(parts.path.split("/")[2])
        if known is None:
            return f"{page}: {save} is of no registered form"
        if missing := set(self.texts) - known.fields:
            return f"{page}: {known.key} does not keep {sorted(missing)}"
        if posts_to != known:
            return f"{page}: the view that takes in {known.key} knows of no draft"
        target = parse_qs(parts.query).get("ziel", [""])[0]
        return "" if known.accepts(target) else f"{page}: {target} is refused"


class Finder(HTMLParser):
    """Every form that is posted and has a `<textarea>`."""

    def __init__(self):
        super().__init__()
        self.forms = []
        self.form = self.text = self.around = None

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        if tag == "form" and values.get("method", "").lower() == "post":
            self.form = TextForm(values.get("action", ""), self.around)
        elif tag == "draft-form" and self.form is None:
            self.around = values["action"]
        elif tag == "draft-form":
            self.form.save_url = values["action"]
        elif tag == "textarea" and self.form is not None:
            self.text = values["name"]
            self.form.texts[self.text] = ""

    def handle_data(self, data):
        if self.text is not None:
            self.form.texts[self.text] += data

    def handle_endtag(self, tag):
        if tag == "textarea":
            self.text = None
        elif tag == "draft-form" and self.form is None:
            self.around = None
        elif tag == "form" and self.form is not None:
            if self.form.texts:
                self.forms.append(self.form)
            self.form = None


def text_forms(html):
    finder = Finder()
    finder.feed(html)
    return finder.forms
