"""`make mails`: every mail of the matrix as files, and sheets of pictures to look at.

Each mail of tests/mails becomes an .html and a .txt in the folder given (.local/mails
if none), made on servers of their own. Chromium shows the German ones side by side, on
a phone and on a desk, in the light and in the dark: sheet-*.png. A mail that is wider
than its window is named, and the command fails.
"""

# ruff: noqa: PLC0415 -- Django wants to know its settings before it is imported

import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator
from html import escape
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from docs.screenshots import FLAGS, ROOT, chromium

# Of each width so many columns, and so many mails in a sheet.
WIDTHS, SCHEMES = {360: (4, 8), 640: (3, 9)}, ("light", "dark")
SHEET = """<!doctype html><meta charset="utf-8"><title>Mails</title><style>
body { margin: 8px; background: #999; font: 12px/1.3 sans-serif; columns: %(columns)s;
  column-gap: 8px; width: calc(%(columns)s * (%(width)spx + 8px) - 8px); }
figure { margin: 0 0 8px; break-inside: avoid; }
figcaption { background: #ff9; padding: 3px 5px; overflow-wrap: anywhere; }
iframe { border: 0; display: block; width: %(width)spx; height: 10px; }
</style>"""
FRAME = (
    '<figure><figcaption>%s</figcaption><iframe name="%s" src="%s"></iframe></figure>'
)


def main() -> None:
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / ".local" / "mails")
    shutil.rmtree(folder / "mails", ignore_errors=True)
    (folder / "mails").mkdir(parents=True)
    for old in folder.glob("sheet-*"):
        old.unlink()
    captions = written(folder)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        faults = list(looked_at(browser, folder, captions))
        browser.close()
    print(f"{len(list(folder.glob('mails/*.html')))} mails, {folder}")
    if faults:
        sys.exit("\n".join(faults))


def written(folder: Path) -> dict[str, str]:
    """Write them all; gives what stands above each German one: its name and subject."""
    captions = {}
    with tempfile.TemporaryDirectory(prefix="bindeglied-mails-") as local:
        os.environ |= {
            "LOCAL_DIR": local,
            "DJANGO_SETTINGS_MODULE": "config.settings_test",
        }
        for mail in made_of_samples(Path(local)):
            name = re.sub(r"[^\w.-]+", "_", mail.name)
            headers = "".join(f"{key}: {value}\n" for key, value in mail.headers)
            (folder / "mails" / f"{name}.html").write_text(mail.html)
            (folder / "mails" / f"{name}.txt").write_text(f"{headers}\n{mail.text}")
            if mail.language == "de":
                captions[name] = f"{mail.name} | {mail.rendered.subject}"
    return captions


def made_of_samples(local: Path) -> Iterator:
    """Each sample is taken back before the next, as in the tests."""
    import django

    django.setup()
    from django.db import connections, transaction

    from config import translations
    from tests import servers
    from tests.mails import made, samples

    translations.compile_all()
    with servers.own_servers(local):
        connections.settings["default"]["NAME"] = "own"
        kinds = (
            (samples.verbs(), made.of_verb),
            (samples.renderers(), made.of_renderer),
        )
        for keys, make in kinds:
            for key in sorted(keys):
                with transaction.atomic():
                    yield from make(key)
                    transaction.set_rollback(True)
        connections.close_all()


def looked_at(
    browser: Browser, folder: Path, captions: dict[str, str]
) -> Iterator[str]:
    names = sorted(captions)
    for width, (columns, most) in WIDTHS.items():
        page = browser.new_page()
        for number, start in enumerate(range(0, len(names), most)):
            some = names[start : start + most]
            file = folder / f"sheet-{width}-{number:02}.html"
            frames = (
                FRAME % (escape(captions[name]), name, f"mails/{name}.html")
                for name in some
            )
            style = SHEET % {"columns": columns, "width": width}
            file.write_text(style + "".join(frames))
            page.set_viewport_size({"width": columns * (width + 8) + 8, "height": 800})
            page.goto(file.resolve().as_uri())
            yield from unfolded(page, some, width)
            photograph(page, file)
        page.close()


def photograph(page: Page, file: Path) -> None:
    """Frames below the window would stay empty, so it grows."""
    height = page.evaluate("document.documentElement.scrollHeight")
    page.set_viewport_size({"width": page.viewport_size["width"], "height": height})
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        page.screenshot(path=file.with_name(f"{file.stem}-{scheme}.png"))


def unfolded(page: Page, names: Iterable[str], width: int) -> Iterator[str]:
    """Show each mail down to its end; gives those that are too wide."""
    for name in names:
        size = page.frame(name).evaluate(
            "[document.body.scrollWidth, document.body.offsetHeight]"
        )
        page.locator(f'iframe[name="{name}"]').evaluate(
            "(frame, height) => { frame.style.height = `${height}px` }", size[1]
        )
        if size[0] > width:
            yield f"{name}: {size[0]} pixels wide at {width}"


if __name__ == "__main__":
    main()
