from django.apps import AppConfig


class NumbersConfig(AppConfig):
    name = "commons.numbers"
    label = "numbers"
