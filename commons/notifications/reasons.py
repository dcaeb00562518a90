"""Why somebody is told: each code has a line at the end of the mail."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_reasons: dict[str, str | Promise] = {
    "author": _("Sie bekommen diese Mail, weil der Beitrag von Ihnen ist."),
    "supporter": _("Sie bekommen diese Mail, weil Sie die Idee unterstützen."),
    "follower": _("Sie bekommen diese Mail, weil Sie das verfolgen."),
    "reporter": _("Sie bekommen diese Mail, weil Sie einen Beitrag gemeldet haben."),
    "complainant": _("Sie bekommen diese Mail, weil Sie Einwand erhoben haben."),
    "substitute": _("Sie bekommen diese Mail wegen einer Vertretung."),
}
_OTHER = _("Sie bekommen diese Mail, weil Sie beteiligt sind.")


_work: set[str] = set()


def register(code: str, words: str | Promise, *, is_work: bool = False) -> None:
    """Give the reason `code` of a verb's recipients its words.

    Args:
        is_work: told because somebody works here; while they are absent their
            substitute is told as well.
    """
    _reasons[code] = words
    if is_work:
        _work.add(code)


def is_work(code: str) -> bool:
    return code in _work


def words_of(code: str) -> str:
    """In the language that is active."""
    return str(_reasons.get(code, _OTHER))
