"""The words that moderators start from, with all versions: an edit can be undone."""

import json
from pathlib import Path

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commons.accounts.models import User
from commons.errors import RuleViolation
from commons.verbs.services import happened
from participation.moderation.models import TextModule, TextModuleVersion

FIRST_MODULES = Path(__file__).resolve().parent.parent / "facts" / "text_modules.json"
KEPT = ("reason", "language", "title", "text", "is_active")


@transaction.atomic
def save(module: TextModule, *, by: User) -> TextModule:
    """Store a text module and what it says now; the form has cleaned it."""
    before = TextModule.objects.select_for_update(of=("self",)).filter(pk=module.pk)
    if (stored := before.first()) is not None:
        _keep(stored, by=None)  # one from before versions were kept
        module.version = stored.version + 1
    _store(module, by=by)
    happened("text_module.saved", module, by=by, version=module.version)
    return module


def _store(module: TextModule, *, by: User | None) -> None:
    module.save()
    _keep(module, by=by)


def _keep(module: TextModule, *, by: User | None) -> None:
    TextModuleVersion.objects.get_or_create(
        target=module,
        version=module.version,
        defaults={
            "content": {name: getattr(module, name) for name in KEPT},
            "created_by": by,
            "created_at": timezone.now(),
        },
    )


@transaction.atomic
def bring_back(module: TextModule, *, version: int, by: User) -> TextModule:
    """Let a module say again what it said in an earlier version, as a new one.

    Raises:
        RuleViolation: there is no such version (`no_version`), or another module has
            its name by now (`name_taken`).
    """
    module = TextModule.objects.select_for_update(of=("self",)).get(pk=module.pk)
    found = module.versions.filter(version=version).first()
    if found is None:
        raise RuleViolation(_("Diese Fassung gibt es nicht."), code="no_version")
    for name in KEPT:
        setattr(module, name, found.content[name])
    others = TextModule.objects.exclude(pk=module.pk).filter(
        reason=module.reason, language=module.language, title=module.title
    )
    if others.exists():
        raise RuleViolation(
            _("Ein anderer Baustein hat inzwischen diesen Namen."), code="name_taken"
        )
    return save(module, by=by)


@transaction.atomic
def load_text_modules() -> int:
    """Give an empty desk its first text modules; later ones are the staff's own."""
    if TextModule.objects.exists():
        return 0
    rows = json.loads(FIRST_MODULES.read_text(encoding="utf-8"))
    for row in rows:
        _store(TextModule(**row), by=None)
    return len(rows)
