"""Static files with a hash in their name, made smaller once, at collectstatic."""

import re
from typing import Any

from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

# Strings stay as they are; comments go; blanks go where CSS gives them no meaning.
# A blank before a colon separates selectors, so only those after it are taken.
_STRING = r'"[^"]*"|\'[^\']*\''
_COMMENT = r"/\*.*?\*/"
_BLANKS = r"\s*([{};,])\s*|(:)\s+|\s+"
_PATTERN = re.compile(f"({_STRING})|{_COMMENT}|{_BLANKS}", re.DOTALL)


class HashedStaticFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # WhiteNoise has no types
    """Hashes the names inside `import` and `import()` of our ES modules too."""

    support_js_module_import_aggregation = True

    def _save(self, name: str, content: Any) -> str:
        if name.startswith("css/") and name.endswith(".css"):
            content.seek(0)
            content = ContentFile(smaller_css(content.read().decode()).encode())
        return str(super()._save(name, content))


def smaller_css(text: str) -> str:
    return _PATTERN.sub(_shorter, text).replace(";}", "}").strip()


def _shorter(found: re.Match[str]) -> str:
    string, sign, colon = found.groups()
    if string or sign or colon:
        return str(string or sign or colon)
    return "" if found[0].startswith("/*") else " "
