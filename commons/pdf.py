"""PDF by typst: PDF/UA-1, for the record also PDF/A-2a, its own embedded fonts, data
only as JSON.

A template reads `payload` from `base.typ`; what people wrote enters it as a string
and is never parsed as markup. Signs that the fonts lack would stop the compiler,
so they become □ and the page says so.
"""

import json
import re
import shutil
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal

import typst
from django.conf import settings
from django.utils import timezone

# What a paper keeps to; a record is one that is filed and read in thirty years.
Standards = tuple[Literal["a-2a", "ua-1"], ...]
PAPER: Standards = ("ua-1",)
RECORD: Standards = ("a-2a", "ua-1")
FOLDER = Path(settings.BASE_DIR) / "templates" / "typst"
IMAGES = "images"  # the folder below the template where its images lie
MISSING_SIGN = "□"
_UNKNOWN_SIGN = "could not be displayed"  # typst's words
_TEMPLATE_NAME = re.compile(r"[a-z_]+(/[a-z_]+)?\.typ")
_IMAGE_NAME = re.compile(r"[a-z0-9_-]+\.(jpg|png|webp)")
# Always in Libertinus: Latin with its accents, Greek, Cyrillic, common punctuation.
_SURELY_KNOWN = re.compile(
    "[\n\x20-\x7e\xa0-\u017e\u2013\u2014\u2018-\u201e\u2026\u20ac]"
)
# Parts of one emoji: joiners, variation selectors, skin tones, tags.
_JOINING = re.compile("[\u200d\ufe00-\ufe0f\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]")
_LINE_ENDS = re.compile("\r\n?|[\u2028\u2029\x0b\x0c\x85]")


class _Missing:
    """Counts the signs replaced in one document."""

    def __init__(self, *, is_strict: bool) -> None:
        self.count = 0
        self._is_strict = is_strict

    def fit(self, text: str) -> str:
        fitted = "".join(map(self._sign, _LINE_ENDS.sub("\n", text)))
        return (
            re.sub(f"{MISSING_SIGN}+", MISSING_SIGN, fitted) if self.count else fitted
        )

    def _sign(self, char: str) -> str:
        if _SURELY_KNOWN.match(char):
            return char
        if not self._is_strict and is_displayable(char):
            return char
        if char == "\t" or unicodedata.category(char) == "Zs":
            return " "
        if _JOINING.match(char) or unicodedata.category(char) in {
            "Cc",
            "Cf",
            "Cn",
            "Cs",
        }:
            return ""
        self.count += 1
        return MISSING_SIGN


def compile_pdf(
    template: str,
    payload: Mapping[str, Any],
    *,
    images: Mapping[str, bytes] | None = None,
    standards: Standards = PAPER,
) -> bytes:
    """Compile `templates/typst/<template>` with `payload` to a tagged PDF.

    Args:
        standards: `PAPER`, or `RECORD` for what is filed for good.
        payload: JSON values; `title` and `language` are the document's own.
        images: bytes by file name; the template asks for `images/<name>`.

    Raises:
        typst.TypstError: the template is wrong, or the payload lacks something.
    """
    if not _TEMPLATE_NAME.fullmatch(template):
        message = f"{template!r} is no template of ours."
        raise ValueError(message)
    with TemporaryDirectory(prefix="bindeglied-pdf-") as folder:
        root = Path(folder) / "document"
        shutil.copytree(FOLDER, root)
        _write_images(root / IMAGES, images or {})
        try:
            content = _content(payload, is_strict=False)
            return _compiled(root / template, root, content, standards)
        except typst.TypstError as error:
            if _UNKNOWN_SIGN not in str(error):
                raise
            # Signs can be fine alone and still make no glyph in company.
            content = _content(payload, is_strict=True)
            return _compiled(root / template, root, content, standards)


def _content(payload: Mapping[str, Any], *, is_strict: bool) -> str:
    missing = _Missing(is_strict=is_strict)
    fitted = _fitted(payload, missing)
    return json.dumps({**fitted, "has_missing_signs": missing.count > 0})


def _write_images(folder: Path, images: Mapping[str, bytes]) -> None:
    folder.mkdir(exist_ok=True)
    for name, content in images.items():
        if not _IMAGE_NAME.fullmatch(name):
            message = f"{name!r} is no name for an image."
            raise ValueError(message)
        (folder / name).write_bytes(content)


def _compiled(
    source: Path, root: Path, content: str, standards: Standards = PAPER
) -> bytes:
    nowhere = root / "no-packages"  # nothing is ever fetched for a document
    document = typst.compile(
        source,
        root=root,
        format="pdf",
        ignore_system_fonts=True,
        sys_inputs={"payload": content},
        pdf_standards=list(standards),
        timestamp=int(timezone.now().timestamp()),
        package_path=nowhere,
        package_cache_path=nowhere,
    )
    return bytes(document)


def _fitted(value: Any, missing: _Missing) -> Any:
    if isinstance(value, str):
        return missing.fit(value)
    if isinstance(value, Mapping):
        return {key: _fitted(entry, missing) for key, entry in value.items()}
    if isinstance(value, list | tuple):
        return [_fitted(entry, missing) for entry in value]
    return value


@lru_cache(maxsize=4096)
def is_displayable(char: str) -> bool:
    """Whether one of the embedded fonts has the sign: typst itself is asked."""
    if unicodedata.category(char) in {"Cc", "Cs", "Cn", "Co"}:
        return False
    with TemporaryDirectory(prefix="bindeglied-pdf-") as folder:
        source = Path(folder) / "sign.typ"
        source.write_text(_ONE_SIGN)
        try:
            _compiled(source, Path(folder), json.dumps({"sign": char}))
        except typst.TypstError:
            return False
    return True


FONTS = ("Libertinus Serif", "New Computer Modern", "DejaVu Sans Mono")
_ONE_SIGN = f"""
#set document(title: "sign")
#set text(lang: "de", font: {json.dumps(FONTS).replace("[", "(").replace("]", ")")})
#json(bytes(sys.inputs.payload)).sign
"""
