"""What addresses of assessments may hold."""


class GroupKindConverter:
    """The values of `assessments.choices.GroupKind`, which cannot be imported before the models."""

    regex = "phase|domain"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return str(value)


class PackIdConverter:
    """Ids of questions, phases and domains, in the shape in which packs may have them; see catalog.files.names.

    What cannot be one never comes near a database, of which PostgreSQL takes no NUL.
    """

    regex = "[A-Za-z0-9][A-Za-z0-9_.-]{0,63}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value
