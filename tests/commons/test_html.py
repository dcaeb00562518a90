"""User text becomes HTML here, so this is where an attack would come through."""

import re
from functools import cache
from html.parser import HTMLParser

import pytest
from brs_kb.payloads import get_all_payloads
from django.template import Context, Template
from hypothesis import given, strategies as st

from commons import html


class Reader(HTMLParser):
    """What a browser would make of it: each tag with its attributes."""

    def __init__(self, source):
        super().__init__()
        self.tags = []
        self.feed(source)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_comment(self, data):
        self.tags.append(("comment", {}))

    def handle_decl(self, decl):
        self.tags.append(("declaration", {}))

    def handle_pi(self, data):
        self.tags.append(("instruction", {}))


ALLOWED = {
    "a": {"href", "rel"},
    "blockquote": set(),
    "br": set(),
    "em": set(),
    "li": set(),
    "ol": {"start"},
    "p": set(),
    "strong": set(),
    "ul": set(),
}


def assert_harmless(rendered):
    for tag, attributes in Reader(rendered).tags:
        assert tag in ALLOWED
        assert set(attributes) <= ALLOWED[tag]
        if tag == "a":
            assert attributes["rel"] == "nofollow ugc noopener"
            assert re.match(r"(https?|mailto|tel):", attributes["href"], re.IGNORECASE)


@cache
def payloads():
    return [entry.payload for entry in get_all_payloads().values()]


@pytest.mark.slow
def test_no_known_attack_survives_as_text_link_or_html():
    assert len(payloads()) > 1000
    wrappers = (
        "{}",
        "[Bild]({})",
        "**{}**",
        "![{}](http://a.de)",
        "[x](<{}>)",
        "> - {}",
    )

    for number, payload in enumerate(payloads()):
        rendered = html.render_markdown(
            wrappers[number % len(wrappers)].format(payload)
        )

        assert_harmless(rendered)
        assert html.sanitise(rendered) == rendered


@pytest.mark.slow
def test_no_known_attack_survives_the_cleaning_of_raw_html():
    for payload in payloads():
        cleaned = html.sanitise(payload)

        assert_harmless(cleaned)


MARKDOWN = st.lists(
    st.sampled_from(
        [
            *"*_[]()<>!#`&;:/\\\n\t \"'=-+.1a",
            "**", "\n\n", "http://", "https://a.de", "javascript:", "data:", "mailto:a@b.de",
            "<script>", "<a href=", "onerror=", "&lt;", "&#x6a;", "www.a.de", "](", "> ", "- ",
            "<svg/onload=alert(1)>", "<!--", "-->", "<math>", "<style>", "\u202e", "\x00", "ä",
        ]
    ),
    max_size=40,
).map("".join)  # fmt: skip


@given(MARKDOWN)
def test_whatever_is_typed_is_harmless_and_stable(typed):
    rendered = html.render_markdown(typed)

    assert_harmless(rendered)
    assert html.sanitise(rendered) == rendered


@given(st.text())
def test_plain_text_is_one_line(typed):
    plain = html.plain_text(typed)

    assert plain == " ".join(plain.split())


@pytest.mark.parametrize(
    ("typed", "rendered"),
    (
        ("Ein *Baum*, **bitte**", "<p>Ein <em>Baum</em>, <strong>bitte</strong></p>"),
        ("# Groß\nund klein", "<p><strong>Groß</strong></p>\n<p>und klein</p>"),
        ("eins\nzwei", "<p>eins<br>\nzwei</p>"),
        ("- eins\n- zwei", "<ul>\n<li>eins</li>\n<li>zwei</li>\n</ul>"),
        ("3. drei", '<ol start="3">\n<li>drei</li>\n</ol>'),
        ("> gesagt", "<blockquote>\n<p>gesagt</p>\n</blockquote>"),
        ("    kein Code", "<p>kein Code</p>"),
        ("![Baum](https://a.de/b.png)", "<p>Baum</p>"),
        ("<b>roh</b>", "<p>&lt;b&gt;roh&lt;/b&gt;</p>"),
        ("a & b &amp; c", "<p>a &amp; b &amp;amp; c</p>"),
        ("[hier](/konto/)", "<p>hier</p>"),
        ("[dort](//a.de)", "<p>dort</p>"),
        ("Das geht nicht.Es fehlt", "<p>Das geht nicht.Es fehlt</p>"),
        ("rechts\u202enach links", "<p>rechtsnach links</p>"),
    ),
)
def test_the_subset(typed, rendered):
    assert html.render_markdown(typed).strip() == rendered


@pytest.mark.parametrize(
    ("typed", "address"),
    (
        ("www.berlin.de", "http://www.berlin.de"),
        ("siehe https://berlin.de/a?b=1&c=2.", "https://berlin.de/a?b=1&amp;c=2"),
        ("(http://a.de/x_(y))", "http://a.de/x_(y)"),
        ("[Amt](https://berlin.de)", "https://berlin.de"),
        ("[Post](mailto:amt@berlin.example)", "mailto:amt@berlin.example"),
        ("[Ruf an](tel:+4930902950)", "tel:+4930902950"),
    ),
)
def test_links_are_marked_as_written_by_users(typed, address):
    link = f'<a href="{address}" rel="nofollow ugc noopener">'

    assert link in html.render_markdown(typed)


@pytest.mark.parametrize(
    "scheme", ("javascript", "JaVaScRiPt", "data", "vbscript", "file")
)
def test_other_schemes_make_no_link(scheme):
    assert "<a" not in html.render_markdown(f"[x]({scheme}:alert%281%29)")


def run(text, *, is_strong=False, is_emphasised=False, href=""):
    return {
        "text": text, "is_strong": is_strong, "is_emphasised": is_emphasised, "href": href
    }  # fmt: skip


def test_papers_get_the_same_subset_as_blocks():
    typed = (
        "# Titel\n\nEin *Baum*\n[dort](https://a.de)\n\n3. drei\n   > **ja**\n\n[x](/y)"
    )

    assert html.text_blocks(typed) == [
        {"kind": "paragraph", "runs": [run("Titel", is_strong=True)]},
        {
            "kind": "paragraph",
            "runs": [
                run("Ein "), run("Baum", is_emphasised=True), run("\n"),
                run("dort", href="https://a.de"),
            ],
        },
        {
            "kind": "list", "is_ordered": True, "start": 3,
            "items": [[
                {"kind": "paragraph", "runs": [run("drei")]},
                {
                    "kind": "quote",
                    "blocks": [{"kind": "paragraph", "runs": [run("ja", is_strong=True)]}],
                },
            ]],
        },
        {"kind": "paragraph", "runs": [run("x")]},
    ]  # fmt: skip


def test_an_excerpt_has_no_markup_and_ends_at_a_word():
    text = "# Titel\n\nMehr **Bäume** am [Platz](https://a.de), <bitte>."

    assert html.plain_text(text) == "Titel Mehr Bäume am Platz, <bitte>."
    assert html.plain_text(text, 16) == "Titel Mehr…"


def test_the_filters_escape_what_they_must():
    template = Template("{% load usertext %}{{ t|markdown }}|{{ t|excerpt:40 }}")

    page = template.render(Context({"t": "*x* <script>"}))

    assert page == "<p><em>x</em> &lt;script&gt;</p>\n|x &lt;script&gt;"


def test_deep_nesting_stays_fast_and_harmless():
    assert_harmless(html.render_markdown("> " * 5000 + "x"))
    assert_harmless(html.render_markdown("*" * 20_000))
    assert_harmless(html.render_markdown("[" * 5000))
