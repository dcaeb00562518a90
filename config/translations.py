"""Translations without GNU gettext: extract, check and compile with Babel.

German stands at the source. `POSTING_ROAD` is what somebody meets who writes, finds,
discusses or follows an idea; it must be complete in every language, or the build
fails. `AT_THE_DESK` are the staff's pages among them. `locale/de` only rewords what
Django's and allauth's own German says otherwise than we do.
"""

import re
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message as Entry
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from config.extraction import ROOT, Message, messages

LOCALES = ROOT / "locale"
# Django's name of the folder, and the language whose plural forms it follows.
LANGUAGES = {"en": "en", "de_LS": "de"}
REWORDED = {"de": "de"}
POSTING_ROAD = (
    "commons/accounts/",
    "commons/delivery/letters.py",
    "commons/design/",
    "commons/drafts/",
    "commons/files/",
    "commons/guard/",
    "commons/html.py",
    "commons/notifications/",
    "commons/personal.py",
    "commons/spoken.py",
    "config/settings.py",
    "config/views",
    "neighbourhood/departments/finding.py",
    "neighbourhood/newsletters/feeds.py",
    "neighbourhood/newsletters/forms/subscriptions.py",
    "neighbourhood/newsletters/models/newsletters.py",
    "neighbourhood/newsletters/queries/content.py",
    "neighbourhood/newsletters/register/reading.py",
    "neighbourhood/newsletters/renderers.py",
    "neighbourhood/newsletters/subscribing.py",
    "neighbourhood/newsletters/views/archive.py",
    "neighbourhood/newsletters/views/subscriptions.py",
    "neighbourhood/pages/",
    "neighbourhood/regions/",
    "participation/discussion/",
    "participation/ideas/",
    "participation/moderation/enums.py",
    "participation/moderation/forms/fairness.py",
    "participation/moderation/letters.py",
    "participation/moderation/queries/ways.py",
    "participation/moderation/reasons.py",
    "participation/moderation/screening/languages.py",
    "participation/moderation/services/complaints.py",
    "participation/moderation/services/reports.py",
    "participation/moderation/statements.py",
    "participation/moderation/verbs/",
    "participation/notices/composing.py",
    "participation/notices/queries/way.py",
    "participation/notices/renderers.py",
    "participation/notices/verbs.py",
    "participation/referrals/enums.py",
    "participation/referrals/forms/durations.py",
    "participation/referrals/forms/feedback.py",
    "participation/referrals/forms/passing.py",
    "participation/referrals/promises.py",
    "participation/referrals/queries/clarifying.py",
    "participation/referrals/queries/durations.py",
    "participation/referrals/queries/way.py",
    "participation/referrals/register/newsletters.py",
    "participation/referrals/services/feedback.py",
    "participation/referrals/services/passing.py",
    "participation/referrals/verbs/answer_sets.py",
    "participation/referrals/verbs/cases.py",
    "participation/referrals/verbs/clarifying.py",
    "participation/referrals/verbs/feedback.py",
    "participation/referrals/verbs/ladder.py",
    "participation/referrals/verbs/promises.py",
    "participation/referrals/views/durations.py",
    "participation/referrals/views/feedback.py",
    "participation/referrals/views/passing.py",
    "templates/403",
    "templates/404",
    "templates/410",
    "templates/500",
    "templates/account/",
    "templates/accounts/account",
    "templates/accounts/own_data",
    "templates/allauth/",
    "templates/base.html",
    "templates/components/",
    "templates/deadlines/_closures",
    "templates/departments/_card",
    "templates/departments/card_detail",
    "templates/departments/card_list",
    "templates/discussion/",
    "templates/django/forms/",
    "templates/drafts/",
    "templates/ideas/",
    "templates/links/",
    "templates/mail/account",
    "templates/mail/base",
    "templates/mail/digest",
    "templates/mail/idea_code",
    "templates/mail/idea_receipt",
    "templates/mail/interim_notices",
    "templates/mail/newsletter",
    "templates/mail/notification",
    "templates/mfa/",
    "templates/moderation/_bars",
    "templates/moderation/_beside",
    "templates/moderation/_blocked_notice",
    "templates/moderation/_complaint_reasons",
    "templates/moderation/_first_look",
    "templates/moderation/_statement",
    "templates/moderation/_transparency",
    "templates/moderation/_way",
    "templates/moderation/block_own",
    "templates/moderation/complaint_create",
    "templates/moderation/report_",
    "templates/moderation/transparency",
    "templates/newsletters/_home",
    "templates/newsletters/_issue",
    "templates/newsletters/_region_panel",
    "templates/newsletters/_regions",
    "templates/newsletters/_subscribe_panel",
    "templates/newsletters/archive_",
    "templates/newsletters/subscri",
    "templates/notifications/",
    "templates/pages/",
    "templates/referrals/_answer",
    "templates/referrals/_duration",
    "templates/referrals/_feedback",
    "templates/referrals/_promise_history",
    "templates/referrals/_resident_asked",
    "templates/referrals/_reused",
    "templates/referrals/answer_set_show",
    "templates/referrals/duration_",
    "templates/referrals/feedback_create",
    "templates/referrals/resident_reply",
    "templates/regions/",
    "templates/search/",
    "templates/socialaccount/",
    "templates/usersessions/",
)
# Pages among those that only staff and trusted houses open; they work in German.
AT_THE_DESK = (
    "participation/ideas/entry_panels.py",
    "participation/ideas/forms/entering.py",
    "participation/ideas/forms/merging.py",
    "participation/ideas/forms/translating.py",
    "participation/ideas/services/entering.py",
    "participation/ideas/services/merging.py",
    "participation/ideas/services/translating.py",
    "participation/ideas/views/entering.py",
    "participation/ideas/views/merging.py",
    "participation/ideas/views/translating.py",
    "templates/components/plainness",
    "templates/discussion/_comment_at_desk",
    "templates/discussion/thread_close",
    "templates/ideas/_addendum_at_desk",
    "templates/ideas/_card_at_desk",
    "templates/ideas/_contact_button",
    "templates/ideas/_entry_answer",
    "templates/ideas/_entry_panel",
    "templates/ideas/_idea_at_desk",
    "templates/ideas/_merge_",
    "templates/ideas/entry_contact",
    "templates/ideas/entry_create",
    "templates/ideas/entry_list",
    "templates/ideas/entry_show",
    "templates/ideas/idea_merge",
    "templates/ideas/idea_unmerge",
    "templates/ideas/translation_edit",
    "templates/referrals/_answer_set_",
    "templates/search/synonym_",
)
PLACEHOLDER = re.compile(r"%%|%\(\w+\)[sd]|%[sd]|\{\w*\}")
# The comment of an entry whose German is not ours, so that no source of ours has it.
FOREIGN = "reworded"


def is_on_posting_road(places: list[str]) -> bool:
    return any(
        place.startswith(POSTING_ROAD) and not place.startswith(AT_THE_DESK)
        for place in places
    )


def read(locale: str) -> Catalog:
    language = (LANGUAGES | REWORDED)[locale]
    path = _po(locale)
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def missing(locale: str) -> list[str]:
    """Messages of the posting road that a language lacks, with a place each."""
    catalog = read(locale)
    lacking = []
    for message, places in messages().items():
        if is_on_posting_road(places) and not _is_whole(_entry(catalog, message)):
            place = next(place for place in places if is_on_posting_road([place]))
            lacking.append(f"{place}: {message.singular}")
    return sorted(lacking)


def broken(locale: str) -> list[str]:
    """Translations, anywhere, whose placeholders are not those of the source."""
    return sorted(
        f"{_texts(entry.id)[0]}: {text}"
        for entry in read(locale)
        if entry.id and _is_whole(entry)
        for text in _texts(entry.string)
        if _placeholders(text) not in map(_placeholders, _texts(entry.id))
    )


def update(locale: str) -> Catalog:
    """Bring new messages into a language's file and drop those that are gone."""
    before = read(locale)
    catalog = Catalog(
        locale=LANGUAGES[locale],
        header_comment=f"# {locale}",
        project="Bindeglied",
        version="1",
        msgid_bugs_address="",
        last_translator="",
        language_team="",
        fuzzy=False,
    )
    catalog.creation_date = catalog.revision_date = before.creation_date
    for message, places in sorted(messages().items(), key=lambda pair: pair[0].order):
        entry = _entry(before, message)
        catalog.add(
            message.key,
            entry.string if entry and _fits(entry, message) else "",
            locations=[(place, 0) for place in places],
            flags={"fuzzy"} if entry and entry.fuzzy else (),
            context=message.context or None,
        )
    for entry in before:
        if FOREIGN in entry.user_comments:
            catalog.add(entry.id, entry.string, user_comments=entry.user_comments)
    written = BytesIO()
    write_po(written, catalog, width=100, include_lineno=False)
    path = _po(locale)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(written.getvalue())
    return catalog


def compile_all() -> int:
    """Write what Django reads, where the source is newer; returns how many files."""
    written = 0
    for locale in LANGUAGES | REWORDED:
        source, target = _po(locale), _po(locale).with_suffix(".mo")
        if not source.exists():
            continue
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        compiled = BytesIO()
        write_mo(compiled, read(locale))
        target.write_bytes(compiled.getvalue())
        written += 1
    return written


def _po(locale: str) -> Path:
    return LOCALES / locale / "LC_MESSAGES" / "django.po"


def _entry(catalog: Catalog, message: Message) -> Entry | None:
    return catalog.get(message.key, message.context or None)


def _fits(entry: Entry, message: Message) -> bool:
    """A message that was given a plural starts anew."""
    return isinstance(entry.string, str) is not bool(message.plural)


def _is_whole(entry: Entry | None) -> bool:
    """Translated in every form, by somebody who was sure."""
    return entry is not None and not entry.fuzzy and all(_texts(entry.string))


def _texts(text: str | list[str] | tuple[str, ...] | None) -> tuple[str, ...]:
    return (text or "",) if isinstance(text, str | None) else tuple(text)


def _placeholders(text: str) -> list[str]:
    """Named ones once each, positional ones as often as they stand there."""
    found = [name for name in PLACEHOLDER.findall(text) if name != "%%"]
    named = {name for name in found if len(name) > len("%s")}
    return sorted(named) + [name for name in found if name not in named]
