from django.apps import AppConfig
from django.forms import Field
from django.utils.translation import gettext_lazy as _


class DesignConfig(AppConfig):
    name = "commons.design"
    label = "design"

    def ready(self) -> None:
        # Django's own words ("zwingend erforderlich") scold; ours say what to do.
        Field.default_error_messages["required"] = _(
            "Bitte füllen Sie dieses Feld aus."
        )
