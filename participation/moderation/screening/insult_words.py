"""Words that set people down, in three grades; collected and graded by us.

1 is rude, 2 is an insult, 3 denies somebody's dignity or threatens. Only what is meant
for people and hardly has another use: what somebody calls a crossing or a rule is
theirs. Spelt as `commons.text.normalise` does; usual endings are added.
"""

ENDINGS = ("", "e", "en", "n", "s", "es", "er", "ern", "in", "innen")
# In front of any of them: "Vollidiot", "Drecksbulle".
FRONTS = ("voll", "ober", "halb", "scheiss", "drecks", "riesen", "mega", "erz")

WORDS: dict[int, str] = {
    1: """bekloppt bescheuert bloedian bloedmann daemlich depp doedel doofmann dussel
    heuchler hirnrissig hohlkopf idiotisch ignorant kleingeist korinthenkacker
    nichtskoenner schmarotzer schnarchnase spiesser spinner taugenichts torfkopf
    versager waschlappen wutbuerger""",
    2: """abschaum arschgeige arschgesicht arschkriecher arschloch asi asshole bastard
    bitch bloedarsch drecksack drecksau dreckskerl dummkopf fettsack flachwichser
    gesindel hackfresse hornochse hure idiot kackbratze kotzbrocken lackaffe lustmolch
    miststueck mistkerl moron nutte penner pisser pissnelke saftsack saukerl
    scheisskerl schlampe schwachkopf schweinehund sozialschmarotzer trottel
    vollpfosten volltrottel wanker wichser""",
    3: """arschficker cunt faggot fidschi fotze hurensohn itaker judenpack judensau
    kanacke kanake kinderficker knoblauchfresser krueppel missgeburt mongo
    motherfucker neger nigger polacke schlitzauge schwuchtel spast spasti tunte
    untermensch volksschaedling zigeunerpack""",
}
# Plurals that change their vowel, each with the word it belongs to.
PLURALS = {
    "arschloecher": "arschloch",
    "arschloechern": "arschloch",
    "drecksaecke": "drecksack",
    "drecksaeue": "drecksau",
    "dummkoepfe": "dummkopf",
    "dummkoepfen": "dummkopf",
    "fettsaecke": "fettsack",
    "hohlkoepfe": "hohlkopf",
    "hurensoehne": "hurensohn",
    "hurensoehnen": "hurensohn",
    "saftsaecke": "saftsack",
    "schlitzaugen": "schlitzauge",
    "schwachkoepfe": "schwachkopf",
    "torfkoepfe": "torfkopf",
}
# Forms that our endings would make and that mean something else.
FALSE_FRIENDS = frozenset({"asie", "asien", "asin", "huren", "tunten"})
# What only a turn of phrase makes an insult: our name for it, its grade, its words.
PHRASES: tuple[tuple[str, int, str], ...] = (
    (
        "mund-halten",
        2,
        (
            r"halt(?:et|en\s+sie)?\s+(?:endlich\s+)?(?:die|deine|eure|ihre|das)\s+"
            r"(?:fresse|schnauze|klappe|maul)"
        ),
    ),
    ("weg-mit-dir", 2, r"(?:fick|verpiss|verpisst|verpissen sie)\s+(?:dich|euch|sich)"),
    (
        "tier",
        2,
        (
            r"(?:du|ihr|sie)\s+(?:alte|blöde|dumme|linke)[rsn]?\s+"
            r"(?:kuh|kühe|sau|säue|schweine?|hunde?|ratten?|zecken?|affen?|gans|gänse)"
        ),
    ),
    ("tier", 2, r"du\s+(?:sau|schwein|ratte|zecke|affe)"),
    ("tier", 2, r"ihr\s+(?:säue|schweine|ratten|zecken|affen)"),
    ("opfer", 2, r"du\s+opfer"),
    ("pack", 1, r"(?:dieses|so\s+ein|elendes|faules)\s+pack"),
    ("drohung", 3, r"(?:dich|euch|die|sie|alle)\s+(?:vergasen|abknallen|erschießen)"),
    ("drohung", 3, r"(?:dich|euch)\s+(?:alle\s+)?(?:abstechen|aufhängen|totschlagen)"),
    ("drohung", 3, r"ich\s+(?:bringe?|mache?)\s+(?:dich|euch)\s+(?:um|kalt|fertig)"),
    ("fuck-you", 2, r"fuck\s+(?:you|off)"),
)
