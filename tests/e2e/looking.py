"""Looking at a page as it stands: axe in both themes, and a picture of each."""

import os

from axe_playwright_python.sync_playwright import Axe

from tests.architecture.house import ROOT
from tests.e2e.stack import NARROW, WIDE

PICTURES = ROOT / ".local" / "screenshots"
TAGS = [
    *("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"),
    "best-practice",
]
EVERYTHING = {"runOnly": TAGS, "resultTypes": ["violations"]}
# Only colours differ between the themes.
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast"]}}
SIZES = {"360": NARROW, "1280": WIDE}
# With this set also a desk's width is photographed; nobody looks at that in CI.
IS_WIDE_TOO = "SCREENSHOTS" in os.environ


def faults_of(page, name):
    """What axe finds and whether the page is too wide; leaves pictures."""
    page.set_viewport_size(NARROW)
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    found = [f"{name}: {fault}" for fault in axe(page, EVERYTHING)]
    width = page.evaluate("document.documentElement.scrollWidth")
    if width > NARROW["width"]:
        found.append(f"{name}: {width} pixels wide at {NARROW['width']}")
    photograph(page, name, "light")
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    found += [f"{name} (dark): {fault}" for fault in axe(page, COLOURS)]
    photograph(page, name, "dark")
    page.set_viewport_size(NARROW)
    return found


def axe(page, options):
    violations = Axe().run(page, options=options).response["violations"]
    return [
        f"{fault['id']} {node['html'][:160]}"
        for fault in violations
        for node in fault["nodes"]
    ]


def photograph(page, name, theme):
    for width, size in SIZES.items():
        if width == "360" or IS_WIDE_TOO:
            page.set_viewport_size(size)
            file = PICTURES / f"{name}-{width}-{theme}.png"
            page.screenshot(path=file, full_page=True)
