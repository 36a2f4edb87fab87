"""Names of China's provinces, cities and counties: finding them in text, and what lies above each."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import TypeAlias

from ingest.data_files import DATA_FOLDER, Fault, read_lines, refuse, words

YEARS = r"\d{4}(?:\s?[—\-–~至]+\s?\d{4})?年?度?"  # before the name of a place in a title
_ENDING = re.compile(r"(?:特别行政区|自治[区州县旗]|街道|(?<=..)[地新]区|(?<=...)林区|[省市区县镇乡旗盟])$")
_SEPARATOR = "、"
_DIRECT = "直辖"
_UNNAMED = "（未写明）"
_HAN = "\u4e00-\u9fff"
# A bare stem counts where a word may begin; 武昌 in 中武昌盛 does not.
_WORD_START = re.compile(
    rf"(?:^|[^{_HAN}]|[的在和与及或对向从到那于给比跟以据经]|关于|印发|请问|学习|借鉴|介绍|推广|支援|支持|帮扶|打造|今年|去年|明年|\d年|相比)$"
)
# What may follow a stem that is also an everyday word when it opens a text: 中山“零距离”…, 和平打造….
_NAME_FOLLOWS = re.compile(r"[“：:]|探索|打造|推出|出台")
_NAMED_AFTER = re.compile(r"实践|样本|样板|答案")
_COUNTED_BY = tuple("那这哪每一几两各某")  # 「那个旧小区」 names no 个旧
_NOT_ENDING = {"区": "域间划块别位", "县": "域", "市": "场", "镇": "化域", "州": "际"}
# Roads bear the names of far cities: 南京东路.
_ROAD = re.compile("[东西南北中]?[一二三四五六]?[路街弄巷]|大[道街]")
_BANNER = re.compile(r"^(.)[一-龥]{1,3}?([左右]翼?[前中后]?|[前中后])(旗)$")
_CONSTRUCTION = re.compile("建设|改造|规划|发展|更新|治理|管理")

Chains: TypeAlias = tuple[tuple[str, ...], ...]


class Gazetteer:
    """Places by name.

    Args:
        parents: for each full name, the chains of places above it, widest first; a name that several places share
            has several chains.
        everyday: stems and names that are also everyday words; they count beside a place above them.
    """

    def __init__(self, parents: Mapping[str, Chains], everyday: frozenset[str] = frozenset()) -> None:
        self._parents = parents
        self._everyday = everyday
        stems: dict[str, list[str]] = defaultdict(list)
        for name in parents:
            stem = place_stem(name)
            if stem != name and stem not in parents:
                stems[stem].append(name)
        self._stems = {stem: tuple(sorted(names, key=self._rank)) for stem, names in stems.items()}
        by_prefix: dict[str, list[str]] = defaultdict(list)
        for name in (*parents, *self._stems):
            by_prefix[name[:2]].append(name)
        self._by_prefix = {prefix: sorted(names, key=len, reverse=True) for prefix, names in by_prefix.items()}

    @staticmethod
    @lru_cache(maxsize=1)
    def default() -> Gazetteer:
        """The gazetteer of `ingest/data/places.txt`, read once."""
        everyday = {word for line in words("place_everyday_stems.txt") for word in line.split(_SEPARATOR)}
        return Gazetteer(read_places(DATA_FOLDER / "places.txt"), frozenset(everyday))

    def with_file(self, path: Path) -> Gazetteer:
        """A copy extended by an office's own list in the form of `data/places.txt`.

        Raises:
            DataFileError: the file is missing, not UTF-8, or has an error; the message names the line.
        """
        parents = dict(self._parents)
        for name, chains in read_places(path).items():
            parents[name] = tuple(dict.fromkeys((*parents.get(name, ()), *chains)))
        return Gazetteer(parents, self._everyday)

    def __contains__(self, name: object) -> bool:
        return name in self._parents

    def find(self, text: str) -> list[tuple[int, int, str]]:
        """Places named in free text, in order, not overlapping: start, end (characters), full name.

        Full names count anywhere. Stems (静安) count where a word may begin; those that are everyday words (朝阳)
        only beside a place above them or where the text opens with them as a name. Of places that share a stem the
        widest is given, then the district before the county.
        """
        found: list[tuple[int, int, str]] = []
        position = 0
        while position < len(text) - 1:
            above = found[-1][2] if found and found[-1][1] == position else ""
            opens = position == 0 or text[position - 1] in "《\n"
            hit = self.at(text, position, above=above, opens=opens)
            if hit is None:
                position += 1
            else:
                found.append((position, *hit))
                position = hit[0]
        return found

    def named_by(self, stem: str) -> tuple[str, ...]:
        """Full names that a stem may stand for, the likeliest first; a full name stands for itself."""
        return (stem,) if stem in self._parents else self._stems.get(stem, ())

    def parents(self, name: str, nearby: str = "") -> tuple[str, ...]:
        """Places above one, widest first; empty for a province, an unknown name, and a name that several share.

        Args:
            name: a full name, such as 鼓楼区.
            nearby: text in which the places above may be named; it decides between places of one name.
        """
        chains = self._parents.get(name, ())
        if len(chains) == 1:
            return chains[0]
        scores = [self._support(chain, nearby) for chain in chains] if nearby else []
        best = max(scores, default=(0, 0))
        return chains[scores.index(best)] if best > (0, 0) and scores.count(best) == 1 else ()

    def is_within(self, name: str, wider: str) -> bool:
        """Whether a place of this name lies in the other."""
        return any(wider in chain for chain in self._parents.get(name, ()))

    def apart(self, one: str, other: str) -> bool:
        """Whether both places are known and neither lies in the other."""
        both = one in self and other in self and one != other
        return both and not self.is_within(one, other) and not self.is_within(other, one)

    def level(self, name: str) -> int:
        """0 for provinces, 1 for cities, 2 for counties; -1 for unknown names.

        Counties and cities that a province governs directly have level 2, as they have no cities above counties.
        """
        chains = self._parents.get(name)
        if chains is None:
            return -1
        depth = max(len(chain) for chain in chains)
        return 2 if depth == 1 and name[-1] in "区县" and not name.endswith("地区") else depth

    def _rank(self, name: str) -> tuple[int, int]:
        return min(len(chain) for chain in self._parents[name]), "市州盟区县旗".find(name[-1])

    def at(self, text: str, start: int, *, above: str = "", opens: bool = False) -> tuple[int, str] | None:
        """The end and the full name of the longest place that a text names at a position.

        Args:
            text: any text.
            start: the position, in characters.
            above: the place named just before it; a stem then stands for a place within that one.
            opens: whether the text, or the title in it, begins here.
        """
        for name in self._by_prefix.get(text[start : start + 2], ()):
            if not text.startswith(name, start) or text.startswith(words("central_bodies.txt"), start):
                continue  # 公安部 is not of 公安
            end = start + len(name)
            candidates = self.named_by(name)
            below = next((full for full in candidates if above and self.is_within(full, above)), "")
            if below:
                return end, below
            if self._stands_alone(text, start, end, opens=opens):
                return end, candidates[0]
        return None

    def _stands_alone(self, text: str, start: int, end: int, *, opens: bool) -> bool:
        name = text[start:end]
        if name[0] == "个" and text[max(0, start - 1) : start] in _COUNTED_BY:
            return False
        full = name in self._parents
        if full and text[end : end + 1] and text[end] in _NOT_ENDING.get(name[-1], ""):
            return False
        if name in self._everyday:
            if full:
                return opens and len(name) > 2 and not _CONSTRUCTION.match(text, end)
            return opens and _NAME_FOLLOWS.match(text, end) is not None
        if full and len(name) > 2:
            return True
        if not full and (_ROAD.match(text, end) or text[end - 1 : end + 1] == "城市"):
            return False  # 管城 in 「谁来管城市内涝」
        starts_word = opens or _WORD_START.search(text[max(0, start - 2) : start]) is not None
        return starts_word or (not full and _NAMED_AFTER.match(text, end) is not None)

    def _support(self, chain: Iterable[str], nearby: str) -> tuple[int, int]:
        """How many places of a chain a text names, and how often."""
        counts = [nearby.count(place_stem(place)) for place in chain]
        return sum(count > 0 for count in counts), sum(counts)


def read_places(path: Path, fault: Fault = refuse) -> dict[str, Chains]:
    """Chains of places above each name, widest first, from a file of the form described in its head.

    Args:
        path: the file.
        fault: what is done with an error: a line before the first 【province】, a province or city without a name.
            Where it returns, the line is left out.

    Raises:
        DataFileError: the file cannot be read, or has an error that `fault` does not put up with.
    """
    chains: dict[str, list[tuple[str, ...]]] = {}
    province = ""
    for number, line in read_lines(path):
        if line.startswith("【"):
            province = line.strip("【】 ")
            if not province or not line.endswith("】"):
                fault(f"词表文件 {path} 第 {number} 行应写成“【某省】”：{line}。")
                province = province or _UNNAMED
            chains.setdefault(province, []).append(())
            continue
        if not province:
            fault(f"词表文件 {path} 第 {number} 行之前没有写明省份，应先有“【某省】”一行。")
            continue
        city, _, counties = line.partition("：")
        if not city.strip():
            fault(f"词表文件 {path} 第 {number} 行缺少市的名称：{line}。应写成「某市：某区、某县」或「直辖：某区」。")
            continue
        above: tuple[str, ...] = (province,)
        if city != _DIRECT:
            chains.setdefault(city, []).append(above)
            above = (province, city)
        for county in filter(None, counties.split(_SEPARATOR)):
            chains.setdefault(county, []).append(above)
    return {name: tuple(above) for name, above in chains.items()}


def speaks_for_all(text: str) -> bool:
    """Whether a title or a body is of the centre, which speaks for no single place."""
    years = re.match(YEARS, text)
    return text[years.end() if years else 0 :].lstrip("《 ").startswith(words("central_bodies.txt"))


@lru_cache(maxsize=8192)
def place_stem(place: str) -> str:
    """A place's name without its administrative ending: 黄浦区 → 黄浦; names of two characters stay whole.

    Autonomous areas lose the names of their peoples too: 恩施土家族苗族自治州 → 恩施.
    """
    stem = _ENDING.sub("", place)
    if len(stem) < 2:
        return place
    if "自治" in place or stem.endswith("族"):
        return _without_peoples(stem, short="自治" in place)
    return stem


def banner_name(place: str) -> str:
    """How a banner is called for short: 科左后旗 for 科尔沁左翼后旗, 阿左旗 for 阿拉善左旗; empty for other places."""
    match = _BANNER.match(place)
    return "".join(match.groups()).replace("翼", "") if match else ""


def _without_peoples(stem: str, *, short: bool) -> str:
    peoples = words("peoples.txt")
    names = (*peoples, *(people[:-1] for people in peoples if short and len(people) > 2))
    while True:
        shorter = next((stem.removesuffix(name) for name in names if stem.endswith(name)), stem)
        if shorter == stem or len(shorter) < 2:
            return stem
        stem = shorter
