"""The posting road speaks every language, or the build fails."""

import re
from pathlib import Path

import allauth
import pytest
from allauth.account.adapter import DefaultAccountAdapter
from babel.messages.pofile import write_po
from django.conf import settings
from django.core.management import CommandError, call_command
from django.utils import translation

from commons.accounts.adapter import AccountAdapter
from config import extraction, posting_road, translations
from config.extraction import Message, UntranslatableError

ROOT = extraction.ROOT
LOCALES = sorted(translations.LANGUAGES)

TRICKY_TEMPLATE = """
{% load i18n %}
{% translate 'Ein "Wort"' %} {% translate 'Ein anderes' as word %}
{% translate "Weiter" context "Knopf" %}
{% translate "Nur 5 % der Fläche" %}
{% blocktranslate trimmed with name=user.name %}
  Guten Tag, {{ name }},
  100 % sind da.
{% endblocktranslate %}
{% blocktranslate count n=ideas|length %}Eine Idee{% plural %}{{ n }} Ideen{% endblocktranslate %}
{% blocktranslate context "Monat" count n=5 %}ein Mai{% plural %}{{ n }} Maie{% endblocktranslate %}
{% include "x.html" with label=_("Im Einschluss") other=_('Noch einer') only %}
{{ value|default:_("Als Filter") }} {{ _("Als Wert") }}
{% comment %}{% translate "Im Kommentar" %}{% endcomment %}
{# {% translate "In der Zeile" %} #}
gettext("Nur Text") <p title="{% translate "Im Attribut" %}">
"""
TRICKY_PYTHON = """
from django.utils.translation import gettext as _, gettext_lazy, ngettext
from django.utils.translation import pgettext as in_context, npgettext_lazy
from django.utils import translation

first = _("Erster "
          "Teil")
second = gettext_lazy("Mit %(name)s") % {"name": _("Innen")}
third = ngettext("%(n)s Tag", "%(n)s Tage", 3) % {"n": 3}
fourth = in_context("Monat", "Mai")
fifth = npgettext_lazy("Hand", "ein Ball", "%(n)s Bälle", "n")
sixth = translation.gettext("Als Attribut")
text = "kein _('Aufruf')"
other("Nicht gemeint")
"""


@pytest.fixture
def catalogues(tmp_path, monkeypatch):
    """A copy of the languages' files, free to be spoilt."""
    for locale in (*LOCALES, *translations.REWORDED):
        target = tmp_path / locale / "LC_MESSAGES" / "django.po"
        target.parent.mkdir(parents=True)
        target.write_bytes(translations._po(locale).read_bytes())
    monkeypatch.setattr(translations, "LOCALES", tmp_path)
    return tmp_path


def change(locale, singular, **values):
    catalog = translations.read(locale)
    entry = catalog.get(singular)
    for name, value in values.items():
        setattr(entry, name, value)
    with translations._po(locale).open("wb") as file:
        write_po(file, catalog)


def rewordings(locale):
    return [
        entry.id
        for entry in translations.read(locale)
        if translations.FOREIGN in entry.user_comments
    ]


def check(*options):
    call_command("check_translations", *options)


def test_the_posting_road_is_complete_in_every_language(capsys):
    check()

    assert capsys.readouterr().out == (
        "en: 0 missing on the posting road\nde_LS: 0 missing on the posting road\n"
    )


def test_every_language_of_the_site_is_checked():
    others = {translation.to_locale(code) for code, _name in settings.LANGUAGES} - {
        settings.LANGUAGE_CODE
    }

    assert others == set(translations.LANGUAGES)


@pytest.mark.parametrize("names", (posting_road.POSTING_ROAD, posting_road.AT_THE_DESK))
def test_every_name_of_the_posting_road_still_stands_for_something(names):
    files = [
        str(path.relative_to(ROOT))
        for folder in (*extraction.WINGS, "templates")
        for path in (ROOT / folder).rglob("*.*")
    ]

    idle = [name for name in names if not any(file.startswith(name) for file in files)]

    assert idle == []


@pytest.mark.parametrize(
    ("places", "is_on_it"),
    (
        (["templates/ideas/idea_list.html"], True),
        (["templates/ideas/idea_merge.html"], False),
        (["templates/ideas/idea_merge.html", "templates/ideas/idea_list.html"], True),
        (["templates/referrals/referral_create.html"], False),
        (["templates/referrals/feedback_create.html"], True),
        (["participation/referrals/verbs/ladder.py"], True),
    ),
)
def test_pages_at_the_desk_are_not_on_the_posting_road(places, is_on_it):
    assert posting_road.is_on_posting_road(places) is is_on_it


def newly_missing(locale, singular, **values):
    before = translations.missing(locale)
    change(locale, singular, **values)
    return set(translations.missing(locale)) - set(before)


def test_a_removed_translation_fails(catalogues, capsys):
    missing = newly_missing("en", "Idee einbringen", string="")

    with pytest.raises(CommandError):
        check()

    assert missing == {"commons/design/navigation.py: Idee einbringen"}
    assert (
        "  commons/design/navigation.py: Idee einbringen\n" in capsys.readouterr().out
    )


def test_a_fuzzy_translation_counts_as_missing_and_stays_fuzzy(catalogues):
    missing = newly_missing("de_LS", "Idee einbringen", flags={"fuzzy"})

    translations.update("de_LS")

    assert missing == {"commons/design/navigation.py: Idee einbringen"}
    assert missing <= set(translations.missing("de_LS"))


def test_one_missing_form_of_a_plural_fails(catalogues):
    singular = "%(number)s Unterstützung"

    (missing,) = newly_missing("en", singular, string=("%(number)s supporter", ""))

    assert missing.endswith(singular)


@pytest.mark.parametrize(
    ("singular", "text"),
    (
        ("%(code)s ist Ihr Code für Bindeglied", "Your code for Bindeglied"),
        ("%(code)s ist Ihr Code für Bindeglied", "%(kode)s is your code"),
        ("Idee einbringen", "Submit %(what)s"),
        ("Idee einbringen", "Submit %s"),
    ),
)
def test_other_placeholders_than_the_source_fail(catalogues, capsys, singular, text):
    change("en", singular, string=text)

    with pytest.raises(CommandError):
        check()

    out = capsys.readouterr().out
    assert f"en: 1 with other placeholders\n  {singular}: {text}\n" in out


def test_an_update_keeps_what_is_translated_and_writes_the_same_again(catalogues):
    singular = "Idee einbringen"
    before = translations.read("en").get(singular).string

    translations.update("en")
    first = translations._po("en").read_bytes()
    translations.update("en")

    assert translations._po("en").read_bytes() == first
    assert translations.read("en").get(singular).string == before == "Submit an idea"


def test_an_update_keeps_the_rewordings_of_what_others_say(catalogues):
    before = rewordings("de_LS")

    translations.update("de_LS")

    assert rewordings("de_LS") == before == rewordings("de")


def test_an_update_drops_what_the_source_no_longer_says(catalogues):
    change("en", "Idee einbringen", id="Idee von gestern")

    translations.update("en")

    assert translations.read("en").get("Idee von gestern") is None
    assert translations.missing("en") != []


def test_templates_give_all_their_messages():
    found = list(extraction.in_template(TRICKY_TEMPLATE))

    assert found == [
        Message('Ein "Wort"'),
        Message("Ein anderes"),
        Message("Weiter", context="Knopf"),
        Message("Nur 5 %% der Fläche"),
        Message("Guten Tag, %(name)s, 100 %% sind da."),
        Message("Eine Idee", "%(n)s Ideen"),
        Message("ein Mai", "%(n)s Maie", "Monat"),
        Message("Im Einschluss"),
        Message("Noch einer"),
        Message("Als Filter"),
        Message("Als Wert"),
        Message("Im Attribut"),
    ]


def test_modules_give_all_their_messages_under_any_name():
    found = sorted(extraction.in_python(TRICKY_PYTHON))

    assert found == [
        Message("%(n)s Tag", "%(n)s Tage"),
        Message("Als Attribut"),
        Message("Erster Teil"),
        Message("Innen"),
        Message("Mai", context="Monat"),
        Message("Mit %(name)s"),
        Message("ein Ball", "%(n)s Bälle", "Hand"),
    ]


def test_a_message_put_together_at_run_time_is_refused():
    source = 'from django.utils.translation import gettext as _\n_(f"Guten {day}")\n'

    with pytest.raises(UntranslatableError, match="line 2"):
        list(extraction.in_python(source))


def test_a_singular_shares_the_entry_of_its_plural():
    found = extraction.gather(
        [("a.html", Message("Idee")), ("b.html", Message("Idee", "Ideen"))]
    )

    assert found == {Message("Idee", "Ideen"): ["a.html", "b.html"]}


def test_two_plurals_of_one_singular_are_refused():
    with pytest.raises(
        UntranslatableError, match=r"Idee has also the plural %\(n\)s Ideen"
    ):
        extraction.gather(
            [
                ("a.html", Message("Idee", "Ideen")),
                ("b.html", Message("Idee", "%(n)s Ideen")),
            ]
        )


@pytest.mark.parametrize(
    ("code", "label"), (("de", "Unterstützung"), ("en", "supporter"))
)
def test_a_singular_is_read_out_of_its_plural(code, label):
    with translation.override(code):
        assert translation.gettext("Unterstützung") == label


def test_what_scripts_say_they_say_in_every_language():
    words = {
        name: re.findall(
            r"^  (\w+):", (ROOT / f"static/js/{name}.js").read_text(), re.MULTILINE
        )
        for name in ("words", "words_en", "words_simple")
    }
    # The German words stand first, in front of the ways to the other languages.
    german = words["words"][: len(words["words_en"])]

    assert len(german) > 10
    assert german == words["words_en"] == words["words_simple"]


def test_our_own_words_stand_for_each_error_of_a_sign_in():
    ours, theirs = AccountAdapter.error_messages, DefaultAccountAdapter.error_messages

    assert ours.keys() == theirs.keys()
    assert not any(ours[key] is theirs[key] for key in theirs)


def test_every_mail_of_the_sign_in_has_german_words_of_ours():
    folder = Path(allauth.__file__).parent / "templates"
    theirs = {
        message.key
        for path in folder.glob("*/email/*.txt")
        for message in extraction.in_template(path.read_text())
    }

    # accounts have no user name, so that line is never sent
    assert theirs - set(rewordings("de")) == {
        "In case you forgot, your username is %(username)s."
    }


def test_nobody_is_called_du():
    familiar = re.compile(r"\b(du|dich|dir|dein\w*|euch|euer|eure\w*)\b", re.IGNORECASE)
    catalogues = [translations.read(locale) for locale in ("de", "de_LS")]
    words = [text for message in extraction.messages() for text in message[:2]]
    words += [
        text
        for catalog in catalogues
        for entry in catalog
        for text in translations._texts(entry.string)
    ]

    assert [text for text in words if familiar.search(text)] == []


def test_leichte_sprache_keeps_its_sentences_short():
    long = [
        sentence
        for entry in translations.read("de_LS")
        if entry.id
        for text in translations._texts(entry.string)
        for sentence in re.split(r"[.:!?]\s|\n", text)
        if len(sentence.split()) > 16
    ]

    assert long == []
