from django.apps import AppConfig


class DraftsConfig(AppConfig):
    name = "commons.drafts"
    label = "drafts"
