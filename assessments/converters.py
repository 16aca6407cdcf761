"""What addresses of assessments may hold."""


class GroupKindConverter:
    """The values of `assessments.choices.GroupKind`, which cannot be imported before the models."""

    regex = "phase|domain"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return str(value)
