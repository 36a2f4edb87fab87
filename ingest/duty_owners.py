"""Whose duties stand below a heading or behind a line's opening: 「一、区教育局（2项）」, 「市商务局：…」."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache

from ingest.bodies import BodyNames
from ingest.body_lists import read_names, task_verbs
from ingest.data_files import words
from ingest.datatypes import Clause
from ingest.duty_wording import STARS, could_be_duty
from ingest.passages import Passage

_LONGEST = 60  # characters of the longest heading that names bodies
_OPENING = 6  # lines before an address among which the document says what it is about
_FRAME = re.compile(rf"^[\s【\[〔*_#—{STARS}-]+|[】\]〕\s*_：:。—-]+$")
# Names that tell no body by themselves, but do beside others: 施工单位, 行业主管部门, 属地政府, 村（社区）“两委”.
_CALLED = re.compile(
    "(?![加强落推建完开健提示典优龙])[一-龥（）]{1,9}(?:单位|部门|企业|公司|机构|政府|学校|医院|商户|经营者|联合社|“两委”|用户|业主|居民|学生|家长)"
    "|(?:村|社区|居|镇|乡镇?|街道|镇街|街镇)(?:（[村居社区街道镇乡]+）)?(?:两委|食安办|应急办|综治中心)?"
)
_COUNT = re.compile(r"[（(]\s*(?:共|计|合计)?\s*[\d一二两三四五六七八九十]+\s*[项条个件][^（）()]{0,8}[）)]\s*$")
_LABEL_MARK = re.compile("[：:]|(?<=.)[】〕\\]]")
_MARKS = re.compile("[，。；？！]")
_TAIL = re.compile(
    r"的?(?:主要|工作|具体|岗位|安全|生产|监管|管理|部门|法定|日常)*(?:职责|责任|任务|分工|职能|事项)(?:任务|清单|分工|要求|事项|为)*$"
    r"|各?(?:总?牵头|主办|承办|负责|领办|领衔|主抓|主责|认领|包抓|包联)(?:的|落实|推进|实施|办理)*(?:重点)?(?:任务|事项|工作|项目)?(?:清单)?(?:[\d一二两三四五六七八九十]+[项条件个](?:任务|事项)?)?$"
)
# 牵头单位 and the like are labels, not bodies; whom a document addresses is nobody in particular.
_LABELS = re.compile(
    "(?:责任|牵头|配合|成员|主办|协办|承办|参与|参加|协助|实施|申报|联系|相关|有关|各|主管|组长|副组长|支持|会办|协同|发文|印发|来文|主送|抄送"
    "|分管|包保|挂钩|考核|评分|评价|督办|落实)?(?:单位|部门|机构|科室|主体|人员)"
)
_LEVELLED = re.compile("[省市区县镇乡旗]|各|.{2,9}(?:街道|镇|乡|区|县|市|州|旗)")
_NO_HEADING = frozenset({"furniture", "contents", "closing", "table_row"})
_GROUP = re.compile("[一-龥]{2,14}(?:组|专班|指挥[部所]|办公室|分队|小分队)")


@lru_cache(maxsize=1)
def _post() -> re.Pattern[str]:
    endings = "|".join(sorted(words("duty_posts.txt"), key=len, reverse=True))
    return re.compile(rf"[一-龥（）]{{0,10}}?(?:{endings})")


def read_owners(text: str, names: BodyNames, *, called: bool = False) -> tuple[str, ...]:
    """The bodies, working groups, or posts that `text`, as a whole, names as those with duties; empty for none.

    With `called` also those that are told by what they are: 施工单位, 行业主管部门.
    """
    bare = _bare(text)
    if _LABEL_MARK.search(bare):
        return ()
    tail = _TAIL.search(bare)
    if tail and tail.start() >= 2:
        bare = _bare(bare[: tail.start()])
    if not 2 <= len(bare) <= _LONGEST or _MARKS.search(bare):
        return ()
    listed = [re.sub("等?(?:经营|生产|责任)?(?:企业|单位)$", "", name) if "等" in name else name
              for name in read_names(bare, names).own]  # fmt: skip
    if not listed or any(_LABELS.fullmatch(name) for name in listed):
        return ()
    if all(is_owner(name, names) or (called and _CALLED.fullmatch(name)) for name in listed):
        return tuple(listed)
    company = any(is_owner(name, names) for name in listed)  # 甲公司、乙燃气等企业: known in company only
    grouped = re.search("等[一-龥]{0,6}(?:企业|单位|公司)$", bare) is not None
    return tuple(listed) if (company or grouped) and len(listed) > 1 and all(map(_short, listed)) else ()


def is_owner(name: str, names: BodyNames) -> bool:
    """Whether a name is of a body told by its level or its list, of a working group, or of a post."""
    if _post().fullmatch(name) or _GROUP.fullmatch(name):
        return True
    if not names.is_body(name):
        return False
    found = names.find(name)
    whole = len(found) == 1 and found[0][:2] == (0, len(name))
    if not whole and re.match(task_verbs(), name):
        return False  # 「规范建设区级综治中心」 is what is to be done
    return whole or _LEVELLED.match(name) is not None


def may_list_members(name: str) -> bool:
    """Whether people may stand behind a name as well as duties: a working group, its office, a post."""
    group = _GROUP.fullmatch(name) or re.search("小组|指挥[部所]|专班|联席会议|委员会$", name)
    return group is not None or _post().fullmatch(name) is not None


def owners_of(
    passages: Sequence[Passage], clauses: Sequence[Clause], names: BodyNames
) -> Mapping[int, tuple[str, ...]]:
    """Owners by the index of the clause that is their heading; only where such headings come in company.

    A line without a number counts where a numbered item stands right below it, and, closed by a colon, a paragraph
    that is no opening of the document: 「区自来水公司：」.
    """
    children = {clause.parent for clause in clauses}
    found: dict[int, tuple[str, ...]] = {}
    told: set[int] = set()
    known = False
    for order, passage in enumerate(passages):
        clause = passage.clause
        heading = clause.heading if clause.number or clause.kind == "heading" else passage.text.strip()
        if clause.kind in _NO_HEADING or len(heading) > _LONGEST:
            continue
        below = passages[order + 1].clause if order + 1 < len(passages) else None
        numbered = bool(clause.number) or (below is not None and bool(below.number))
        if not numbered and clause.kind != "heading" and not _addresses(passages, order, names):
            continue
        if clause.number and not (clause.index in children or tells_more(passage)):
            continue
        owners = read_owners(heading, names, called=True)
        if owners:
            found[clause.index] = owners
            known |= bool(read_owners(heading, names))
            if _TAIL.search(_bare(heading)) or _COUNT.search(heading):
                told.add(clause.index)
    beside = Counter(place for index in found for place in _places(clauses[index]))
    headed = (clause for clause in clauses if clause.heading or clause.index in found)
    among = Counter(place for clause in headed for place in _places(clause))
    return {
        index: owners
        for index, owners in found.items()
        if index in told
        or (known and any(_in_company(place, beside, among) for place in _places(clauses[index])))
    }


def _addresses(passages: Sequence[Passage], order: int, names: BodyNames) -> bool:
    """Whether a line gives the paragraph below it to bodies, as a notice does after it has said what it is about."""
    line = passages[order].text.strip()
    if not line.endswith(("：", ":")) or order + 1 >= len(passages):
        return False
    owners = read_owners(line, names)
    told = passages[order + 1].text.strip()
    opened = any("。" in passage.text for passage in passages[max(0, order - _OPENING) : order])
    return opened and could_be_duty(told) and not told.endswith(("：", ":")) and all(map(names.is_body, owners))


def tells_more(passage: Passage) -> bool:
    """Whether a numbered clause has words of its own behind its heading."""
    return bool(passage.clause.number) and bool(passage.text[passage.body :].strip(" 。：:\n"))


def _in_company(place: tuple[int | None, bool, int], beside: Counter, among: Counter) -> bool:  # type: ignore[type-arg]
    """Whether most of the headings of one list name owners."""
    return beside[place] > 1 and 2 * beside[place] >= among[place]


def _places(clause: Clause) -> set[tuple[int | None, bool, int]]:
    """What the headings of one list share: what stands above them, or their level in the whole document."""
    if not clause.number:
        return {(None, False, -1)}
    return {(clause.parent, True, clause.level), (None, True, clause.level)}


def _bare(text: str) -> str:
    previous = ""
    while previous != text:
        previous, text = text, _COUNT.sub("", _FRAME.sub("", text)).strip()
    return text


def _short(name: str) -> bool:
    return 2 <= len(name) <= 20
