"""Dates, devices, states and addresses as the pages write them."""

from datetime import UTC, date, datetime

import pytest
from django.template import Context, Template
from django.utils import translation
from django.utils.safestring import SafeString


def rendered(markup, **context):
    return Template("{% load design %}" + markup).render(Context(context))


def test_a_day_is_written_out_and_readable_for_machines():
    html = rendered("{{ day|day }}", day=date(2026, 1, 2))

    assert html == '<time datetime="2026-01-02">2. Januar 2026</time>'


def test_a_moment_is_shown_as_its_day_in_berlin():
    html = rendered(
        "{{ moment|day }}", moment=datetime(2026, 6, 30, 22, 30, tzinfo=UTC)
    )

    assert html == '<time datetime="2026-07-01">1. Juli 2026</time>'


def test_a_moment_has_no_microseconds():
    moment = datetime(2026, 6, 30, 12, 5, 9, 123456, tzinfo=UTC)

    html = rendered("{{ moment|moment }}", moment=moment)

    assert (
        html
        == '<time datetime="2026-06-30T14:05+02:00">30. Juni 2026, 14:05 Uhr</time>'
    )


def test_nothing_is_written_for_no_date():
    assert rendered("{{ none|day }}{{ none|moment }}", none=None) == ""


def test_english_pages_write_english_dates():
    with translation.override("en"):
        assert "2 January 2026" in rendered("{{ day|day }}", day=date(2026, 1, 2))


def test_a_badge_is_told_by_icon_and_word():
    html = rendered(
        '{% include "components/state_badge.html" with state="not_possible" label="Nicht möglich" only %}'
    )

    assert 'class="badge tone-stop"' in html
    assert "icons.svg#stop" in html
    assert "Nicht möglich" in html


def test_a_state_that_is_unknown_still_has_a_badge():
    html = rendered(
        '{% include "components/state_badge.html" with state="neu" label="Neu" only %}'
    )

    assert 'class="badge tone-calm"' in html


@pytest.mark.parametrize(
    ("query", "expected"),
    (
        ("{% query request page=None %}", "?q=Weg"),
        ("{% query request page=3 %}", "?q=Weg&amp;page=3"),
    ),
)
def test_a_link_keeps_what_was_asked_before(rf, query, expected):
    assert rendered(query, request=rf.get("/?q=Weg&page=2")) == expected


@pytest.mark.parametrize(
    ("agent", "name"),
    (
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0",
            "Firefox, Windows",
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile/15E148 Safari/604.1",
            "Safari, iPhone",
        ),
        (
            "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36 Edg/140.0",
            "Edge, Linux",
        ),
        ("", "Unbekanntes Gerät"),
    ),
)
def test_devices_are_named_as_people_know_them(agent, name):
    assert rendered("{{ agent|device_name }}", agent=agent) == name


def test_the_way_of_an_idea_tells_done_now_and_next_apart():
    entries = [
        {
            "title": "Eingereicht",
            "phase": "done",
            "when": date(2026, 3, 2),
            "icon": "idea",
        },
        {
            "title": "Beim Amt",
            "phase": "now",
            "icon": "office",
            "note": "Antwort bis 7. April",
        },
        {"title": "Antwort", "phase": "next", "icon": "speech"},
    ]

    html = rendered(
        '{% include "components/timeline.html" with entries=entries only %}',
        entries=entries,
    )

    assert html.count('aria-current="step"') == 1
    assert html.count("kommt noch") == 1
    assert (
        html.index("Eingereicht") < html.index("Beim Amt") < html.index("Antwort bis")
    )


def test_a_telephone_number_can_be_dialled():
    html = rendered(
        '{% include "components/contact.html" with phone="030 12345-678" only %}'
    )

    assert 'href="tel:03012345678"' in html
    assert "<h2>Wir helfen Ihnen</h2>" in html


def test_a_name_of_three_places_breaks_after_its_slashes():
    html = rendered("{{ name|breakable }}", name="Blankenburg/Heinersdorf/Märchenland")

    assert html == "Blankenburg/<wbr>Heinersdorf/<wbr>Märchenland"


def test_no_sign_is_added_that_a_copied_name_would_keep():
    word = "Stadtteilversammlung"

    assert rendered("{{ word|breakable }}", word=word) == word


def test_what_people_write_stays_text_where_it_may_break():
    html = rendered("{{ name|breakable }}", name="a/b <script> & mehr")

    assert html == "a/<wbr>b &lt;script&gt; &amp; mehr"


def test_what_is_escaped_already_is_not_escaped_twice():
    assert rendered("{{ name|breakable }}", name=SafeString("A &amp; B")) == "A &amp; B"


def test_markup_is_left_as_it_is():
    markup = SafeString('<span class="redacted">geschwärzt</span>')

    assert rendered("{{ name|breakable }}", name=markup) == markup
