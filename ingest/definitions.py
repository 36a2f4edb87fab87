"""What terms mean, in the document's words: stated meanings, short names, glossaries, and coined terms explained."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.coined_terms import is_explained
from ingest.datatypes import Definition
from ingest.passages import Passage, sentence_end, sentence_start, tidy

_MEANS = re.compile(
    r"(?:(?:本[一-龥]{1,6})?(?:中|里)?(?:所称的?|所谓的?|所指的?))?"
    r"(?P<term>“[^”\n]{2,30}”[一-龥]{0,6}|[^，。；：“”\n（）]{2,24})(?:（[^）\n]{1,30}）)?"
    r"，?(?:是指|系指|指的是|即指|是一种)(?P<meaning>(?:(?!；(?:本[一-龥]{1,6})?所称)[^。\n]){4,300})"
)
_QUOTED = re.compile(  # 「其中“失联”，指…的情形」
    r"(?P<term>“[^”\n]{2,30}”[一-龥]{0,4}(?<![是系即的]))，?指(?![导挥标数定向明出派])(?P<meaning>[^。\n]{4,300})"
)
_SUCH_ARE = re.compile(  # 「日供水1000立方米以上的为千吨工程；…」
    r"(?:^|(?<=[，。；：\n]))(?P<meaning>[^，。；：、\n]{4,60}(?:[上下内外满足者]|\d[一-龥]{1,4})的)，?称?为(?P<term>“[^”\n]{2,20}”|[一-龥]{2,10})(?=[，。；\n]|$)"
)
_SO_CALLED = re.compile(
    r"(?:所谓|所称)的?(?P<term>“[^”\n]{2,30}”|[^，。；：“”\n是即]{2,20})"
    r"，?(?:就是|即是|即|是(?!指))(?P<meaning>[^。\n]{4,300})"
)
_THAT_IS = re.compile(
    r"(?P<term>“[^”\n]{2,30}”[一-龥]{0,6}|(?<=[，。；\n])[^，。；：“”\n（）]{2,16})，?(?<![立当随])即(?![将可时使便刻接办日知])[：:]?(?P<meaning>[^。；\n]{4,300})"
)
_CALLED_SO = re.compile(  # 「…每公里3000元的标准（即“1053”标准）」
    r"(?P<meaning>[^。；（）\n]{6,160})（(?:即|俗称|又称|也称|亦称|也就是|就是|通称)(?P<term>“[^”\n]{2,24}”[一-龥]{0,6})）"
)
_BRACKETED = re.compile(r"“(?P<term>[^”\n]{2,24})”（(?P<meaning>[^（）\n]{4,160})）")
_SHORT_NAME = re.compile(
    r"(?P<meaning>《[^》\n]{3,60}》|[^，。；：（）\n]{3,50})（(?:以下|下文)?(?:统称|简称|合称|称)(?:为|：)?(?P<term>[^（）\n]{1,30})）"
)
_SHORT_PLAIN = re.compile(r"(?P<meaning>[^，。；：（）\n]{4,40})，?(?:以下)?简称(?:为)?“(?P<term>[^”\n]{2,20})”")
_IS = re.compile(
    r"(?:^|(?<=[。\n]))\s*(?P<term>“[^”\n]{2,24}”(?:(?!是?指)[一-龥]){0,6})，?(?:[^，。；\n]{0,30}，)?"
    r"(?:就?是)(?![否不什])(?P<meaning>[^。\n]{6,300})"
)
_IS_JUST = re.compile(r"，(?P<term>“[^”\n]{2,24}”[一-龥]{0,6})就是(?P<meaning>[^。\n]{6,300})")
_PLACED = re.compile(
    r"(?:^|(?<=\n))\s*(?P<term>“[^”\n]{2,24}”)，(?P<meaning>(?:位于|坐落|地处|由|以|作为|主要|用于|面向|依托|集)[^。\n]{6,300})"
)
_COLON = re.compile(
    r"(?:^|(?<=[。；\n]))[\s\-—*]*(?:\d{1,2}[.．、]\s*)?"
    r"(?P<term>“[^”\n]{2,30}”[一-龥]{0,6}|[^，。；：:“”\n（）|]{2,16})[：:](?:是|系)?指(?![导挥标数定])(?P<meaning>[^。\n]{4,300})"
)
_SHORT_OF = re.compile(
    r"(?P<term>“[^”\n]{2,24}”[一-龥]{0,4})(?:是|为|即)(?P<meaning>[^，。；\n|]{4,120}的?(?:简称|统称|总称|合称|缩写))"
)
_GENUS = (
    "模式|机制|制度|制|工程|计划|项目|平台|体系|品牌|工作法|体制|改革|政策|活动|行动|理事会|联盟|共治联盟|综合体|架构|格局|空间|方式|做法|大走访"
)
_VERB = (
    "推行|实行|实施|实现|推进|深化|打造|创新|推出|启动|建立|形成|开展|探索|担任|借鉴|构建|举办|发起|推广|建设|建强|建成|完善|制定|引入|首创|提供|出台"
)
_COINED = re.compile(
    rf"(?P<verb>{_VERB})[^，。；：“”\n]{{0,36}}“(?P<term>[^”\n]{{2,30}})”(?P<genus>(?:[一-龥]{{0,8}}?(?:{_GENUS}))?)"
)
_APPOSITION = re.compile(rf"(?P<verb>[一-龥”]的)“(?P<term>[^”\n]{{2,30}})”(?P<genus>[一-龥]{{0,8}}?(?:{_GENUS}))")
_CELL = " | "  # between the cells of a table row
_OFFICE = re.compile(r"(?:担任|兼任)[^，。；“”\n]{0,20}(?P<terms>(?:“[^”\n]{2,16}”)+)")
_GLOSSARY = re.compile(
    "名词解释|名词术语|术语|名词注释|概念解释|名词说明|有关名词|用语|指标解释|指标释义|指标说明|释义"
)
_LEADS = re.compile(
    rf"[（(]?(?:附[：:录件]?\s*\d*[：:]?)?(?:有关|相关|部分|主要)?(?:{_GLOSSARY.pattern})(?:说明|如下)?[）)]?[：:]?"
)
_CHAPTER = re.compile("[一二三四五六七八九十]+、|第.{1,3}[章节条]")
_ENTRY = re.compile(
    r"\s*(?:[\d①-⑳]+[.．、]?|（[一二三四五六七八九十\d]+）)?\s*(?P<term>[^：:。\n]{2,30})[：:](?P<meaning>[^\n]{6,600})"
)
_FULL_NAME_START = re.compile(
    r"^(?:根据|依托|依据|按照|成立|设立|建立|组建|由|对|将|为|把|经|以|在|和|与|及|制定|印发|贯彻|落实|关于印发|现将|开展|推进|实施|规范|加强|完善|健全|做好|的)+"
)
# Each pattern with what its text must hold, so that most clauses cost one look.
_SIGNS = (
    (_SO_CALLED, re.compile("所谓|所称")),
    (_MEANS, re.compile("指(?:(?<=[是系即]指)|的是)|是一种")),
    (_QUOTED, re.compile("”[一-龥]{0,4}，?指")),
    (_SUCH_ARE, re.compile("的，?称?为")),
    (_THAT_IS, re.compile("即(?:(?<=[，”]即)|(?<=[一-龥]即)[^将可时使便刻接办日知])")),
    (_CALLED_SO, re.compile("（[即俗又也亦就通][^“）]{0,3}“")),
    (_BRACKETED, re.compile("”（")),
    (_SHORT_NAME, re.compile("称[^（）\n]{0,30}）")),
    (_SHORT_PLAIN, re.compile("简称(?:为)?“")),
    (_IS, re.compile("^\\s*“|[。\n]\\s*“")),
    (_IS_JUST, re.compile("就是")),
    (_COLON, re.compile("[：:](?:是|系)?指")),
    (_SHORT_OF, re.compile("称(?<=[简统总合]称)|缩写")),
    (_PLACED, re.compile("^\\s*“|\n\\s*“")),
)
_NOT_A_MEANING = re.compile("^(?:以下|下文|责任|牵头|配合|含|不含|试行|暂行|见|附|第|简称)")
_CHARACTERS = re.compile("简称|统称|合称|是指|系指|指的是|即|所谓|所称|“|的，?称?为")


def extract_definitions(passages: Sequence[Passage]) -> list[Definition]:
    """Stated meanings, each term once per wording; explained coined terms where a term has no stated meaning."""
    facts: list[Definition] = []
    stated: set[str] = set()
    led = False
    for passage in passages:
        led = _LEADS.fullmatch(passage.text.strip()) is not None or (led and _goes_on(passage))
        listed = led or _in_glossary(passage)
        if not listed and not _CHARACTERS.search(passage.text):
            continue
        for term, meaning, start, end in _stated(passage, listed=listed):
            plain = _plain(term)
            if plain not in stated:
                stated.add(plain)
                facts.append(_definition(passage, start, end, term, meaning))
    for passage in passages:
        for term, meaning, start, end in _coined(passage):
            if _plain(term) not in stated:
                stated.add(_plain(term))
                facts.append(_definition(passage, start, end, term, meaning))
    return facts


def _plain(term: str) -> str:
    return re.sub("[“”《》]", "", term)


def _goes_on(passage: Passage) -> bool:
    """Whether a passage still belongs to the entries below 「名词解释：」: no chapter or table begins."""
    return passage.clause.row is None and not _CHAPTER.match(passage.text.strip())


def _in_glossary(passage: Passage) -> bool:
    return any(_GLOSSARY.search(label) for label in passage.clause.path[-3:])


def _stated(passage: Passage, *, listed: bool) -> Iterator[tuple[str, str, int, int]]:
    text, offset = passage.text[passage.unnumbered :], passage.unnumbered
    for pattern, sign in _SIGNS:
        if not sign.search(text):
            continue
        for match in pattern.finditer(text):
            told, _, _ = match["meaning"].partition(_CELL)  # a meaning ends with its cell
            meaning = tidy(told)
            term = re.sub("^“([^“”]*)”$", r"\1", match["term"].strip())
            if pattern in (_SHORT_NAME, _SHORT_PLAIN, _CALLED_SO):
                meaning = _FULL_NAME_START.sub("", meaning)
                term = term if pattern is _CALLED_SO else term.strip("“”")
            elif _NOT_A_MEANING.match(meaning) or (pattern is _BRACKETED and "、" not in meaning and len(meaning) < 6):
                continue
            if pattern is _MEANS:
                term = re.sub("^(?:其中|这里|此处|本办法|本意见|本方案)", "", term)
            if term and meaning:
                start, end = match.span("term")  # the meaning stands before or after it
                first, last = min(start, match.start("meaning")), max(end, match.start("meaning") + len(told))
                yield tidy(term), meaning, offset + first, offset + last
    if listed:
        entry = _ENTRY.match(text)
        if entry:
            start, end = offset + entry.start("term"), offset + entry.end("meaning")
            yield tidy(entry["term"]).strip("“”"), tidy(entry["meaning"]), start, end


def _coined(passage: Passage) -> Iterator[tuple[str, str, int, int]]:
    """Quoted terms that their own sentence explains: a verb brings them in, words beside them say how."""
    text = passage.text
    if "“" not in text or passage.clause.kind in ("closing", "front") or not passage.clause.path:
        return
    for office in _OFFICE.finditer(text):
        start, stop = _piece(text, office.start(), passage.body), sentence_end(text, office.end())
        for term in re.findall("“([^”]+)”", office["terms"]):
            yield term, tidy(text[start:stop]), start, stop
    found = [*_COINED.finditer(text), *_APPOSITION.finditer(text)]
    for match in sorted(found, key=lambda each: each.start()):
        genus = match["genus"]
        start, stop = _piece(text, match.start(), passage.body), sentence_end(text, match.end())
        start = max(start, text.rfind(_CELL, start, match.start()) + len(_CELL)) if _CELL in text[start:stop] else start
        stop = stop if (cell := text.find(_CELL, match.end(), stop)) < 0 else cell
        if not is_explained(text, match, start, stop):
            continue
        meaning = tidy(text[start:stop])
        if 8 <= len(meaning) <= 400:
            term = f"“{match['term']}”{genus}" if genus and len(genus) <= 4 else match["term"]
            yield term, meaning, start, stop


def _piece(text: str, position: int, floor: int) -> int:
    """Where the part of the sentence between commas begins that holds `position`."""
    start = sentence_start(text, position, floor)
    return max(start, text.rfind("，", start, position) + 1)


def _definition(passage: Passage, start: int, end: int, term: str, meaning: str) -> Definition:
    return Definition(passage.clause.index, passage.start + start, passage.start + end, term, passage.item, meaning)
