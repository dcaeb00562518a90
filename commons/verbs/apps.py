from django.apps import AppConfig


class VerbsConfig(AppConfig):
    name = "commons.verbs"
    label = "verbs"
