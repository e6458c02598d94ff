"""Collected static files: hashed names, compressed, and one style sheet instead of thirteen requests."""

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

WHOLE = "css/house.css"
IMPORT = re.compile(r'@import url\("([\w./-]+)"\);')


def joined(sheet: str, part: Any) -> str:
    """``sheet`` with each ``@import url("x.css");`` replaced by ``part("x.css")``."""
    return IMPORT.sub(lambda found: part(found.group(1)).strip(), sheet)


class HouseStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """The manifest storage, after the parts of the sheet were put into it."""

    def post_process(self, paths: dict[str, Any], *args: Any, **options: Any) -> Iterator[Any]:
        if WHOLE in paths and not options.get("dry_run"):
            storage, name = paths[WHOLE]
            folder = PurePosixPath(name).parent
            with storage.open(name) as source:
                whole = joined(source.read().decode(), lambda part: self._text(storage, str(folder / part)))
            self.delete(WHOLE)
            self._save(WHOLE, ContentFile(whole.encode()))
            paths = {**paths, WHOLE: (self, WHOLE)}
        yield from super().post_process(paths, *args, **options)

    @staticmethod
    def _text(storage: Any, name: str) -> str:
        with storage.open(name) as part:
            return str(part.read().decode())
