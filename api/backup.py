"""A copy of a data folder that is whole although the server goes on writing."""

from __future__ import annotations

import re
import shutil
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

# The index is made anew from the library; the files beside a database belong to its connections.
_LEFT_OUT = re.compile(r"index|.*\.sqlite-(?:wal|shm|journal)|\..*")
_NAME = re.compile(r"zhengda-\d{8}-\d{6}")
_PARTIAL = ".partial"


class BackupError(Exception):
    """The copy was not made; the message is Chinese."""


def back_up(data: Path, target: Path, now: datetime) -> Path:
    """Copy a data folder into a new folder in `target`, named by the time.

    Databases come first, each in one transaction, then the originals: what a database names was there before it.

    Raises:
        BackupError: There is nothing to copy, or it cannot be read or written.
    """
    if not (data / "library.sqlite").is_file():
        raise BackupError(f"“{data}”里没有文档库，请用 --data 指明数据目录。")
    if target.resolve().is_relative_to(data.resolve()):
        raise BackupError(f"“{target}”在数据目录里面，请备份到别处，最好是另一块磁盘。")
    final = target / f"zhengda-{now:%Y%m%d-%H%M%S}"
    partial = final.with_name(final.name + _PARTIAL)
    try:
        partial.mkdir(parents=True)
        entries = [entry for entry in sorted(data.iterdir()) if not _LEFT_OUT.fullmatch(entry.name)]
        for entry in sorted(entries, key=lambda entry: entry.suffix != ".sqlite"):
            _copy(entry, partial / entry.name)
        partial.rename(final)
    except (OSError, shutil.Error, sqlite3.Error) as error:
        shutil.rmtree(partial, ignore_errors=True)
        raise BackupError(f"没有备份成：{error}。请检查“{target}”的空间和写权限；原来的数据没有改动。") from error
    return final


def drop_old(target: Path, keep: int) -> list[Path]:
    """Delete the oldest copies in `target` above `keep`; nothing but folders named as `back_up` names them.

    Raises:
        BackupError: One cannot be deleted.
    """
    copies = sorted(entry for entry in target.iterdir() if entry.is_dir() and _NAME.fullmatch(entry.name))
    old = copies[:-keep]
    try:
        for folder in old:
            shutil.rmtree(folder)
    except OSError as error:
        raise BackupError(f"旧的备份没有删掉：{error}。请检查“{target}”的写权限。") from error
    return old


def _copy(source: Path, target: Path) -> None:
    if source.suffix == ".sqlite":
        address = f"{source.resolve().as_uri()}?mode=ro"
        with closing(sqlite3.connect(address, uri=True)) as reader, closing(sqlite3.connect(target)) as writer:
            reader.backup(writer)
    elif source.is_dir():
        shutil.copytree(source, target)
    else:
        shutil.copy2(source, target)
