from django.apps import AppConfig
from django.urls import register_converter

from core.codes import CodeConverter


class CoreConfig(AppConfig):
    name = "core"

    def ready(self) -> None:
        register_converter(CodeConverter, "code")
