"""The files as they were handed in, kept by the hash of their bytes."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
import time
import unicodedata
from pathlib import Path, PurePosixPath

from ingest.errors import LibraryError

_ABANDONED_SECONDS = 3600.0
_PART_SUFFIX = ".part"


class Originals:
    """A folder of files named `<sha256><suffix>`; each is there whole or not at all."""

    def __init__(self, folder: Path) -> None:
        """Use `folder`, or make it.

        Raises:
            OSError: It cannot be used.
        """
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self._drop_abandoned_parts()

    def keep(self, name: str, sha256: str, data: bytes) -> None:
        """Keep the bytes of the file called `name`; those that are there already stay.

        Raises:
            LibraryError: They cannot be written.
        """
        try:
            self._write(self._folder / (sha256 + suffix_of(name)), data)
        except OSError as error:
            raise LibraryError(f"无法保存原始文件“{name}”：{error.strerror}。请检查磁盘空间和写权限。") from error

    def find(self, sha256: str, suffix: str) -> Path:
        """The kept file.

        Raises:
            LibraryError: It is gone.
        """
        file = self._folder / (sha256 + suffix)
        if not file.is_file():
            raise LibraryError(f"原始文件 {file} 不见了。请从备份恢复，或重新导入该文件。")
        return file

    def _write(self, target: Path, data: bytes) -> None:
        if target.is_file() and target.stat().st_size == len(data):
            return
        descriptor, part = tempfile.mkstemp(dir=self._folder, suffix=_PART_SUFFIX)
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(part).replace(target)

    def _drop_abandoned_parts(self) -> None:
        """Remove what a process that was killed while writing left behind."""
        for part in self._folder.glob(f"*{_PART_SUFFIX}"):
            if time.time() - part.stat().st_mtime > _ABANDONED_SECONDS:
                part.unlink(missing_ok=True)


def suffix_of(name: str) -> str:
    """The suffix under which a file of this name is kept: lower case, plain characters, or none."""
    suffix = PurePosixPath(name).suffix.lower()
    return suffix if re.fullmatch(r"\.[a-z0-9]{1,8}", suffix) else ""


def file_name(name: str) -> str:
    """A name as the library keeps it: composed characters, slashes forward, nothing that cannot be stored."""
    storable = name.replace("\\", "/").encode("utf-8", "replace").decode("utf-8")
    return unicodedata.normalize("NFC", storable)


def document_id(name: str, sha256: str) -> str:
    """The id of a document: a hash of its name and content."""
    return hashlib.sha256(f"{name}\0{sha256}".encode()).hexdigest()[:16]
