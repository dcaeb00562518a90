"""Colours that can be read, icons that exist, files that stay small."""

import re

import pytest
from django.core.management import call_command
from django.template.loader import render_to_string

from commons.design import states
from commons.design.storage import smaller_css
from tests.architecture.house import ROOT, templates

TOKENS = (ROOT / "static/css/tokens.css").read_text()
ICONS = set(re.findall(r'id="([\w-]+)"', (ROOT / "static/img/icons.svg").read_text()))
TONES = ("info", "good", "wait", "stop", "calm", "kin")
GROUNDS = ("paper", "surface", "sunk")
READ = [
    *(
        (ink, ground)
        for ink in ("ink", "ink-soft", "link", "brand", "stop")
        for ground in GROUNDS
    ),
    *((tone, f"{tone}-tint") for tone in TONES),
    *(("ink", f"{tone}-tint") for tone in TONES),
    *((tone, "surface") for tone in TONES),
    *(("on-band", "band"), ("on-band-soft", "band"), ("on-band-soft", "band-deep")),
    *(
        ("on-brand", "brand"),
        ("on-brand", "brand-strong"),
        ("brand-strong", "brand-soft"),
    ),
    *(("ink", "brand-soft"), ("link", "brand-soft"), ("link-seen", "paper")),
    *(("on-accent", "accent"), ("on-accent", "accent-strong")),
]
SEEN = [
    *(("line-strong", ground) for ground in GROUNDS),
    *(
        ("brand", "paper"),
        ("stop", "surface"),
        ("focus-ring", "paper"),
        ("focus-ring", "surface"),
    ),
    *(("accent", "band"), ("on-band", "band")),
]
HEAVIEST_PAGE = 60_000  # bytes of HTML, CSS, JavaScript and icons, not compressed
SCRIPTS = ("early", "app", "menus", "theme_choice", "words")


def block(start):
    found = re.search(re.escape(start) + r" \{(.*?)\n *\}", TOKENS, re.DOTALL)
    return dict(re.findall(r"--([\w-]+): ([^;]+);", found[1]))


LIGHT = block(":root")
THEMES = {"light": LIGHT, "dark": LIGHT | block(':root[data-theme="dark"]')}


def luminance(colour):
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(theme, first, second):
    high, low = sorted(
        (luminance(THEMES[theme][name]) for name in (first, second)), reverse=True
    )
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", THEMES)
def test_text_has_the_contrast_of_wcag_aa(theme):
    ratios = {pair: round(contrast(theme, *pair), 2) for pair in READ}

    assert {pair: ratio for pair, ratio in ratios.items() if ratio < 4.5} == {}


@pytest.mark.parametrize("theme", THEMES)
def test_edges_and_focus_can_be_seen(theme):
    ratios = {pair: round(contrast(theme, *pair), 2) for pair in SEEN}

    assert {pair: ratio for pair, ratio in ratios.items() if ratio < 3} == {}


def test_dark_by_system_and_dark_by_choice_are_the_same():
    assert block(':root:not([data-theme="light"])') == block(':root[data-theme="dark"]')


def test_css_names_colours_only_as_tokens():
    sheets = [
        path
        for path in (ROOT / "static/css").glob("*.css")
        if path.name not in {"tokens.css", "print.css"}
    ]
    found = {
        path.name: re.findall(r"#[0-9a-f]{3,8}\b", path.read_text()) for path in sheets
    }

    # a QR code is read on white in either theme
    assert {name: colours for name, colours in found.items() if colours} == {
        "components.css": ["#fff"]
    }


def test_every_look_of_a_state_has_a_tone_and_an_icon():
    looks = [*states.LOOKS.values(), states.UNKNOWN]

    assert {look.tone for look in looks} == set(TONES)
    assert {look.icon for look in looks} - ICONS == set()


def test_states_are_told_apart_without_colour():
    badges = {
        state: states.look(state)
        for state in (
            "will_be_done",
            "done",
            "not_possible",
            "deferred",
            "together",
            "not_ours",
        )
    }

    assert len({look.icon for look in badges.values()}) == len(badges)


def test_every_icon_that_a_template_names_is_drawn():
    named = set()
    for path in templates():
        named |= set(re.findall(r'(?:{% icon|icon=)\s*"([\w-]+)"', path.read_text()))
        named |= set(re.findall(r'icon="([\w-]+)"', path.read_text()))

    assert named - ICONS == set()


def test_every_behaviour_that_a_page_loads_exists():
    app = (ROOT / "static/js/app.js").read_text()

    named = set(re.findall(r'import\("\./(\w+)\.js"\)', app))

    assert {
        name for name in named if not (ROOT / f"static/js/{name}.js").exists()
    } == set()


@pytest.mark.parametrize(
    ("css", "smaller"),
    (
        ("a { color: red; }\n", "a{color:red}"),
        (".a :is(b, c) { x: y }", ".a :is(b,c){x:y}"),
        ('a::before { content: ": { "; }', 'a::before{content:": { "}'),
        ("a { width: calc(1px + 2px); /* why */ }", "a{width:calc(1px + 2px)}"),
        ("@media (min-width: 3rem) { a > b {} }", "@media (min-width:3rem){a > b{}}"),
    ),
)
def test_css_gets_smaller_and_means_the_same(css, smaller):
    assert smaller_css(css).replace("; }", "}").replace(" }", "}") == smaller


@pytest.mark.slow
def test_collected_files_are_hashed_down_to_imports_and_pictures(tmp_path, settings):
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "commons.design.storage.HashedStaticFiles"}
    }

    call_command("collectstatic", interactive=False, verbosity=0)

    [app] = tmp_path.glob("js/app.*.js")
    imports = re.findall(r'import\("\./([\w.]+)"\)', app.read_text())
    assert [
        name for name in imports if not re.fullmatch(r"\w+\.[0-9a-f]{12}\.js", name)
    ] == []
    [frame] = tmp_path.glob("css/frame.*.css")
    assert re.search(
        r"url\(\"\.\./img/arches\.[0-9a-f]{12}\.svg\"\)", frame.read_text()
    )
    assert list(tmp_path.glob("css/frame.*.css.gz")) != []


def test_an_anonymous_page_without_a_map_moves_little(rf):
    request = rf.get("/")
    page = render_to_string("404.html", request=request)
    sheets = re.findall(r"css/(\w+)\.css", page)
    styles = sum(
        len(smaller_css((ROOT / f"static/css/{name}.css").read_text()).encode())
        for name in sheets
    )
    scripts = sum((ROOT / f"static/js/{name}.js").stat().st_size for name in SCRIPTS)
    pictures = sum(
        (ROOT / f"static/img/{name}.svg").stat().st_size
        for name in ("icons", "favicon", "arches")
    )

    assert len(page.encode()) + styles + scripts + pictures < HEAVIEST_PAGE
