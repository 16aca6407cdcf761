from django.apps import AppConfig
from django.core.checks import register

from config.checks import check_public_url


class ConfigConfig(AppConfig):
    name = "config"

    def ready(self) -> None:
        register(check_public_url)
