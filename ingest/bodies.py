"""Names of public bodies: one canonical form for many ways of writing, and recognition in free text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cached_property, lru_cache
from pathlib import Path

from ingest.data_files import DATA_FOLDER, Fault, read_lines, refuse, words
from ingest.name_patterns import joined_as, names_pattern, unfold

# What ends a place name (市, 区, 乡) and what only looks like it (社区, 城市, 市场, 区域).
_PLACE_END = (
    "(?:省|自治区|自治州|自治县|(?<![城都超集门])市(?!场|容|政(?!府|协|法)|民(?!政|族|宗|防))|(?<![社小地园片街辖])区(?![域划级直块间位])"
    "|县(?![级直域])|街道|(?<![城])镇(?!级)|(?<![城])乡(?!村))"
)
_PLACE = re.compile(rf"[一-龥]{{2,5}}?{_PLACE_END}")
_POWER = re.compile("(?:国网|南网|国家电网|南方电网)?(?P<place>(?!国网|南网)[一-龥]{2,3})(?P<core>供电(?:公司|局))")
_TOWNSHIPS = "(?:乡镇|镇街|街镇|镇乡|街道|镇|乡)"  # 镇街残联, 镇（街道）残联: a body of every one of them
_LEVEL_PREFIX = re.compile(
    r"(?:本|我|全)?(乡镇(?!企)|镇街|街镇|镇乡|省|市(?!监[局所部分])|区(?!域|划)|县|旗|街道|镇|乡)(?!场|容|政(?!府|协|法|数|务))"
)
_BRANCH = re.compile("([一-龥]{4,12})分局")  # 生态环境局大武口分局, 公安汉台分局
_LEVELS = {"省": 4, "自治区": 4, "市": 3, "自治州": 3, "区": 2, "县": 2, "自治县": 2, "旗": 2, "街道": 1,
           "镇": 1, "乡": 1, "乡镇": 1, "镇街": 1, "街镇": 1, "镇乡": 1}  # fmt: skip
_TOWNSHIP_OFFICE = re.compile(r"(?<=街道|.镇|.乡)(?:办事处|人民政府|政府)$|(?<=街道)办$")
_BRACKETS = re.compile(r"[（(〔\[【〈].*?[）)〕\]】〉]")
_COLLECTIVE = re.compile(
    r"(?:全[市区县街镇]|[省市区县镇街](?:级|直|属|内)?)?(?:各|相关|有关|其他|全体|各级|各有关|各相关|机关各)+[一-龥]{0,8}?"
    r"(?:部门|单位|街道|街镇|街|镇|乡|社区|村|科室|处室|企业|公司|(?<![承主协举])办|局|委|中心|党组织|党委|党支部|党工委|居民区|居委会|政府"
    r"|(?:[区县旗]|市(?!民(?!政)|场)){1,3}(?:[（(〈][市区县旗、]+[）)〉])?(?:[市区](?!民|场)|人民政府|政府)*"
    r"|站所|队伍|学校|团体|组织|集团|物业)(?:办事处|（[^）]*）)?"
)
_COVERED = {"街道": "街道", "街镇": "街道|街镇|镇|乡", "镇街": "街道|街镇|镇|乡",
            "镇": "镇", "乡": "乡", "社区": "社区", "村": "村", "居民区": "居民区",
            "居委会": "居委会", "科室": "科|室|办"}  # fmt: skip
_EVERY = re.compile(r"(?:全?[省市区县]?[级属内]?)?各(街道|街镇|镇街|镇|乡|社区|村|居民区|居委会|科室)(?:办事处)?")
_GROUP = re.compile("各|全[省市区县镇]|相关|有关|其他|其它|属地|所属|涉及")
_ROLE = re.compile(  # what a body is to a task: no name of one
    "(?:各|本|相关|有关|市|区|县|级|直)*(?:责任|牵头|配合|主责|主管|承办|协办|主办|成员|参与|实施|落实|会办)?(?:单位|部门)"
)
_OF_FIELD = ("部门", "主管部门", "行政部门", "行政主管部门")  # how rules call the office of a field
_FIELD = re.compile("([一-龥]{2,8})(?:局|委)")
_NO_BODY_BEFORE_OFFICE = "怎举协督创主承经兴开筹帮代申好通即快难可么何"

_ITS_OFFICE = re.compile("办公室")
_WITH_OFFICES = ("委员会", "领导小组", "指挥部", "联席会议", "专班")
_AND = re.compile(r"(?<=.)(?:以及|[和与及])(?=.)")
_NO_SECTION_BEFORE_SHARE = "控参持入国配送折优炒个原干一二两三四五六七八九十第合"


def fold(name: str) -> str:
    """`name` with the interchangeable endings in their short form and without 和, 与, 及."""
    folded = name.replace("委员会", "委").replace("办公室", "办").replace("人民政府", "政府")
    return _AND.sub("", folded)


def read_bodies(path: Path, fault: Fault = refuse) -> dict[str, str]:
    """Canonical name by folded alias, from a file in the form of `data/bodies.txt`.

    Args:
        path: the file.
        fault: what is done with an error: a line has no name, or a name stands on two lines. Where it returns, the
            line or name is left out.

    Raises:
        DataFileError: the file cannot be read, or has an error that `fault` does not put up with.
    """
    canonical: dict[str, str] = {}
    for number, line in read_lines(path):
        head, _, tail = line.partition("：")
        names = [name.strip() for name in (head, *tail.split("、")) if name.strip()]
        if not head.strip() or not names:
            fault(f"词表文件 {path} 第 {number} 行缺少规范名称：{line}。应写成「规范名称：别名、别名」。")
            continue
        for name in names:
            known = canonical.setdefault(fold(name), head.strip())
            if known != head.strip():
                fault(f"词表文件 {path} 第 {number} 行的「{name}」已属于「{known}」。请只在一行中保留该名称。")
    return {**_departments(canonical), **canonical}


def _departments(canonical: Mapping[str, str]) -> dict[str, str]:
    """What rules call offices by their field, whatever their place names them: 民政部门, 民政主管部门 for 民政局."""
    fields = ((match[1], head) for alias, head in canonical.items() if (match := _FIELD.fullmatch(alias)))
    return {f"{field}{ending}": head for field, head in fields for ending in _OF_FIELD}


@lru_cache(maxsize=1)
def _suffix_patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A pattern for a whole name, and one for names inside free text, both by their endings."""
    suffixes = sorted(words("body_suffixes.txt"), key=len, reverse=True)
    office = f"(?<![{_NO_BODY_BEFORE_OFFICE}])办"
    section = f"(?<![{_NO_SECTION_BEFORE_SHARE}])股"  # 安全管理股 is a section of an office, 国有控股 a share
    special = {"办": office, "股": section, "科": "科(?![学技研普])", "处": "处(?![理置罚])"}
    ending = "|".join(special.get(suffix, suffix) for suffix in suffixes)
    whole = re.compile(rf"[一-龥A-Za-z0-9（）“”·]{{1,24}}?(?:{ending})")
    weak = {"局", "委", "办", "厅", "政府", "街道", "街镇", "镇", "乡", "社区", "中心", "科", "股", "处", "室",
            "人大", "政协", "集团", "企业", "学校", "大学", "学院", "银行", "医院", "单位", "部门"}  # fmt: skip
    strong = "|".join(suffix for suffix in suffixes if suffix not in weak)
    inner = "(?:应急|[^\\W\\d_的是由和与及或把被将要应做有几多哪谁什么牵配责])"
    whole_names = "|".join(suffix for suffix in suffixes if suffix not in weak and len(suffix) > 2)  # 镇 + 水利站
    prefix = "(?<![社小地园片街辖城])(?:[省市县旗镇]|区(?!域|别|分|间))"
    levelled = rf"{prefix}(?:(?:{inner}){{1,10}}?(?:{ending})|(?:{whole_names}))"
    opening = "(?:(?<=^)|(?<=[，。；、：\\s由和与及向请对]))(?!(?:报|经|呈|送|交)[省市区县旗镇乡])"
    bounded = rf"{opening}{inner}{{2,12}}?(?:{strong}|局|街道)"
    section = "股|科|处|室|办公室|(?<=党政)办|纪工委|大队"
    own = rf"(?:^|(?<=[，。；：、\s由向报请交]))(?:局|厅|街道|镇)(?:(?:{inner}){{2,8}}?|)(?:{section})"
    return whole, re.compile(f"{levelled}|{own}|{bounded}")


class BodyNames:
    """Known names of bodies with their aliases; immutable, `with_…` give extended copies."""

    def __init__(self, canonical: Mapping[str, str], written: Iterable[str] = ()) -> None:
        """Start from `canonical` (folded alias → canonical name) and names as documents write them."""
        self._canonical = dict(canonical)
        self._written = frozenset(written)
        cores = {*self._canonical, *self._canonical.values(), *self._written}
        cores |= {unfold(name) for name in self._canonical}
        cores |= {name for alias, head in self._canonical.items() if (name := joined_as(alias, head))}
        self._cores = frozenset(cores)

    @classmethod
    def default(cls) -> BodyNames:
        """The names of the shipped list."""
        return _default_names()

    def with_names(self, names: Iterable[str]) -> BodyNames:
        """A copy that also recognises `names`, as written in documents, with and without level prefix."""
        learnt = set(self._written)
        for name in names:
            plain = _BRACKETS.sub("", name).strip()
            if _ROLE.fullmatch(plain):
                continue
            learnt |= {part for part in (plain, _split(plain)[2]) if len(part) > 1}
        return BodyNames(self._canonical, learnt)

    def with_aliases(self, pairs: Iterable[tuple[str, str]]) -> BodyNames:
        """A copy in which the second name of each pair (short) means the same as the first (full)."""
        canonical = dict(self._canonical)
        for full, short in pairs:
            canonical[fold(_split(short)[2])] = self.normalize(full)
        return BodyNames(canonical, {*self._written, *(name for pair in pairs for name in pair)})

    def with_file(self, path: Path) -> BodyNames:
        """A copy extended by an office's own list in the form of `data/bodies.txt`, which goes before the shipped one.

        Raises:
            DataFileError: the file is missing, not UTF-8, or has an error; the message names the line.
        """
        canonical = dict(self._canonical)
        own = read_bodies(path)
        for alias, head in own.items():
            canonical[alias] = canonical[fold(_split(alias)[2])] = self.normalize(head)
        return BodyNames(canonical, {*self._written, *own, *own.values()})

    def normalize(self, name: str) -> str:
        """The form to compare by: canonical, without place, level prefix, brackets and white space."""
        core = _split(name)[2]
        folded = fold(core)
        known = self._canonical.get(folded)
        if known is None and folded.startswith("委") and len(folded) > 2:  # 区委组织部, 区委党建办
            folded = folded[1:]
            known = self._canonical.get(folded)
        if known is None and (branch := _BRANCH.fullmatch(core)) is not None:
            offices = (fold(f"{branch[1][:-size].removesuffix('局')}局") for size in (2, 3, 4))
            known = next((self._canonical[office] for office in offices if office in self._canonical), None)
        if known is None and len(folded) in (2, 3):  # 住建, 城管: how brackets and lists name the office of a field
            known = next((self._canonical[each] for end in "局委部" if (each := folded + end) in self._canonical), None)
        return known or folded

    def core(self, name: str) -> str:
        """A name without its place and level, as written: 城乡建设局 of 浑南区城乡建设局."""
        return _split(name)[2]

    def forms(self, name: str) -> frozenset[str]:
        """The ways of writing a body that are known, without place and level prefix: 市监局, 市场监督管理局, ….

        A text in which none of them stands does not name the body.
        """
        known = self._forms.get(normal := self.normalize(name), frozenset())
        return known | {normal, _split(name)[2]}

    @property
    def cores(self) -> frozenset[str]:
        """All names that are known, without place and level prefix."""
        return self._cores

    @cached_property
    def last_characters(self) -> frozenset[str]:
        """The characters that such names end with."""
        return frozenset(name[-1] for name in self._cores if name)

    @cached_property
    def _known(self) -> re.Pattern[str]:
        """Every known name, with or without its level."""
        return _known_names(self._cores)

    @cached_property
    def _forms(self) -> Mapping[str, frozenset[str]]:
        """Known ways of writing by the form to compare by."""
        found: dict[str, set[str]] = {}
        for name in self._cores:
            core = _split(name)[2]
            if len(core) > 1:
                found.setdefault(self.normalize(name), set()).add(core)
        return {normal: frozenset(names) for normal, names in found.items()}

    def same(self, first: str, second: str) -> bool:
        """Whether two names can mean the same body: equal form, and no conflict of place or level."""
        first_place, first_level, _ = _split(first)
        second_place, second_level, _ = _split(second)
        branch = any(_BRANCH.fullmatch(_split(name)[2]) for name in (first, second))  # 市生态环境局汉台分局: of 区
        if first_level and second_level and first_level != second_level and not branch:
            return False
        if not (first_place.startswith(second_place) or second_place.startswith(first_place)):  # 青溪 is 青溪市
            return False
        return self.normalize(first) == self.normalize(second)

    def covers(self, group: str, name: str) -> bool:
        """Whether a collective name ("各街道") includes `name`; False for "相关部门" and the like."""
        kind = _EVERY.fullmatch(_BRACKETS.sub("", group))
        if kind is None or _GROUP.match(name):
            return False
        beside = re.findall("街道|镇|乡|社区|村", "".join(_BRACKETS.findall(group)))
        covered = "|".join((_COVERED[kind[1]], *beside))  # 各镇（街道）
        return re.fullmatch(rf".+(?:{covered})(?:办事处)?", name) is not None

    def is_body(self, name: str) -> bool:
        """Whether `name`, as a whole, reads as the name of a body or of a group of bodies."""
        return _is_body(self, name)

    def find(self, text: str, *, listed_only: bool = False) -> list[tuple[int, int, str]]:
        """Names of bodies in `text` as (start, end, name), in order, without overlap, longest first.

        With `listed_only` names are recognised from the lists alone, not by their endings: for questions, where
        「负责」 or 「办」 run on into other words.
        """
        found = [match.span() for match in self._known.finditer(text)]
        found += [match.span() for match in _COLLECTIVE.finditer(text)]
        known_ends = {end for _, end in found}
        found += [
            match.span()
            for match in (() if listed_only else _suffix_patterns()[1].finditer(text))
            if match.end() not in known_ends or match[0][0] in "省市区县旗镇街局"  # 请问 + 区民政局 is not one name
        ]
        spans: list[tuple[int, int, str]] = []
        end = 0
        for start, stop in sorted(found, key=lambda span: (span[0], -span[1])):
            if start < end:
                continue
            if start == end and spans and spans[-1][2].endswith(("街道", "镇", "乡")):  # 某街道 + 平安办
                start = spans.pop()[0]
            further = _ITS_OFFICE.match(text, stop)  # 某委员会 + 办公室
            stop = further.end() if further and text[start:stop].endswith(_WITH_OFFICES) else stop
            spans.append((start, stop, text[start:stop]))
            end = stop
        return spans


@lru_cache(maxsize=16)
def _known_names(cores: frozenset[str]) -> re.Pattern[str]:
    # Copies are made again and again with the same names, and for some of them nothing is ever looked up.
    pattern = names_pattern(name for name in cores if len(name) > 1)
    level = rf"(?<![社小地园片街辖])[本我]?[省市区县旗镇乡]|{_TOWNSHIPS}(?:[（(]{_TOWNSHIPS}[）)])|镇街|街镇|乡镇"
    return re.compile(rf"(?:{level})?(?:{pattern})")


@lru_cache(maxsize=4096)
def _is_body(names: BodyNames, name: str) -> bool:
    plain = _BRACKETS.sub("", name).strip()
    if names._known.fullmatch(plain) or _COLLECTIVE.fullmatch(plain):
        return True
    return _suffix_patterns()[0].fullmatch(plain) is not None


@lru_cache(maxsize=1)
def _default_names() -> BodyNames:
    path = DATA_FOLDER / "bodies.txt"
    listed = (name.strip() for _, line in read_lines(path) for name in re.split("[：、]", line))
    return BodyNames(read_bodies(path), (name for name in listed if fold(name) != name))  # 工业和信息化局, as written


@lru_cache(maxsize=4096)
def _split(name: str) -> tuple[str, int, str]:
    """(place, level, name without both); the narrowest place written out, level 0 where unknown."""
    rest = _BRACKETS.sub("", re.sub(r"\s+", "", name)).removeprefix("中共")
    rest = _TOWNSHIP_OFFICE.sub("", rest)
    place, level = "", 0
    if (power := _POWER.fullmatch(rest)) is not None:  # 国网青溪供电公司 is 供电公司 in the text of 青溪
        return power["place"], 0, power["core"]
    while True:
        if level and rest[0] in "级直属" and len(rest) > 3:  # 区级机关党工委, 市直机关工委
            rest = rest[1:]
        prefix = _LEVEL_PREFIX.match(rest)
        # 区市监局 is 市监局 of a district: a wider level does not follow a narrower one.
        if prefix and len(rest) - prefix.end() >= 2 and (not level or _LEVELS[prefix[1]] < level):
            rest, level = rest[prefix.end() :], _LEVELS[prefix[1]]
            continue
        match = _PLACE.match(rest)
        if not match or len(rest) - match.end() < 2 or rest[match.end()] in "办委":
            # 长宁区委组织部 keeps 委, which `normalize` drops.
            if match and rest[match.end() :].startswith("委") and len(rest) - match.end() > 2:
                place, rest = match[0], rest[match.end() :]
                level = _level(place)
            return place, level, rest
        place, rest = match[0], rest[match.end() :]
        level = _level(place)


def _level(place: str) -> int:
    return next((level for end, level in _LEVELS.items() if place.endswith(end)), 0)
