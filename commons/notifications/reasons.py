"""Why somebody is told: each code has a line at the end of the mail, and a subject."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from commons.notifications import subjects


@dataclass(frozen=True, kw_only=True)
class Reason:
    """`words` is a whole sentence; `short` stands beside a line of a gathered mail.

    `through` is the kind whose follow one is told through; empty for that of the thing
    itself, None where no follow is behind it.
    """

    words: str | Promise
    short: str | Promise = ""
    subject: str = subjects.FOLLOWED
    is_work: bool = False
    is_owed: bool = False
    through: str | None = ""


_reasons: dict[str, Reason] = {}
_OTHER = Reason(words=_("Sie bekommen diese Mail, weil Sie beteiligt sind."))


def register(  # noqa: PLR0913 -- one reason, all of it optional but its words
    code: str,
    words: str | Promise,
    *,
    short: str | Promise = "",
    subject: str = subjects.FOLLOWED,
    is_work: bool = False,
    is_owed: bool = False,
    through: str | None = "",
) -> None:
    """Give the reason `code` of a verb's recipients its words and its subject.

    Args:
        short: the same beside a line ("Ihre Idee", "Stadtteil, den Sie verfolgen").
        is_work: told because somebody works here; while they are absent their
            substitute is told as well.
        is_owed: told because we owe it to whoever did something, or to whom we did
            something; no mail of it is a subscription.
        through: see `Reason`; muting a line at the bell mutes that follow.
    """
    _reasons[code] = Reason(
        words=words,
        short=short,
        subject=subjects.WORK if is_work else subject,
        is_work=is_work,
        is_owed=is_owed,
        through=None if is_work or is_owed else through,
    )


def of(code: str) -> Reason:
    return _reasons.get(code, _OTHER)


def codes() -> list[str]:
    return sorted(_reasons)


def is_work(code: str) -> bool:
    return of(code).is_work


def words_of(code: str) -> str:
    """In the language that is active."""
    return str(of(code).words)


register(
    "author",
    _("Sie bekommen diese Mail, weil der Beitrag von Ihnen ist."),
    short=_("von Ihnen"),
    subject=subjects.OWN,
)
register(
    "supporter",
    _("Sie bekommen diese Mail, weil Sie die Idee unterstützen."),
    short=_("von Ihnen unterstützt"),
)
register(
    "follower",
    _("Sie bekommen diese Mail, weil Sie das verfolgen."),
    short=_("von Ihnen verfolgt"),
)
register(
    "reporter",
    _("Sie bekommen diese Mail, weil Sie einen Beitrag gemeldet haben."),
    short=_("von Ihnen gemeldet"),
    subject=subjects.OWN,
    is_owed=True,
)
register(
    "complainant",
    _("Sie bekommen diese Mail, weil Sie Einwand erhoben haben."),
    short=_("Ihr Einwand"),
    subject=subjects.OWN,
    is_owed=True,
)
register(
    "substitute",
    _("Sie bekommen diese Mail wegen einer Vertretung."),
    short=_("Vertretung"),
    subject=subjects.WORK,
)
