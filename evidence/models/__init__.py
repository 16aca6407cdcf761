from evidence.models.evidence import Evidence, EvidenceVersion
from evidence.models.stored_file import StoredFile

__all__ = ["Evidence", "EvidenceVersion", "StoredFile"]
