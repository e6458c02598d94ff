"""Recordings at rest: encrypted with our field keys, bound to their place, in the configured storage."""

import base64

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from talentpool.kernel.encryption import seal, unseal


def keep(path: str, content: bytes) -> str:
    """Write ``content`` encrypted; returns the path it really got."""
    sealed = seal(base64.b64encode(content).decode(), bound_to=f"file:{path}")
    return str(default_storage.save(path, ContentFile(sealed.encode())))


def fetch(path: str) -> bytes:
    """The plain bytes again. Raises FileNotFoundError, Unreadable."""
    with default_storage.open(path, "rb") as file:
        return base64.b64decode(unseal(file.read().decode(), bound_to=f"file:{path}"))


def forget(path: str) -> None:
    """Delete; a file that is gone already is fine."""
    default_storage.delete(path)
