"""The words that tell who does a task: labels (牵头单位：, 【责任】) and verbs behind names (…牵头，…配合)."""

from __future__ import annotations

import re

from ingest.due_wording import ALONE, ASKED_TIME

_KIND = "单位|部门|处室|科室|股室|站所|机构|主体|街道|团队|专班|组织|方"
_PERSON = "[省市区县旗镇]?领导|责任人|负责人|人员|人|干部|同志"
_LEAD = "总牵头|牵头|主办|主责|主战|主抓|抓总|领办|领衔|首要责任|第一责任|首责|操盘|挂帅|扛旗|挑头|主角"
_SUPPORT = "配合|协办|帮办|会同|助战|属地|协同|协助|参与|参加|会办|支持|协作|指导|搭手|帮手|助攻|助阵|敲边鼓|配角"
_OWN = (
    "主要责任|具体责任|共同责任|整改责任|落实责任|责任|整改落实|整改|主管|推进|落实|承办|实施|负责|承担|分管|包保|包抓|包联|办理|执行"
    "|监管|联系|完成|组织|归口"
)
_OTHER = "督导|督办|督查|督促|监督|抽查"
# Labels that ask, or are one word that also stands inside others: they open a line or a part of one.
_ASKED_LEAD = f"{ALONE}(?:谁(?:来)?(?:牵头|主责|主抓|领办|挑头)|谁主办)"
_ASKED_SUPPORT = f"{ALONE}(?:谁(?:来)?(?:配合|协办|协助|协同|参与|帮忙|搭手))"
_ASKED_OWN = (
    f"{ALONE}(?:谁(?:来)?(?:干|办|做|抓|负责|落实|承办|实施|承担)|由谁(?:来)?(?:干|办|负责|落实|承担)"
    "|(?:责任|职责|任务|部门|单位|工作)?分工)"
)
_ASKED_OTHER = f"{ALONE}(?:由?谁(?:来)?(?:管|盯|督|督办|督导|监督|检查|验收|把关))"
_TIME = (
    "(?:完成|办结|整改|落实|推进|实施|截止|达标|进度|计划|预计|工作)?(?:的)?"
    "(?:时限|时间节点|时间|期限|节点|日期|时序)(?:要求|安排|进度)?|(?:完成|截止|交账|交卷|销号|办结|收官)(?:日期?|时间|节点)|限期"
)
# What closes a label: a colon, its own brackets, or, for a full name of one, blanks or 为 (牵头单位　县民政局).
_CLOSE = (
    r"(?(open)\s*[】〕\]］](?:[：:]|(?=[一-龥/]))|(?:\*\*)?"
    r"(?:\s*[：:](?:\*\*)?|(?<=单位|部门|主体)"
    r"(?P<blank>[ \t　]+|(?:分别)?[为是有](?!牵头|主办|配合|成员|第))(?=[一-龥])))"
)
# What labels begin with: a look at the first character spares most attempts.
_LABELS_BEGIN = (
    r"(?=[\[\s【〔主交什任会何共具几分办助包协单参哪啥完实属工帮归总截扛执承抓抽挂指挑推搭操支收敲整日时期牵由的监督第组职联节落计谁负责达进部配销限预领首［])"
)
LABEL = re.compile(
    rf"{_LABELS_BEGIN}"
    r"(?P<open>[【〔\[［])?\s*(?:"
    rf"(?:(?P<lead>{_LEAD}|{_ASKED_LEAD})|(?P<supporting>{_SUPPORT}|{_ASKED_SUPPORT})"
    rf"|(?P<bodies>{_OWN}|{_ASKED_OWN})|(?P<other>{_OTHER}|{_ASKED_OTHER}))(?:责任|落实|负责|实施|推进|承办)?"
    rf"(?:(?P<person>{_PERSON})|(?:{_KIND}))?(?:及(?:其)?(?:{_PERSON}|{_KIND}))?(?P<note>[（(][^（）()]{{1,24}}[）)])?"
    rf"{_CLOSE}|(?P<due>{_TIME}|{ASKED_TIME})(?(open)\s*[】〕\]］](?:[：:]|(?=[一-龥\d]))|(?:\*\*)?\s*[：:](?:\*\*)?))"
)
"""A label. Groups tell its role; `blank` is set where only blanks or 为 close it."""
# It begins with a class of characters, at which alone the search stops.
LABEL_CLOSED = re.compile(r"[：:】〕\]］位门体](?:(?<=[^位门体])|(?<=单位|部门|主体)(?:[ \t　]|分别|[为是有]))")
"""What stands at the end of every label; a text without it has none."""
FIRST_LEADS = re.compile(
    r"(?:列|排|排名|排列|排在|名列)?(?:在)?(?:第一|首)(?:位|个|名)?(?:者|的|责任|单位|部门)*"
    r"(?:，)?(?:均)?(?:为|是|系|负责)(?:总)?牵头"
)
DUE = re.compile(
    r"(?:于|在|力争|确保|到)?(?:\d{2,4}年|今年|明年|当年|每年|年|本月|\d{1,2}月|[一二三四]季度|“?十[三四五六]五”?)"
    r"[^、，；。]{0,16}?(?:前|底|末|内|初|期间|止|年|月|日|季度|上旬|中旬|下旬|以前|之前)(?:(?:完成|落实|见效|启动|建成|实现)[一-龥]{0,8})?"
    r"|(?:并)?(?:长期|持续|常年|全年|常态化|即行|立行|立即)[一-龥]{0,4}"
    r"|(?:\d+|[一二三四五六七八九十两]+)(?:个?工作日|天|个?月)(?:之?内)?"
)
_LEAD_NOTES = "牵头|牵头单位|牵头部门|总牵头|主办|主办单位|主责|主责单位|主|牵"
_SUPPORT_NOTES = "配合|配合单位|配合部门|协办|协办单位|协同|协助|参与|会办|支持|配|协|辅|辅助|助"
ROLE_NOTES = dict.fromkeys(_LEAD_NOTES.split("|"), "lead") | dict.fromkeys(_SUPPORT_NOTES.split("|"), "supporting")
_MANNER = (
    "按照?(?:各自)?(?:职责|责任|分工|职能)(?:分工|范围)?|依职责|依法|独立|单独|共同|具体|分工|分头|分别|联合|统一|总|各自"
    "|积极|密切|全力|主动|予以|给予|做好|抓好|加强|相应|狠抓|抓|属地|合力|通力|协同(?=牵头|主办|负责|承办)|(?:监督|督促|业务|技术)(?=指导)"
)
VERB = re.compile(
    rf"(?:由|以)?(?P<names>.{{2,}}?)(?P<manner>(?:{_MANNER})*)(?P<verb>"
    "(?:牵头|主办|主责|领办|主抓|抓总|为主|打头|执笔|起草|负总责|统筹)(?:负责|落实|实施|组织|推进|抓总|协调)?"
    "|负责(?:落实|实施|推进|组织)?|落实|承办|实施|推进|承担|办理|完成|组织(?:实施|落实|开展)|(?<![党会])组织"
    "|(?:积极|协同)?(?:配合|协办|协助|协同|协作|参与|参加|会办|支持|指导|协调|审核|把关|汇总|会审|督促|督导|监督)(?:落实|实施|做好|推进|工作)?"
    "|(?:认真|切实)?履职(?:尽责)?)(?:落实)?"
)
"""Names with what they do: 「县民政局、县财政局按职责分工负责」; `names`, `manner` and `verb` as groups."""
_LAST_OF_VERBS = frozenset("头办责抓总主笔草筹实施织进调担理成展合助同作与加会持导核关审促督好职汇总")
_LEADS = re.compile("牵头|主办|主责|领办|主抓|抓总|为主|打头|执笔|起草|负总责|统筹")
_SUPPORTS = re.compile("配合|协办|协助|协同|协作|参与|参加|会办|支持|指导|协调|审核|把关|汇总|会审|督促|督导|监督")
LED = re.compile(
    "(?:牵头|主办|主责|领办|统一组织|为主|负总责|抓总|主抓|打头|执笔|起草|指导)"
    ".*(?:审核|把关|履职|配合|协办|协助|协同|协作|参与|参加|会办|支持|指导|落实|负责)"
)
"""Someone leads and others help."""


def names_with_verb(text: str) -> re.Match[str] | None:
    """The match of `VERB` with `text`, as a whole; None where it is no names with a verb behind them."""
    return VERB.fullmatch(text) if text[-1:] in _LAST_OF_VERBS else None


def role_of_verb(match: re.Match[str]) -> str:
    """The role that a match of `VERB` gives its names: "lead", "supporting" or "bodies"."""
    verb = match["verb"]
    if _LEADS.match(verb) or (match["manner"].endswith("统一") and verb.startswith("组织")):
        return "lead"
    return "supporting" if _SUPPORTS.search(verb) else "bodies"
