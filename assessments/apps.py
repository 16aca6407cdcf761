from django.apps import AppConfig
from django.urls import register_converter

from assessments.converters import GroupKindConverter, PackIdConverter


class AssessmentsConfig(AppConfig):
    name = "assessments"

    def ready(self) -> None:
        register_converter(GroupKindConverter, "group_kind")
        register_converter(PackIdConverter, "pack_id")
