"""The office's own words: lists in the data folder that go before the shipped ones, read again when they change."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from ingest.bodies import BodyNames, read_bodies
from ingest.data_files import Fault
from ingest.errors import DataFileError
from ingest.gazetteer import Gazetteer, read_places
from ingest.vocabulary import Vocabulary
from retriever.everyday import EverydayWords

DICTIONARY_FOLDER = "dictionary"
BODIES_FILE = "bodies.txt"
EVERYDAY_FILE = "everyday_words.txt"
PLACES_FILE = "places.txt"

_COMMENT = "以 # 开头的行是说明，空行不算；文件请存为 UTF-8 编码。改动在下一次提问时生效，不必重新导入。"
_CHECK = "改完可用 zhengda dictionary check 检查。"
HEADS = {
    BODIES_FILE: f"""\
# 本单位的机构名称：补充或改正自带的名称表。
# 每行「规范名称：别名、别名」，不写省、市、区、县、街道等层级前缀和地名，如：
#   文化和旅游局：文旅中心、文旅发展中心
# “办公室”与“办”、“委员会”与“委”、名称中的“和”“与”“及”由程序自动对应。同一名称不得出现在两行。
# {_COMMENT}
# 新导入的文件随即按它读取；已导入的文件，可用 zhengda docs reparse 重新读取。
# {_CHECK}
""",
    EVERYDAY_FILE: f"""\
# 本单位的日常用语：提问时的说法与文件里的说法。两种写法：
#   口语、口语 → 政策用语、政策用语      只从左边找右边；右边把最常用的写在前面
#   甲 = 乙                             意思相同，互相代替（简称与全称）
# {_COMMENT}
# {_CHECK}
""",
    PLACES_FILE: f"""\
# 本单位补充的地名：自带的地名表缺少或已更名的市、区、县。先写一行省份，再写其下的市和区县：
#   【湖北省】
#   黄石市：新设区、新设县
# {_COMMENT}
# 地名影响提问中的地方，也影响新导入文件所属的地方；已导入的文件，可用 zhengda docs reparse 重新读取。
# {_CHECK}
""",
}

Stamp = tuple[tuple[str, int, int], ...]
Words = TypeVar("Words")

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class OfficeDictionary:
    """The shipped lists with the office's additions; equal stamps mean equal words.

    `stamp` holds name, size in bytes and time of change of each of the office's files; empty without any.
    """

    bodies: BodyNames = field(default_factory=BodyNames.default)
    everyday: EverydayWords = field(default_factory=EverydayWords.default)
    places: Gazetteer = field(default_factory=Gazetteer.default)
    stamp: Stamp = ()

    @property
    def vocabulary(self) -> Vocabulary:
        """The names that documents are read by."""
        return Vocabulary(self.bodies, self.places)


class DictionaryFolder:
    """Follows the office's files; safe for several threads."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        self._read: OfficeDictionary | None = None
        self._refused: Stamp = ()

    def current(self) -> OfficeDictionary:
        """The dictionary as its files are now; the one before while they have an error, which is logged once.

        Raises:
            DataFileError: A file has an error, and there is none before.
        """
        stamp = _stamp(self._folder)
        with self._lock:
            if self._read is not None and stamp in (self._read.stamp, self._refused):
                return self._read
            try:
                self._read = read_dictionary(self._folder)
            except DataFileError as error:
                if self._read is None:
                    raise
                self._refused = stamp
                logger.warning("%s 改好之前沿用原来的词表。", error)
            return self._read


def read_dictionary(folder: Path) -> OfficeDictionary:
    """The shipped lists with those in `folder`, which need not exist.

    Raises:
        DataFileError: A file has an error; the message names file and line.
    """
    stamp = _stamp(folder)
    return OfficeDictionary(
        bodies=_extended(folder / BODIES_FILE, BodyNames.default(), BodyNames.with_file),
        everyday=_extended(folder / EVERYDAY_FILE, EverydayWords.default(), EverydayWords.with_file),
        places=_extended(folder / PLACES_FILE, Gazetteer.default(), Gazetteer.with_file),
        stamp=stamp,
    )


def make_dictionary(folder: Path) -> list[Path]:
    """Make the files that are missing, each with its explanation and no entry; returns those made."""
    folder.mkdir(parents=True, exist_ok=True)
    made = []
    for name, head in HEADS.items():
        path = folder / name
        if not path.exists():
            path.write_text(head, encoding="utf-8")
            made.append(path)
    return made


def check_dictionary(folder: Path) -> list[str]:
    """All that is wrong with the office's files, one Chinese sentence an error, naming file and line."""
    found: list[str] = []
    checks: dict[str, Callable[[Path, Fault], object]] = {
        BODIES_FILE: read_bodies,
        EVERYDAY_FILE: EverydayWords.from_file,
        PLACES_FILE: read_places,
    }
    for path in sorted(folder.glob("*")) if folder.is_dir() else ():
        check = checks.get(path.name)
        if check is None:
            found.append(f"{path} 不是词表，不会生效。词表的文件名是：{'、'.join(checks)}。")
            continue
        try:
            check(path, found.append)
        except DataFileError as error:
            found.append(str(error))
    return found


def _extended(path: Path, shipped: Words, extend: Callable[[Words, Path], Words]) -> Words:
    return extend(shipped, path) if path.is_file() else shipped


def _stamp(folder: Path) -> Stamp:
    """Name, size and time of change of the files that are there."""
    found = []
    for name in HEADS:
        try:
            status = (folder / name).stat()
        except FileNotFoundError:
            continue
        found.append((name, status.st_size, status.st_mtime_ns))
    return tuple(found)
