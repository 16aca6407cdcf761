from catalog.models.pack import Pack

__all__ = ["Pack"]
