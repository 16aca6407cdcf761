"""Files as people upload them: whole, small, and of every kind that is kept."""

from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

PDF = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\nstartxref\n0\n%%EOF\n"


def make_upload(content: bytes = PDF, name: str = "drill.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def make_picture(kind: str = "PNG", size: tuple[int, int] = (40, 30), **options: Any) -> bytes:
    out = BytesIO()
    Image.effect_noise(size, 80).convert("RGB").save(out, kind, **options)
    return out.getvalue()


def make_package(parts: dict[str, bytes]) -> bytes:
    """An archive with these entries; `mimetype` is stored as it is, as documents have it."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content, ZIP_STORED if name == "mimetype" else ZIP_DEFLATED)
    return out.getvalue()


def make_open_xml(main: str = "wordprocessingml.document.main+xml", parts: dict[str, bytes] | None = None) -> bytes:
    """`main` ends the type of the main part; further parts may be given by name."""
    types = (
        '<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Override PartName="/main.xml" ContentType="application/vnd.openxmlformats-officedocument.{main}"/></Types>'
    )
    return make_package({"[Content_Types].xml": types.encode(), "main.xml": b"<document/>", **(parts or {})})


def make_open_document(media_type: str = "text", parts: dict[str, bytes] | None = None) -> bytes:
    mimetype = f"application/vnd.oasis.opendocument.{media_type}".encode()
    return make_package({"mimetype": mimetype, "content.xml": b"<document/>", **(parts or {})})
