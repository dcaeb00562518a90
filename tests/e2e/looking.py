"""Looking at a page as it stands: axe in both themes, and pictures if wanted.

Pictures go into .local/screenshots/ where the environment has SCREENSHOTS.
"""

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
# The innermost of those that reach beyond the right edge, as it is written.
WIDEST = """() => [...document.querySelectorAll("body *")]
  .filter((each) => each.getBoundingClientRect().right > innerWidth + 1)
  .at(-1)?.outerHTML.slice(0, 120)"""
RUN = "options => axe.run(options).then(found => found.violations)"


def faults_at(page, name, path):
    """Go there and look; a page that does not answer is a fault too."""
    status = page.goto(path).status
    wrong = [] if status == 200 else [f"{name}: status {status} at {path}"]
    return wrong + faults_of(page, name)


def faults_of(page, name):
    """What axe finds on the phone in either theme, and whether the page is too wide."""
    page.set_viewport_size(NARROW)
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    page.evaluate(Axe().axe_script)
    found = [f"{name}: {fault}" for fault in violations(page, EVERYTHING)]
    width = page.evaluate("document.documentElement.scrollWidth")
    if width > NARROW["width"]:
        widest = page.evaluate(WIDEST)
        found.append(f"{name}: {width} pixels wide at {NARROW['width']}: {widest}")
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    found += [f"{name} (dark): {fault}" for fault in violations(page, COLOURS)]
    if "SCREENSHOTS" in os.environ:
        photograph(page, name)
    return found


def violations(page, options):
    return [
        f"{fault['id']} {node['html'][:160]}"
        for fault in page.evaluate(RUN, options)
        for node in fault["nodes"]
    ]


def photograph(page, name):
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme, reduced_motion="reduce")
        for size in (NARROW, WIDE):
            page.set_viewport_size(size)
            file = PICTURES / f"{name}-{size['width']}-{theme}.png"
            page.screenshot(path=file, full_page=True)
    page.set_viewport_size(NARROW)
