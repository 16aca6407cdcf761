from core.models.codes import PublicCode
from core.models.deletion import Deletable, DeletableQuerySet
from core.models.revisions import Revisioned, StaleWriteError
from core.models.timestamps import Timestamped

__all__ = ["Deletable", "DeletableQuerySet", "PublicCode", "Revisioned", "StaleWriteError", "Timestamped"]
