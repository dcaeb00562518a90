from django.urls import path

from commons.terms import views as terms
from participation.together.views import (
    authoring,
    beginning,
    concluding,
    consent,
    undertakings,
)

app_name = "together"
urlpatterns = [
    path("gemeinsam/", undertakings.undertaking_list, name="undertaking-list"),
    path("gemeinsam/regeln/", terms.page("together"), name="terms"),
    path(
        "gemeinsam/idee/<str:number>/anbieten/", beginning.idea_offer, name="idea-offer"
    ),
    path(
        "gemeinsam/idee/<str:number>/aufgreifen/",
        beginning.idea_adopt,
        name="idea-adopt",
    ),
    path(
        "gemeinsam/idee-schreiben/fuer-mich/",
        authoring.authorship_drop,
        name="authorship-drop",
    ),
    path(
        "gemeinsam/idee-schreiben/<slug:key>/",
        authoring.authorship_create,
        name="authorship-create",
    ),
    path(
        "gemeinsam/bericht/<int:pk>/zurueckziehen/",
        undertakings.progress_withdraw,
        name="progress-withdraw",
    ),
    path("gemeinsam/<int:pk>/", undertakings.undertaking_show, name="undertaking-show"),
    path("gemeinsam/<int:pk>/frage/", consent.consent, name="consent"),
    path(
        "gemeinsam/<int:pk>/ohne-antwort/",
        consent.consent_settle,
        name="consent-settle",
    ),
    path(
        "gemeinsam/<int:pk>/zusagen/",
        undertakings.undertaking_accept,
        name="undertaking-accept",
    ),
    path(
        "gemeinsam/<int:pk>/beenden/",
        undertakings.undertaking_end,
        name="undertaking-end",
    ),
    path(
        "gemeinsam/<int:pk>/bericht/",
        undertakings.undertaking_report,
        name="undertaking-report",
    ),
    path(
        "gemeinsam/<int:pk>/mitmachen/",
        undertakings.undertaking_joining,
        name="undertaking-joining",
    ),
    path(
        "gemeinsam/<int:pk>/antwort/",
        concluding.undertaking_conclude,
        name="undertaking-conclude",
    ),
]
