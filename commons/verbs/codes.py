"""What a happening and an audit entry may hold beside ids: codes, never words.

Free text or a name in there would make redaction and erasure impossible.
"""

import re
from collections.abc import Mapping
from typing import Any

LONGEST = 80
# Enum values, dates, reference numbers, file names; no space, no "@", no umlaut.
_CODE = re.compile(rf"[A-Za-z0-9_.:+/-]{{0,{LONGEST}}}")


def require(params: Mapping[str, Any]) -> None:
    """Raises ValueError naming the first parameter that is no id or code."""
    for name, value in params.items():
        values = value if isinstance(value, list) else [value]
        if not all(_is_code(single) for single in values):
            message = f"{name}: not an id or a code."
            raise ValueError(message)


def _is_code(value: Any) -> bool:
    if isinstance(value, str):
        return _CODE.fullmatch(value) is not None
    return value is None or isinstance(value, bool | int)
