"""Whether German words are plain: what a reader stumbles over, and what to do about it.

Counting and word lists only, after the rules of plain administrative German (short
sentences, somebody who acts, verbs instead of nouns, words of every day; among others
the handbook "Bürgernahe Verwaltungssprache" of the Bundesverwaltungsamt). It points and
never forbids: what is meant to be so stays so.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from django.utils.translation import gettext as _

from commons.text import cut_at_word, normalise

LONGEST_SENTENCE = 20  # words
MOST_NOUNS = 2  # nouns on -ung in one sentence
LONGEST_EXCERPT = 90
MOST_FINDINGS = 30
LIST = Path(__file__).with_name("plainness.json")
# Dots behind these end no sentence, nor do those behind an ordinal or inside a date.
_ABBREVIATIONS = (
    r"z\. ?B|d\. ?h|u\. ?a|i\. ?d\. ?R|o\. ?g|o\. ?ä|s\. ?o|z\. ?T|bzw|ca|vgl|Nr|Abs"
    r"|Art|Str|usw|ggf|inkl|evtl|max|min|Tel|Dr|Prof|St|Mio|Mrd|lfd|Jh"
)
_NO_END = re.compile(rf"\b(?:{_ABBREVIATIONS})\.|(?<=\d)\.(?=\s*\w)", re.IGNORECASE)
_HIDDEN_DOT = "\N{ONE DOT LEADER}"
_END = re.compile(r"(?<=[.!?:;])\s+|\n+")
_WORD = re.compile(r"[^\W_]+(?:[-/’'][^\W_]+)*")
_BECOMES = frozenset({"wird", "werden", "wurde", "wurden", "worden", "würde", "würden"})
# "ver…en" and the like could be infinitives ("wird vergessen"), so they don't count.
_PARTICIPLE = re.compile(
    r"(?![A-ZÄÖÜ])(?:\w*ge\w{2,}(?:t|en)|(?:be|ver|er|ent|zer|über|unter|wider)\w{2,}t|\w{2,}iert)"
)
# What looks like one and is not: "wird gelten", "wird weitergeben", "wird bekannt".
_INFINITIVE = re.compile(
    r"(?P<stem>\w*?)(?:gehen|geben|gelten|gewinnen|genügen|gehören|gelingen|geschehen"
    r"|gefallen|gewähren|gestalten|genehmigen|gewöhnen|gefährden|geraten|gegnen|gessen"
    r"|legen|liegen|regen|fragen|tragen|sagen|zeigen|steigen|folgen|sorgen|bringen"
    r"|fangen|hängen|pflegen|bewegen)"
)
_ADJECTIVES = frozenset({"bereit", "bekannt", "bewusst", "beliebt", "berechtigt"})
_TO_BE = frozenset({"ist", "sind", "war", "waren"})
_SHORT_FORM = re.compile(r"\b[A-ZÄÖÜ]{2,6}\b")
_KNOWN_SHORT_FORMS = frozenset(
    {"EU", "PDF", "WC", "LED", "PKW", "LKW", "BVG", "SPK", "DIN", "USA", "ID", "IT"}
)


class Stumble(StrEnum):
    LONG = "long"
    PASSIVE = "passive"
    TO_BE_DONE = "to_be_done"
    NOUNS = "nouns"
    JARGON = "jargon"
    SHORT_FORM = "short_form"


@dataclass(frozen=True)
class Finding:
    """`words` are those that one stumbles over, `advice` says what is better."""

    code: Stumble
    words: str
    advice: str


def stumbles(text: str) -> list[Finding]:
    """What to look at in a German text, in its order; `MOST_FINDINGS` at most."""
    found: dict[tuple[Stumble, str], Finding] = {}
    for sentence in sentences(text):
        for finding in _in_sentence(sentence):
            found.setdefault((finding.code, finding.words.casefold()), finding)
    for finding in _short_forms(text):
        found.setdefault((finding.code, finding.words), finding)
    return list(found.values())[:MOST_FINDINGS]


def sentences(text: str) -> list[str]:
    """The sentences and lines of a text, without empty ones."""
    hidden = _NO_END.sub(lambda match: match[0].replace(".", _HIDDEN_DOT), text)
    parts = (part.replace(_HIDDEN_DOT, ".").strip() for part in _END.split(hidden))
    return [part for part in parts if _WORD.search(part)]


def _in_sentence(sentence: str) -> Iterator[Finding]:
    words = _WORD.findall(sentence)
    if len(words) > LONGEST_SENTENCE:
        advice = _("%(count)s Wörter in einem Satz. Machen Sie zwei daraus.")
        excerpt = cut_at_word(sentence, LONGEST_EXCERPT)
        yield Finding(Stumble.LONG, excerpt, advice % {"count": len(words)})
    yield from _passives(words)
    yield from _tasks(words)
    nouns = [word for word in words if _is_verbal_noun(word)]
    if len(nouns) > MOST_NOUNS:
        advice = _("Viele Hauptwörter auf -ung. Mit Verben liest es sich leichter.")
        yield Finding(Stumble.NOUNS, ", ".join(nouns), advice)
    yield from _jargon(words)


def _passives(words: list[str]) -> Iterator[Finding]:
    """ "wird … geprüft": nobody is said to do it."""
    for place, word in enumerate(words):
        if word.casefold() not in _BECOMES:
            continue
        # Behind the verb, or right before it at the end of a clause.
        near = [*words[max(place - 1, 0) : place], *words[place + 1 :]]
        done = next((other for other in near if _is_participle(other)), "")
        if done:
            advice = _("Wer tut es? Besser: „Wir …“ oder das Amt beim Namen.")
            yield Finding(Stumble.PASSIVE, f"{word} … {done}", advice)


def _is_participle(word: str) -> bool:
    """A noun has a capital and is none."""
    if word in _ADJECTIVES or not _PARTICIPLE.fullmatch(word):
        return False
    # "weitergeben" is none, "weitergegeben" is one.
    infinitive = _INFINITIVE.fullmatch(word)
    return infinitive is None or infinitive["stem"].endswith("ge")


def _tasks(words: list[str]) -> Iterator[Finding]:
    """ "ist … zu prüfen": a duty that nobody has."""
    plain = [word.casefold() for word in words]
    for place, word in enumerate(plain[:-1]):
        is_verb = plain[place + 1].endswith("en") and words[place + 1][:1].islower()
        if word == "zu" and is_verb and _TO_BE & set(plain[max(place - 6, 0) : place]):
            advice = _("Wer muss es tun? Besser: „… muss“ oder „Wir …“.")
            yield Finding(Stumble.TO_BE_DONE, f"zu {words[place + 1]}", advice)


def _is_verbal_noun(word: str) -> bool:
    ends = ("ung", "ungen")
    return word[:1].isupper() and len(word) > 6 and word.endswith(ends)  # noqa: PLR2004 -- "Zeitung" is short enough to know


def _jargon(words: list[str]) -> Iterator[Finding]:
    known, longest = _words_instead()
    plain = [normalise(word) for word in words]
    for place in range(len(plain)):
        for length in range(longest, 0, -1):
            phrase = " ".join(plain[place : place + length])
            if instead := known.get(phrase):
                shown = " ".join(words[place : place + length])
                advice = _("Besser: %(words)s.") % {"words": instead}
                yield Finding(Stumble.JARGON, shown, advice)
                break


@cache
def _words_instead() -> tuple[dict[str, str], int]:
    """What to write instead, by normalised phrase, and how many words one may have."""
    listed: dict[str, str] = json.loads(LIST.read_text(encoding="utf-8"))
    known = {normalise(phrase): instead for phrase, instead in listed.items()}
    return known, max(phrase.count(" ") + 1 for phrase in known)


def _short_forms(text: str) -> Iterator[Finding]:
    """Those that the text does not explain in brackets before or behind."""
    for short in dict.fromkeys(_SHORT_FORM.findall(text)):
        is_told = f"({short})" in text or re.search(rf"\b{short} \(", text)
        if short not in _KNOWN_SHORT_FORMS and not is_told:
            advice = _("Kennen das alle? Schreiben Sie es einmal aus.")
            yield Finding(Stumble.SHORT_FORM, short, advice)
