"""What people read about their ideas and those they follow, by bell and by mail."""

from django.utils.translation import gettext_lazy as _

from participation.ideas.verbs.telling import Letter

PUBLISHED = Letter(
    line=_("Ihre Idee „%(title)s“ ist veröffentlicht"),
    subject=_("Ihre Idee %(number)s ist veröffentlicht"),
    text=_(
        "Ihre Idee „%(title)s“ steht jetzt auf der Plattform. Alle können sie lesen "
        "und unterstützen.\n\n%(words)s\n\n"
        "So geht es weiter: Wir klären, welches Amt zuständig ist, und geben die Idee "
        "dorthin weiter. Spätestens am %(until)s hören Sie wieder von uns, auch wenn "
        "es dann noch keine Antwort gibt."
    ),
)
NEW_MATCH = Letter(
    line=_("Neue Idee zu Ihrer Suche: „%(title)s“"),
    subject=_("Neue Idee zu Ihrer Suche: %(title)s"),
    text=_(
        "Es gibt eine neue Idee: „%(title)s“. Sie passt zu dem, was Sie gespeichert "
        "haben: %(searches)s.\n\n"
        "Unter „Meine Suchen“ können Sie eine Suche anhalten oder löschen: %(address)s"
    ),
)
NEW_IN_REGION = Letter(
    line=_("Neue Idee in %(region)s: „%(title)s“"),
    subject=_("Neue Idee in %(region)s: „%(title)s“"),
    text=_(
        "In %(region)s gibt es eine neue Idee: „%(title)s“. Sie können sie lesen, "
        "unterstützen und mitreden."
    ),
)
NEW_IN_PLANNING_AREA = Letter(
    line=_("Neue Idee im Planungsraum %(area)s: „%(title)s“"),
    subject=_("Neue Idee im Planungsraum %(area)s: „%(title)s“"),
    text=_(
        "Im Planungsraum %(area)s (%(region)s) gibt es eine neue Idee: „%(title)s“. "
        "Sie können sie lesen, unterstützen und mitreden."
    ),
)
NEW_ON_TOPIC = Letter(
    line=_("Neue Idee zum Thema %(topic)s: „%(title)s“"),
    subject=_("Neue Idee zum Thema %(topic)s: „%(title)s“"),
    text=_(
        "Zum Thema %(topic)s gibt es eine neue Idee: „%(title)s“ (%(region)s). Sie "
        "können sie lesen, unterstützen und mitreden."
    ),
)
CHANGES_REQUESTED = Letter(
    line=_("Wir haben eine Frage zu Ihrer Idee „%(title)s“"),
    subject=_("Bitte ändern Sie Ihre Idee %(number)s"),
    text=_(
        "Ihre Idee „%(title)s“ können wir so noch nicht veröffentlichen. Sie ist nicht "
        "abgelehnt: Wir bitten Sie um eine Änderung.\n\n%(why)s\n\n%(words)s\n\n"
        "Auf der Seite Ihrer Idee können Sie den Text ändern und noch einmal "
        "einreichen.\n\n%(objection)s"
    ),
    action=_("Idee ändern"),
    paper=_(
        "Ihre Idee „%(title)s“ können wir so noch nicht veröffentlichen. Sie ist nicht "
        "abgelehnt: Wir bitten Sie um eine Änderung.\n\n%(why)s\n\n%(words)s\n\n"
        "Schreiben Sie uns, oder rufen Sie uns an. Wir tragen die Änderung für Sie "
        "ein.\n\n%(objection)s"
    ),
)
DECLINED = Letter(
    line=_("Ihre Idee „%(title)s“ wird nicht veröffentlicht"),
    subject=_("Ihre Idee %(number)s wird nicht veröffentlicht"),
    text=_(
        "Ihre Idee „%(title)s“ veröffentlichen wir nicht.\n\n%(why)s\n\n%(words)s\n\n"
        "%(objection)s"
    ),
)
REDIRECTED = Letter(
    line=_("Für „%(title)s“ gibt es einen besseren Weg"),
    subject=_("Ihre Idee %(number)s: So kommen Sie weiter"),
    text=_(
        "Danke für Ihre Idee „%(title)s“. Hier können wir sie nicht voranbringen, auf "
        "einem anderen Weg geht es.\n\n%(why)s\n\n%(words)s\n\n%(way)s\n\n"
        "%(objection)s"
    ),
)
HIDDEN = Letter(
    line=_("Ihre Idee „%(title)s“ ist vorläufig nicht mehr zu sehen"),
    subject=_("Ihre Idee %(number)s ist vorläufig verborgen"),
    text=_(
        "Wir zeigen Ihre Idee „%(title)s“ zurzeit nicht und prüfen sie noch einmal. "
        "Das Ergebnis teilen wir Ihnen mit.\n\n%(why)s\n\n%(words)s\n\n%(objection)s"
    ),
)
RESTORED = Letter(
    line=_("Ihre Idee „%(title)s“ ist wieder zu sehen"),
    subject=_("Ihre Idee %(number)s ist wieder zu sehen"),
    text=_(
        "Wir haben Ihre Idee „%(title)s“ noch einmal geprüft. Sie steht wieder auf der "
        "Plattform, mit allen Unterstützungen.\n\n%(words)s"
    ),
)
REMOVED = Letter(
    line=_("Ihre Idee „%(title)s“ ist entfernt"),
    subject=_("Ihre Idee %(number)s ist entfernt"),
    text=_(
        "Ihre Idee „%(title)s“ haben wir von der Plattform entfernt.\n\n%(why)s\n\n"
        "%(words)s\n\n%(objection)s"
    ),
)
REFERRED = Letter(
    line=_("„%(title)s“ liegt jetzt hier: %(lead)s"),
    subject=_("Die Idee %(number)s ist weitergeleitet"),
    text=_(
        "Die Idee „%(title)s“ haben wir weitergeleitet. Zuständig ist: %(lead)s. Eine "
        "Stellungnahme erwarten wir bis zum %(until)s. Sobald eine Antwort da ist, "
        "schreiben wir Ihnen."
    ),
    action=_("Weg der Idee ansehen"),
)
REOPENED = Letter(
    line=_("„%(title)s“ ist wieder aufgenommen"),
    subject=_("Die Idee %(number)s ist wieder aufgenommen"),
    text=_(
        "Die Idee „%(title)s“ sehen wir uns noch einmal an. Spätestens am %(until)s "
        "hören Sie wieder von uns."
    ),
)
