"""When a task or stage is due, said in the text: stages with their months, 「年底前完成…」, 「到2025年」."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.datatypes import Clause, Deadline, Fact, Responsibility
from ingest.due_wording import DATE, EVENT, RANGE, is_before
from ingest.passages import Passage, sentence_end, sentence_start, spans_within, tidy
from ingest.time_limits import actor_before, find_time_limits, without_preposition

_DATE = r"(?:\d{4}年)(?:\d{1,2}月)?(?:\d{1,2}日)?(?:年?[底末初]|[上中下]旬|[上下]半年|第?[一二三四]季度末?)?"
_RANGE = re.compile(
    rf"(?:自|从)?{_DATE}(?:(?:起)?\s*[—\-–~～至到]{{1,2}}\s*"
    rf"(?:{_DATE}|\d{{1,2}}月(?:\d{{1,2}}日)?(?:[底末初]|[上中下]旬)?))?(?:[底末]?前)?"
)
_STAGE_TIME = rf"(?:{_RANGE.pattern}|{RANGE}|{DATE}(?:之?前|以前|起)?)"
_STAGE = re.compile(
    rf"(?P<name>(?:第[一二三四五六]阶段[：: ，]?\s*)?[^（）。；：\n]{{2,24}}"
    rf"(?:阶段|时期|步骤|环节|期(?=\s*[（(](?:自|从)?\d{{4}}年)))\s*[（(](?P<due>{_STAGE_TIME}[^）)]{{0,6}})[）)]"
)
_STAGE_NAMED = re.compile(
    rf"(?P<name>(?:第[一二三四五六][阶步][段骤]?|[一二三四五六]阶段)[：: ，、]?\s*[^（）。；：\n]{{2,20}})"
    rf"[（(](?P<due>{_STAGE_TIME})[）)]"
)
_STAGE_COLON = re.compile(
    rf"(?P<name>第[一二三四五六]阶段|[^（）。；：，\n]{{2,16}}阶段)\s*[：:，]\s*(?P<due>{_STAGE_TIME})(?=[^\d]|$)"
)
_STEP = re.compile(rf"\s*(?P<name>[^（）。；：，\n]{{2,24}})[（(](?P<due>{_STAGE_TIME})[）)]")
_STEPS = re.compile("步骤|阶段|进度|时间|安排|流程|推进|计划")
_NAMES_STAGE = re.compile("阶段|步骤|时期")
_STAGE_NUMBER = re.compile(r"^[\d.、（）一二三四五六]+(?=[^阶])")
_VERBS = (
    "组织|开展|公示|公布|召开|启动|举办|举行|受理|评审|审核|发布|申报|报名|完成|印发|出台|建成|投用|投产|开工|竣工|通车|投入|实现"
    "|制定|编制|修订|上报|报送|提交|交付|验收|形成|全面|基本|达到|部署|进行"
    "|清零|见底|见成效|见效|关停|投运|运营|开馆|开放|首演|首发|上线|销号|整改|拆除|执行|评估|培训|转移|覆盖|达标|封顶|试运行|接入"
    "|搬迁|迁移|腾退|回迁|挂牌|公开|兑现|发放|拨付|到位|清运|移交|归档|解决|办结|拿出|建立|收官|亮相|实施|清理|落实"
)
_AIMS = (
    "(?:计划|力争|累计|再)?(?:完成|建成|新[建增改]|改造|达到|覆盖|培训|发展|培育|投用|竣工|开工|创建|打造|整治|修复|安装|加装|更新)"
)
_DUE = re.compile(
    # A look at the first character spares most attempts.
    r"(?=[\d“一七三上下不两中主九争二于五今供元入八六冬到力务十即取古台四国在学寒封常年开当旺明春暑最月本森次每汛泼清火确秋立端第翌自至节苗藏通那采重长防雨高])"
    r"(?P<due>(?:力争|确保|争取|最迟|务必)?(?:在|于|到|至)?"
    rf"(?:(?:\d{{1,2}}月(?:\d{{1,2}}日|[底末]|[上中下]旬)?[、和及])*(?:{_DATE}|今年(?:年)?底|明年(?:年)?底|本?年底|[本下]周[一二三四五六日天末]?|[本下]月(?:\d{{1,2}}日|[底末内]|[上中下]旬)?|(?<!\d)年内|年末|(?<=[，、])月底"
    r"|\d{1,2}月(?:\d{1,2}日|[上中下]旬|[底末初])?|“十[三四五六]五”末|[上下]半年|[一二三四]季度末?)(?:上?下班)?(?:之?前|以前)"
    rf"|(?:(?<=[，。；：])|(?<=[\u4e00-\u9fff]、)(?<![一二三四五六七八九十]、)){EVENT}(?!的)|{EVENT}(?=[，。；]|$|{_VERBS}|整改|落实|修复|拆除|清理)"
    r"|(?<![\u4e00-\u9fff\d])[一二三四五六七八九十]{1,2}月(?:[一二三四五六七八九十]{1,3}日|[底末初]|[上中下]旬)?(?:之?前|以前))"
    r"|(?:力争)?(?<![年—\-])(?:到|至)\d{4}年(?:\d{1,2}月)?(?:[底末])?(?=[，、]|新[增建]|建[成设]|培育|打造|实现|完成|全[面市县区]|基本|力争)"
    r"|(?<![\d一二两三四五六七八九十几])年内(?=[，完全建新实达出启开]|一律|力争|确保)|(?<=[，。；：、])年内(?![的外])"
    rf"|(?<=[；。，：])\d{{1,2}}月(?:[上中下]旬|[底末初])?(?=(?:{_VERBS})[^；。，]{{0,30}})"
    rf"|(?<=[。；，、])\d{{4}}年(?:\d{{1,2}}月(?:[底末初]|[上中下]旬)?|[上下]半年|第?[一二三四]季度|年?底)?(?=(?:{_VERBS})(?!的|[^，。；]{{0,8}}?\d)|(?:完成|建成)\d+[\u4e00-\u9fff]{{4,}})"
    r"|(?<=[；。，：、])(?:[上下]半年|第?[一二三四]季度|年底|年中)(?=(?:全面|基本|力争)?(?:完成|建成|开工|投用|启动|竣工|实现|达到|提交|报送|上报|印发|出台))"
    rf"|(?:最迟|不迟于|不晚于|(?<=[应须在于争保])[在于]?)(?:\d{{4}}年)?(?:\d{{1,2}}月(?:\d{{1,2}}日|[上中下]旬|[底末])?|年底)(?=(?:{_VERBS}|清零|清理|关停|办结|见效|销号|整改|拆除|验收))"
    r"|(?<!本办法)(?<!本条例)(?<!本规定)(?<!本通知)(?<!本细则)(?<!》)自\d{4}年(?:\d{1,2}月(?:\d{1,2}日)?)?起(?=，?(?:执行|实施|推行|建立|实行|启动|全面|开展|试行|停止))"
    rf"|每年[^，。；\d]{{2,8}}(?:前后|期间)(?=[一-龥])|\d{{4}}年[一-龥]{{1,4}}节(?=(?:{_VERBS}))"
    rf"|(?<=[。；，、])(?P<planned>\d{{4}})年(?=(?:{_AIMS})[^，。；]{{0,8}}?\d)"
    r"|(?<=[，；])(?:长期|常年)坚持(?=[。；\n]|$)|(?<=[，；])(?:立行立改|即知即改)(?=[。；\n]|$)"
    r"|(?<=于)(?:\d{1,2}月、)+\d{1,2}月(?=各|分别|开展|组织)"
    r"|(?:力争|通过)[一二三四五六]年(?:左右)?(?:时间)?(?:的)?努力)"
    r"[，、]?"
)
_QUICK = re.compile(
    r"(?=[\d”、一七三下九二五八六内冬十半即四坚季学小年当按提期本次每汛立节，])(?:[，、]月底前|下班前|坚持|立改|即改|[本下][周月]|”[前期]|[十一二三四五六七八九]月|\d[年月]|内|每|按|提前|[次当]月|年底|年内|年末|”末|半年|季度|年.{0,6}努力|[汛冬节学期][^，。]{0,3}前|小时)"
)
_TOLD = re.compile("[\u4e00-\u9fff]{2}")
_DATED = re.compile(
    r"(?=[\d”、。一七三下临九争二于五保八六冬到十即四在学常年应底度日旬月期末本束每汛立自至节迟长须，：；])(?:下班前|[，、]月底前|[长常][期年]坚持|立改|即改|[本下][周月]|于\d{1,2}月|”[前期]|自\d{4}年|每年[“一-龥]|\d{4}年[一-龥]{1,4}节|临前|[一二三四五六七八九十]月|年节?[前]|[，。；][上下第一二三四年][半一二三四季底中]|[底度年月日末旬汛冬节学期束](?:之|以)?前|[；。，：]\d{1,2}月(?!\d)|[到至]\d{4}年|年内|年.{0,6}努力|[。；，、]\d{4}年|[应须在于争保迟]\d{1,4}[年月])"
)
_STAGED = re.compile(r"[段期骤节步]\s*[（(：:，]\s*(?:自|从)?\d|阶段[^（）\n]{0,22}[（(]\d")
_LIMITED = re.compile(r"内|每|按|[次当]月|提前|小时前|前[\d一二两三四五六七八九十]")
_DONE = re.compile("已(?:经)?[^有]|截至|截止|[成现得立]了")
_PAST = re.compile("已(?:经)?[^有]|截至|截止|[成现得立]了|出生|之日|以来(?!的)")
_SINCE = re.compile("以来")  # 三个月以来的: of its own piece of the sentence
_ATTRIBUTE = re.compile(  # 2025年底前形成的欠款
    "(?:建成|形成|取得|签订|出台|印发|交付)(?:[并且未但后尚][^，。；]{0,4}|投用|使用|入住)?的"
    "|(?:已建成|发生|竣工|投用|登记|注册|入[职学住]|批准|出生|参加工作|完工)[^，。；]{0,4}的"
)
_ACTED = re.compile("最迟|务必|[于在]")
_NOTHING_TOLD = frozenset({"完成", "全面完成", "基本完成", "完成任务", "落实", "落实到位", "整改到位", "全部完成"})
_EARLIER = re.compile(r"[^，]{0,12}\d[年月][^，]{0,4}前")
_SHORT = 4  # characters of a verb that leaves unsaid what is due
_LONGEST = 80
_OPEN_END = re.compile("（[^（）]*$")  # 报区政府督查室（联系人：…


def extract_deadlines(
    passages: Sequence[Passage], taken: Sequence[tuple[int, int]], *, since: int = 0
) -> list[Deadline]:
    """Stages and dates named in the text.

    Args:
        passages: the clauses' texts.
        taken: clean spans already read as assignments.
        since: the year that the document is of, 0 where unknown; what was due before it is past.
    """
    facts: list[Deadline] = []
    occupied = sorted(taken)
    for passage in passages:
        if passage.clause.kind in ("table_row", "closing") or not _QUICK.search(passage.text):
            continue
        stages = _stages(passage)
        step = _step(passage) if not stages else None
        facts += [*stages, *([step] if step else [])]
        if stages:
            continue
        if _DATED.search(passage.text) or _LIMITED.search(passage.text):
            blocked = spans_within(occupied, passage.start, passage.start + len(passage.text))
            facts += [fact for fact in _dates(passage, blocked, since) if not is_before(fact.due, since)]
    return [fact for fact in facts if _TOLD.search(fact.subject)]


def _stages(passage: Passage) -> list[Deadline]:
    text = passage.text
    found = []
    if _STAGED.search(text):
        found = [*_STAGE.finditer(text), *_STAGE_COLON.finditer(text)] or [*_STAGE_NAMED.finditer(text)]
    if not found:
        opening = _RANGE.match(text, _label_end(passage))
        closed = opening and text[opening.end() : opening.end() + 1] in ("。", "：", "，")
        if opening and closed and re.search("[—至到-]", opening[0]):
            subject = tidy(text[opening.end() : sentence_end(text, opening.end() + 1)])
            return [_deadline(passage, opening.start(), opening.end(), subject, opening[0])]
    return [
        _deadline(passage, match.start(), match.end(), tidy(_STAGE_NUMBER.sub("", match["name"])), match["due"])
        for match in found
    ]


def _step(passage: Passage) -> Deadline | None:
    """A numbered step named with its months below a heading on steps: 「（一）动员部署（2025年3月）。」."""
    above = passage.clause.path[:-1]
    if not passage.clause.number or not above or not _STEPS.search(above[-1]):
        return None
    match = _STEP.match(passage.text, passage.unnumbered)
    if not match:
        return None
    return _deadline(passage, match.start("name"), match.end(), tidy(match["name"]), match["due"])


def _label_end(passage: Passage) -> int:
    text = passage.text
    start = len(text) - len(text.lstrip())
    number = passage.clause.number
    return text.find(number, start) + len(number) if number else start


def _dates(passage: Passage, blocked: Sequence[tuple[int, int]], since: int) -> list[Deadline]:
    text = passage.text
    facts = []
    limits = list(find_time_limits(text, passage.unnumbered))
    for limit in limits:
        start, stop = sentence_start(text, limit.start), sentence_end(text, limit.end)
        if not any(first <= limit.start < last for first, last in blocked) and not _DONE.search(text, start, stop):
            what = _OPEN_END.sub("", limit.what)[:_LONGEST]
            facts.append(_deadline(passage, limit.start, limit.end, what, limit.due(text)))
    blocked = [*blocked, *((limit.start, limit.end) for limit in limits)]
    for match in _DUE.finditer(text) if _DATED.search(text) else ():
        if any(start <= match.start() < end for start, end in blocked):
            continue
        if match["planned"] and not 0 < since <= int(match["planned"]):
            continue  # 「2023年完成…12个」 may be what was done
        start, stop = sentence_start(text, match.start()), sentence_end(text, match.end())
        piece = max(start, text.rfind("，", start, match.start()))
        if _PAST.search(text, start, stop) or _SINCE.search(text, piece, stop) or _ATTRIBUTE.match(text, match.end()):
            continue
        after = tidy(text[match.end() : stop])
        after = after if after.count("（") >= after.count("）") else after.rstrip("）)")
        pieces = after.split("，")
        # 演练方案于5月20日前报送: the words before belong to what is due
        beside = _ACTED.match(match[0]) or text[match.start() - 1 : match.start()] not in tuple("，。；：、\n（—")
        actor = actor_before(text, match.start(), max(start, passage.unnumbered)) if beside else ""
        subject = actor + pieces[0] if len(pieces[0]) > 5 or actor or re.search(r"\d", pieces[0]) else after
        if 0 < len(subject) <= _SHORT and subject not in _NOTHING_TOLD and not actor:  # 某中心改扩建，…，2027年竣工
            head = re.split("[，：]", tidy(text[max(start, passage.unnumbered) : match.start()]))[0]
            subject = head + subject if _TOLD.search(head) else subject
        if not subject or subject in _NOTHING_TOLD:
            before = tidy(text[max(start, passage.body) : match.start()]).rstrip("（(")
            later = subject and _EARLIER.match(before)  # 「6月底前治理18处，年底前全部完成」: two dates of one task
            subject = subject if later else before
            subject = subject or tidy(passage.clause.heading)
        if subject:
            due = without_preposition(tidy(match["due"]).removeprefix("务必"))
            facts.append(_deadline(passage, match.start(), match.end(), subject[:_LONGEST], due))
    return facts


def _deadline(passage: Passage, start: int, end: int, subject: str, due: str) -> Deadline:
    return Deadline(passage.clause.index, passage.start + start, passage.start + end, subject, passage.item, due)


_PERIOD_SENTENCE = re.compile(
    rf"\s*(?:\d{{1,2}}[.、．])?(?P<due>{RANGE})(?:为|是|系|属于?|：)[^，。；]{{0,10}}(?:期|阶段|时段|时期)[，。：]"
)


def of_periods(facts: Sequence[Fact], passages: Sequence[Passage]) -> list[Deadline]:
    """Deadlines of the tasks of a paragraph that opens with its stage: 「3月1日—4月15日为清淤疏通期。甲…；乙…」."""
    dated = {fact.subject for fact in facts if isinstance(fact, Deadline)}
    found = []
    for passage in passages:
        stage = _PERIOD_SENTENCE.match(passage.text, passage.unnumbered)
        if stage is None:
            continue
        start, end = passage.start + stage.start("due"), passage.start + stage.end("due")
        tasks = (fact for fact in facts if isinstance(fact, Responsibility) and fact.clause == passage.clause.index)
        found += [
            Deadline(task.clause, start, end, task.subject, task.item, stage["due"])
            for task in tasks
            if task.subject not in dated and task.start >= end
        ]
    return found


def of_stages(facts: Sequence[Fact], clauses: Sequence[Clause]) -> list[Deadline]:
    """Deadlines of the tasks below a stage that have none of their own: that of the stage.

    Args:
        facts: what was read; stages among the deadlines are those of a clause with others below it.
        clauses: the outline.
    """
    dated = {fact.clause for fact in facts if isinstance(fact, Deadline)}
    tasks = [fact for fact in facts if isinstance(fact, Responsibility) and fact.clause not in dated]
    found: list[Deadline] = []
    for stage in facts:
        clause = clauses[stage.clause]
        if not isinstance(stage, Deadline) or clause.tree_end <= clause.end:
            continue
        if not _NAMES_STAGE.search("".join(clause.path[-2:])):
            continue
        found += [
            Deadline(task.clause, stage.start, stage.end, task.subject, task.item, stage.due)
            for task in tasks
            if clause.end <= clauses[task.clause].start < clause.tree_end
        ]
    return found
