from django.apps import AppConfig


class ReferralsConfig(AppConfig):
    name = "participation.referrals"
    label = "referrals"

    def ready(self) -> None:
        from participation.referrals import register  # noqa: PLC0415 -- apps must be loaded

        register.register()
