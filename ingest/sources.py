"""Files to read: paths, folders and archives to a list of files with the names that they get in the library."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

from ingest.archives import Member, is_archive, list_archive, read_member
from ingest.errors import DocumentTooLargeError, IngestError, UnreadablePathError
from ingest.loaders.limits import MAX_FILE_BYTES

# What desktop systems and office programs leave in folders; hidden files are passed over too.
_PASSED_OVER = frozenset({"thumbs.db", "desktop.ini"})
_LOCK_FILE_PREFIX = "~$"


@dataclass(frozen=True)
class Source:
    """A file, and its name in the library: two files of one name are two versions of one document.

    `origin` is the file, or the bytes of an archive that was handed in; `member` says which file of an archive it
    is. `warnings` are about the archive, on its first file.
    """

    name: str
    origin: Path | bytes = field(repr=False)
    member: Member | None = None
    warnings: tuple[str, ...] = ()


def find_sources(paths: Sequence[Path]) -> list[Source]:
    """All files of `paths`, folders walked, archives opened, in order, each file once.

    A file's name is its own; within a folder it is the path below that folder, within an archive the path below
    the folder of the archive. Two files with one name in one call are told apart by their parent folders.
    An archive that cannot be opened is a source itself: reading it tells why.
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
            parents = resolved.parts[1:-1]
            for source in _expanded(name, file):
                parts = [*parents, resolved.stem] if source.member else list(parents)
                unique = source.name
                while unique in names and parts:
                    unique = f"{parts.pop()}/{unique}"
                names.add(unique)
                sources.append(replace(source, name=unique))
    return sources


def expand(name: str, data: bytes) -> list[Source]:
    """Files of an archive that was handed in as bytes.

    Raises:
        IngestError: The archive cannot be opened, as `ingest.archives.list_archive`.
    """
    members, warnings = list_archive(name, data)
    return _member_sources(name, data, members, warnings)


def _expanded(name: str, file: Path) -> list[Source]:
    if is_archive(name) and file.is_file():
        try:
            members, warnings = list_archive(name, file)
        except IngestError:
            return [Source(name, file)]
        return _member_sources(name, file, members, warnings)
    return [Source(name, file)]


def _member_sources(
    name: str, origin: Path | bytes, members: list[Member], warnings: tuple[str, ...]
) -> list[Source]:
    folder = PurePosixPath(name).parent
    return [
        Source((folder / member.name).as_posix(), origin, member, () if number else warnings)
        for number, member in enumerate(members)
    ]


def read_source(source: Source) -> bytes:
    """The bytes of a file or of a member of an archive.

    Raises:
        UnreadablePathError: There is no such file, or it cannot be read.
        DocumentTooLargeError: It is larger than any document may be.
        IngestError: It is an archive, or of one, that cannot be opened.
    """
    if source.member is not None:
        return read_member(source.name, source.origin, source.member)
    if isinstance(source.origin, bytes):
        return source.origin
    if is_archive(source.name) and source.origin.is_file():
        list_archive(source.name, source.origin)
    return _read_file(source.origin)


def _read_file(path: Path) -> bytes:
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
