"""Which forms keep drafts; an unknown form or field is never stored."""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from django.utils.functional import Promise

from commons.drafts.models import Draft
from commons.text import cut_at_word

LONGEST_HEADING = 80


@dataclass(frozen=True)
class DraftForm:
    """`fields` are the names that may be stored, as the form posts them.

    `url(draft)` leads to the form where writing goes on; `heading(draft)` gives the
    words by which its author knows the draft again, "" if there are none yet;
    `accepts(target)` says whether there is such a form. `made_of` is the form class,
    if one was named: tests find text forms without drafts by it. `never_kept` are
    names whose values are stored nowhere, not even to send the form again.
    """

    key: str
    title: str | Promise
    url: Callable[[Draft], str]
    fields: frozenset[str]
    heading: Callable[[Draft], str]
    accepts: Callable[[str], bool]
    parameters: tuple[str, ...] = ()
    made_of: type | None = None
    never_kept: frozenset[str] = frozenset()


_forms: dict[str, DraftForm] = {}


def first_words(*names: str) -> Callable[[Draft], str]:
    """A heading: the beginning of the first of these fields that is not empty."""

    def heading(draft: Draft) -> str:
        for name in names:
            value = draft.content.get(name)
            if isinstance(value, str) and value.strip():
                return cut_at_word(" ".join(value.split()), LONGEST_HEADING)
        return ""

    return heading


_title = first_words("title")


def register(  # noqa: PLR0913 -- a declaration, each part by its name
    key: str,
    title: str | Promise,
    url: Callable[[Draft], str],
    fields: Collection[str],
    *,
    heading: Callable[[Draft], str] = _title,
    accepts: Callable[[str], bool] = lambda _target: True,
    parameters: tuple[str, ...] = (),
    made_of: type | None = None,
    never_kept: Collection[str] = (),
) -> DraftForm:
    """Let the form `key` (a slug) keep drafts."""
    if any(name.startswith("_") for name in fields):
        message = f"{key}: names with an underscore in front are ours."
        raise ValueError(message)
    if key in _forms and _forms[key].made_of is not made_of:
        message = f"{key} keeps drafts of another form already."
        raise ValueError(message)
    _forms[key] = DraftForm(
        key,
        title,
        url,
        frozenset(fields),
        heading,
        accepts,
        parameters,
        made_of,
        frozenset(never_kept),
    )
    return _forms[key]


def find(key: str) -> DraftForm | None:
    return _forms.get(key)


def all_forms() -> list[DraftForm]:
    return list(_forms.values())
