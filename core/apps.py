from django.apps import AppConfig
from django.core.checks import register
from django.urls import register_converter

from core.checks import check_public_url
from core.codes import CodeConverter


class CoreConfig(AppConfig):
    name = "core"

    def ready(self) -> None:
        register(check_public_url)
        register_converter(CodeConverter, "code")
