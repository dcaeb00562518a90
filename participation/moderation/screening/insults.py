"""Words that set people down. A short list: a hint, never a verdict.

Only words that are meant for people and hardly have another use; what somebody calls
a crossing or a rule is theirs. Missing ones are reported by readers.
"""

import re

_WORDS = (
    "abschaum|arschgeige|arschgesicht|arschloch|arschlöcher|arschlöchern|bastard|"
    "bastarde|drecksack|drecksau|dreckskerl|dummkopf|dummköpfe|fettsack|fotze|fotzen|"
    "gesindel|hackfresse|hornochse|hurensohn|hurensöhne|idiot|idioten|idiotin|"
    "kackbratze|kanake|kanaken|kanacke|kanacken|kotzbrocken|miststück|missgeburt|"
    "mistkerl|mongo|neger|nutte|nutten|penner|pennern|pisser|saftsack|schlampe|"
    "schlampen|schwachkopf|schwachköpfe|schwuchtel|schwuchteln|spast|spasti|spasten|"
    "trottel|untermensch|untermenschen|vollidiot|vollidioten|vollpfosten|wichser|"
    "wichsern|zigeunerpack"
)
_PHRASES = (
    r"halt(?:et|en sie)? (?:die|deine|eure|ihre) (?:fresse|schnauze|klappe)|"
    r"(?:fick|verpiss|verpisst|verpissen sie) (?:dich|euch|sich)|"
    r"(?:du|ihr|sie) (?:blöde[rs]?|dumme[rs]?) (?:kuh|sau|schwein|schweine|hund|hunde)|"
    r"(?:dich|euch|die|sie|alle) (?:vergasen|abknallen|erschießen)"
)
_INSULT = re.compile(rf"(?<!\w)(?:{_WORDS}|{_PHRASES})(?!\w)", re.IGNORECASE)


def found_in(text: str) -> bool:
    return _INSULT.search(" ".join(text.split())) is not None
