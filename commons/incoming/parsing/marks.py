"""Single lines that tell old from new, in German and English.

Each pattern sees one line of at most `LONGEST_LINE` signs, anchored at its start.
"""

import re

LONGEST_LINE = 500
# An announcement may be folded into so many lines.
LONGEST_ANNOUNCEMENT = 3
LONGEST_GOODBYE = 60

_QUOTED = re.compile(r"\s{0,3}>")
_SEPARATOR = re.compile(
    r"\s*(?:-{2,}|_{2,}|={2,}|\*{2,})\s*"
    r"(?:ursprüngliche|original|weitergeleitete|forwarded|weitergeleitet von|reply)\b"
    r"|\s*(?:anfang der weitergeleiteten (?:nachricht|e-mail)|begin forwarded message):"
    r"|\s*_{20,}\s*$"
    # GroupWise: >>> "SPK" <post@…> 23.11.2026 09:14 >>>
    r"|\s*>>>\s.{3,200}\d\d?[.:]\d\d.{0,20}>>>\s*$",
    re.IGNORECASE,
)
_HAS_TIME = re.compile(r"\d{1,2}[.:/]\s?\d|\d{4}|@|<")
_WROTE = re.compile(
    r"\s*(?:am|on)\s.{3,400}?\b(?:schrieb|wrote|geschrieben|hat geantwortet)\b"
    r".{0,200}:\s*$"
    r"|\s*.{3,200}?\b(?:schrieb am|wrote on|hat am)\s.{3,200}:\s*$"
    r"|\s*(?:zitat von|quoting)\s.{3,200}:\s*$",
    re.IGNORECASE,
)
_MAY_ANNOUNCE = re.compile(
    r"\s*(?:am|on|zitat|quoting)\s|.*\b(?:schrieb|wrote|hat) (?:am|on)\b", re.IGNORECASE
)
_HEADER_KEY = re.compile(
    r"\s*\*{0,2}(von|from|gesendet|sent|an|to|cc|kopie|betreff|subject|datum|date"
    r"|antwort an|reply-to|priorität|importance)\*{0,2}\s?:",
    re.IGNORECASE,
)
_FIRST_KEYS = {"von", "from"}
_SECOND_KEYS = {"gesendet", "sent", "datum", "date", "an", "to", "betreff", "subject"}
# Lines of such a head, with blank and folded ones between.
_HEAD_LINES = 10
_MOST_BETWEEN = 2
_DASHES = re.compile(r"\s*--\s*$")
_GOODBYE = re.compile(
    r"\s*(?:mit (?:den )?(?:besten|freundlichen|herzlichen|kollegialen|vielen)"
    r"\s\w*gr(?:ü|ue)(?:ß|ss)\w*|mit freundlichem gru(?:ß|ss)"
    r"|(?:freundliche|viele|beste|liebe|herzliche|schöne|sonnige)r?"
    r" gr(?:ü|ue)(?:ß|ss)e|mfg|vg|lg|hochachtungsvoll"
    r"|(?:schönen|freundlichen) gruß|gruß\b|grüße\b"
    r"|(?:with )?(?:kind|best|warm)(?:est)? regards|regards"
    r"|yours (?:sincerely|faithfully)|best wishes|sincerely|cheers)\b",
    re.IGNORECASE,
)
_BY_ORDER = re.compile(
    r"\s*(?:im auftrag|i\.\s?a\.|im auftrage|in vertretung|i\.\s?v\.)\s*$",
    re.IGNORECASE,
)
_SMALL_PRINT = re.compile(
    r"\s*(?:diese (?:e-?mail|nachricht) (?:\(.{0,60}\) )?"
    r"(?:enthält|ist|und|kann|wurde)\b"
    r"|der inhalt dieser e-?mail|this (?:e-?mail|message) (?:and|is|may|contains)\b"
    r"|the information (?:contained )?in this e-?mail"
    r"|(?:wichtiger |rechtlicher )?hinweise? (?:zum|zur) "
    r"(?:datenschutz|vertraulichkeit)"
    r"|informationen zum datenschutz|datenschutzhinweis|disclaimer\b"
    r"|bitte (?:prüfen|denken) sie.{0,80}(?:drucken|ausdruck|umwelt)"
    r"|please consider the environment|virenfrei|virus-free"
    r"|von meinem \S+ (?:\S+ )?gesendet"
    r"|gesendet (?:mit|von|über) (?:der|dem|meinem|mail|outlook)\b"
    r"|sent from (?:my|mail|outlook)\b|get outlook for|outlook für)",
    re.IGNORECASE,
)
_BANNER = re.compile(
    r"\s*(?:\[?\**(?:extern|external)\**\]?:?\s*$"
    r"|\W*(?:achtung|vorsicht|caution|warnung|warning)\b.{0,80}"
    r"(?:extern|external|outside|außerhalb))",
    re.IGNORECASE,
)
_POSTSCRIPT = re.compile(
    r"\s*(?:p\.?\s?s\.?\s?:|p\.?\s?s\.?\s|nachtrag:|nachsatz:)", re.IGNORECASE
)
_BELOW = re.compile(
    r"\b(?:siehe unten|s\.\s?u\.|unten stehend|untenstehend|weiter unten|see below"
    r"|(?:im|in den) text (?:unten|eingefügt|ergänzt)|direkt im text|inline"
    r"|in (?:rot|blau|grün|kursiv|fett|roter|blauer|grüner)\b|farbig)",
    re.IGNORECASE,
)


def is_quoted(line: str) -> bool:
    return bool(_QUOTED.match(line)) and not _SEPARATOR.match(line)


def is_separator(line: str) -> bool:
    return bool(_SEPARATOR.match(line))


def is_banner(line: str) -> bool:
    """A warning that a mail server put in front."""
    return bool(_BANNER.match(line))


def is_postscript(line: str) -> bool:
    return bool(_POSTSCRIPT.match(line))


def points_below(text: str) -> bool:
    return bool(_BELOW.search(text))


def announcement_at(lines: list[str], number: int) -> int:
    """How many lines from here announce a quote ("Am … schrieb …:"); 0 if none."""
    if not _MAY_ANNOUNCE.match(lines[number]):
        return 0
    for length in range(1, LONGEST_ANNOUNCEMENT + 1):
        pieces = lines[number : number + length]
        if not pieces[-1].strip() or len(pieces) < length:
            return 0
        joined = " ".join(piece.strip() for piece in pieces)[:LONGEST_LINE]
        if _WROTE.match(joined) and _HAS_TIME.search(joined):
            return length
    return 0


def begins_header_block(lines: list[str], number: int) -> bool:
    """The head of an older mail: "Von:", then "Gesendet:", "An:" or "Betreff:"."""
    if _key_of(lines[number]) not in _FIRST_KEYS:
        return False
    found, between = set(), 0
    for line in lines[number + 1 : number + _HEAD_LINES]:
        key = _key_of(line)
        if key:
            found.add(key)
            between = 0
        else:
            between += 1
        if between > _MOST_BETWEEN:
            break
    return len(found & _SECOND_KEYS) > 1


def ends_letter(lines: list[str], number: int) -> bool:
    """From here on: a signature, or small print that a server added."""
    line = lines[number]
    if _DASHES.match(line) or _SMALL_PRINT.match(line):
        return True
    is_short = len(line.strip()) <= LONGEST_GOODBYE
    return is_short and bool(_GOODBYE.match(line) or _BY_ORDER.match(line))


def _key_of(line: str) -> str:
    match = _HEADER_KEY.match(line)
    return match[1].lower() if match else ""
