"""The bodies that a question names."""

from __future__ import annotations

import re

from retriever.lexicon import Lexicon
from retriever.question_patterns import wording

_LEVELS = "省市区县旗镇乡"
_ANY = re.compile(r"[各每](?:牵头|责任|成员|配合|有关|相关)?(?:单位|部门|地区)$")  # none in particular
_OFFICE = re.compile("(?:局|委|办|厅|站|所|院|队|科|处|室|中心|公司|集团|专班|(?<![居村])委员会|指挥部|主管部门)$")
_LONGEST = 14
_BEFORE_TASKS = re.compile(
    "(?:[股科室站所办院队组局]|中心|专班|公司|集团|银行|协会|学校|医院)"
    "(?P<asks>负责|牵头|承担|主抓|要[干做办抓管]|有(?:什么|啥|哪些?|几[项个件])(?:任务|职责|分工|工作|活|事)|的(?:任务|职责|分工))"
)
_PART = re.compile(  # 「市政府督查室」 is no 市政府
    "(?<=政府|[党省市县区州旗工]委)[一-龥]{1,4}?(?:办公室|室|办|处|科|局|部|站|队|中心)"
    "(?=$|[，,。？?、 ]|[负牵承主配参要管有是的在干做抓归和与都])"
)

_MADE_BEFORE = re.compile(  # 「建好社区党群服务中心」 is a task, whoever it falls to
    "(?:(?:新|筹|扩|改|兴|共)建|建(?:好|成|起|设|强|立)?|打造|升级|改造|搭建|做强|完善)(?:社区|街道|[省市区县镇乡村])?级?$"
)
_OURS = re.compile("(?:^|[，,。 ])(?:我们|咱们|俺们|咱)(?:这|这边|这个)?[一-龥]{0,2}$")
_OWN = re.compile("我|咱|俺|自己")
_ASKS = re.compile("谁|哪|多少|几|什么|啥|怎|咋|如何|吗|负责|牵头")
_FURTHER = 6  # characters of a question behind what a body tells of itself
_MADE_BEHIND = re.compile("(?:给|都)?(?:新建|改建|建|打造|升级|改造|搭建|办|搞|做|完善)(?:好|成|起来|出来|起)")


def named_bodies(text: str, lexicon: Lexicon) -> tuple[str, ...]:
    """Bodies that a question names, each once: 妇联 is the 县妇联 named before it."""
    found: list[str] = []
    for start, end, named in lexicon.bodies.find(text, listed_only=True):
        if (named.endswith("街道") and named in lexicon.places) or _ANY.search(named) or _asks_itself(text, start, end):
            continue
        part = _PART.match(text, end)
        name = text[start : part.end()] if part else _of_no_level(named, lexicon)
        if _is_made(text, end - len(named) if name.startswith(named) else end - len(name), end):
            continue
        if not any(name in other or other == name for other in found):
            found = [other for other in found if other not in name] + [name]
    if not found and wording("tasks").search(text):  # bodies of no list, by the ending of their names
        mentions = lexicon.bodies.find(text)
        ended = [name for start, end, name in mentions if _OFFICE.search(name) and not _is_made(text, start, end)]
        written = [name for name in ended if any(map(lexicon.count, lexicon.bodies.forms(name)))]
        found = [name for name in written if name not in lexicon.places][:2] or _as_written(text, lexicon)
    return tuple(found)


def _asks_itself(text: str, start: int, end: int) -> bool:
    """Whether a body only tells of itself before it asks of something else: 「我们居委会天天填表，减负有哪些办法」."""
    piece, _, rest = text[end:].replace(",", "，").partition("，")
    told = len(rest) >= _FURTHER and not _ASKS.search(piece) and not _OWN.search(rest)
    return told and _OURS.search(text[:start]) is not None


def _is_made(text: str, start: int, end: int) -> bool:
    """Whether a question speaks of a body as of something that is built, not of one that does something."""
    if _MADE_BEFORE.search(text[:start]) and not text[end:].startswith("的"):
        return True
    return re.search("把[^，。？?把]{0,6}$", text[:start]) is not None and _MADE_BEHIND.match(text, end) is not None


def _as_written(text: str, lexicon: Lexicon) -> list[str]:
    """The longest stretch before 「负责」 that ends as an office does and that the texts hold: 养老服务股."""
    for match in _BEFORE_TASKS.finditer(text):
        end = match.start("asks")
        for start in range(max(0, end - _LONGEST), end - 2):
            if lexicon.count(text[start:end]):
                return [text[start:end]]
    return []


def _of_no_level(name: str, lexicon: Lexicon) -> str:
    """A name without the level that belongs to the place before it (惠山区 + 文旅集团), where it is so written."""
    name = name.replace("(", "（").replace(")", "）")  # as documents write them
    bare = name[1:]
    if name[0] not in _LEVELS or lexicon.count(name) or len(bare) < 3:
        return name
    return bare if lexicon.count(bare) > sum(lexicon.count(level + bare) for level in _LEVELS) else name
