"""Files to read: paths and folders to a list of files with the names that they get in the library."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest.errors import DocumentTooLargeError, UnreadablePathError
from ingest.loaders.limits import MAX_FILE_BYTES

# What desktop systems and office programs leave in folders; hidden files are passed over too.
_PASSED_OVER = frozenset({"thumbs.db", "desktop.ini"})
_LOCK_FILE_PREFIX = "~$"


@dataclass(frozen=True)
class Source:
    """A file, and its name in the library: two files of one name are two versions of one document."""

    name: str
    path: Path


def find_sources(paths: Sequence[Path]) -> list[Source]:
    """All files of `paths`, folders walked, in order, each file once.

    A file's name is its own; within a folder it is the path below that folder. Two files with one name in one call
    are told apart by their parent folders.
    """
    sources: list[Source] = []
    seen: set[Path] = set()
    names: set[str] = set()
    for path in paths:
        for name, file in _files(path):
            resolved = file.resolve()
            if resolved in seen:
                continue
            seen.add(resolved)
            parents = list(resolved.parts[1:-1])
            while name in names and parents:
                name = f"{parents.pop()}/{name}"
            names.add(name)
            sources.append(Source(name, file))
    return sources


def read_source(path: Path) -> bytes:
    """The bytes of a file.

    Raises:
        UnreadablePathError: There is no such file, or it cannot be read.
        DocumentTooLargeError: It is larger than any document may be.
    """
    try:
        size = path.stat().st_size
        if size > MAX_FILE_BYTES:
            raise DocumentTooLargeError(
                f"文件“{path}”有 {size / 1e6:.0f} MB，超过上限 {MAX_FILE_BYTES / 1e6:.0f} MB。请拆分后再导入。"
            )
        if path.is_dir():
            raise UnreadablePathError(f"文件夹“{path}”里没有可导入的文件。")
        return path.read_bytes()
    except FileNotFoundError as error:
        raise UnreadablePathError(f"找不到“{path}”。请检查路径。") from error
    except OSError as error:
        raise UnreadablePathError(f"无法读取“{path}”：{error.strerror}。请检查权限。") from error


def _files(path: Path) -> Iterator[tuple[str, Path]]:
    if not path.is_dir():
        yield path.name, path
        return
    found = False
    for folder, subfolders, names in os.walk(path):
        subfolders[:] = sorted(name for name in subfolders if not name.startswith("."))
        for name in sorted(names):
            if name.startswith((".", _LOCK_FILE_PREFIX)) or name.lower() in _PASSED_OVER:
                continue
            found = True
            file = Path(folder, name)
            yield file.relative_to(path).as_posix(), file
    if not found:
        yield path.name, path  # reading it says that the folder is empty
