from django.apps import AppConfig
from django.urls import register_converter

from assessments.converters import GroupKindConverter


class AssessmentsConfig(AppConfig):
    name = "assessments"

    def ready(self) -> None:
        register_converter(GroupKindConverter, "group_kind")
