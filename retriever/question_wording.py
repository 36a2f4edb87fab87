"""Wordings of questions: years spoken digit by digit, how the answer is to be told, what only people can answer."""

from __future__ import annotations

import re
from collections.abc import Iterable

_TELL_APART = re.compile(  # 「…几个？市里的和省里的分别说」
    r"(?<=.{6})[，,。？?！!；;]\s*(?:请|麻烦)?[^，,。？?！!；;谁哪几多什啥怎咋]{0,14}"
    "(?:分别|分开|各自|逐个|挨个|一个个|一步步|一条条)(?:来)?(?:说|讲|列)(?:说|讲|列|明白|清楚|清|全|出来|一下|给我)*[吧呗]?$"
)
_WRITTEN = re.compile(  # 「…补贴多少钱？方案里有写吗」 asks one thing
    "(?<=.{6})[，,。？?！!；;] ?(?:这个?|方案|文件|规划|办法|条例|通知|材料|清单|里|中|上|头|面|到底)*"
    "(?:有没有|有|没有?)?(?:写|提|说|讲|规定|明确|列)(?:到|过|明|清楚)?(?:没有?|了?吗|了?么|没有写|没写)[？?]*$"
)
_IF_NOT = re.compile(  # 「组长是甲吗？若不是，组长姓名职务」: a wrong premise is put right anyhow
    r"(?<=[吗吧么?？])[，,。？?；;\s]*(?:如果|要是|假如|若是?|如)(?:不是|不对|有误|说错|错)了?(?:的话)?[，,\s].{2,24}$"
)
_NUMERALS = "零〇一二三四五六七八九"
_SPOKEN_YEAR = re.compile(f"(?<![{_NUMERALS}十百千万])二[零〇][零〇一二三四五][{_NUMERALS}](?![{_NUMERALS}十百千万])")
_DIGITS = str.maketrans(_NUMERALS, "00123456789")

_SHORT_YEAR = re.compile(  # 「24年」; not how long something lasts, seldom said without 满, 了, 以上 or the like
    r"(?<![\d满近超用龄期限过了达长短至多少够每续约保包第贷工住])(1[6-9]|2[1-9])(?=年(?!级|来|前|后|内|间|时间|以[上下内]|的?(?:工龄|历史|时间"
    "|老|发展|经验|租|期|免)|历史|历程|期|租|一)|[、和跟到与至—~-](?:20)?\\d{2}年)"
)
_YEAR_BARE = re.compile("2[1-9]")
_YEAR_BEHIND = "(?:{places})(?P<year>2[1-9])(?![\\d.,年个项条家所名万亿元台户处位岁%号级届次])"

_OPINION = re.compile(  # what only people can say: 「你觉得我适合干这行吗」
    "(?:你|您|大家)(?:觉得|认为|感觉|说说?|看)(?![^，。？?]{0,20}(?:文件|方案|规划|规定|条例))[^，。？?]{0,16}"
    "(?:适合|适不适合|靠谱|划算|值不值|值得|好不好|更好|哪个好|还是[^，。？?]{1,12}好|行不行|推荐|该不该)"
    "|适不适合我|我(?:这样|这种)?[^，。？?]{0,4}(?:适合|该不该|能不能胜任)(?:去|做|当|考|干)"
)

_TELL_LISTED = re.compile(  # 「…的九项任务，标题逐一列一下」
    r"[，, ]*(?:请|麻烦|帮我|给我)?(?:(?:按|照|只)?(?:标题|名称|名目|顺序|次序|条目)(?:地)?)*"
    r"(?:(?:逐[一条个项]|一一|依次|挨个|分条|全部|全都)+(?:地|来)?列(?:出来?|明|举|全|一下)?"
    r"|(?<![没有未被不会要否能该全部都])列(?:出来|一下|一列|全|齐))(?:给我)?[吧呗啊呀]?$"
)
_TO_LIST = re.compile("^(?:请|麻烦|帮我|帮忙)*[把将](?=[^，,]*$)")
_ASKER = re.compile(  # 「做党建工作的请教下，…」「综合科同事让我整理下，…」
    r"^(?:我们?|本人)?是?(?:做|搞|干|跑|写|管|抓)[^，,。；;？?谁哪几多什啥怎咋]{1,8}的(?:同志|同事|人|干部)?我?们?"
    r"(?:[很就只]?想知道|[很就只]?想问问?|想了解|想打听|请教|打听|问)(?:一?下|个事)?[，,：:]\s*"
    r"|^[^，,。；;？?谁哪几多什啥怎咋]{0,8}(?:同事|领导|科长|主任|书记|上级|老板)(?:让|叫|要|托)我们?"
    r"[^，,。；;？?谁哪几多什啥怎咋]{1,6}[，,：:]\s*(?=.{6})"
)
_LEFT_OUT = re.compile(  # 「，一个别漏」
    "(?:[，, ]+|一[个项条家样](?:都|也)?)+(?:别|不要|不能|不许)(?:漏|落|少|遗漏)[掉下了]?[啊哦呀]?$"
    "|[，, ]*一[个项条家样]不[漏落少]$"
)
_TAKEN_APART = re.compile(
    "[，, ]*(?:请|麻烦)?(?:给我|帮我)?(?:全称)?(?:拆开来?|展开|逐个|挨个)"
    "(?:讲|说|解释)(?:讲|说|一下|一讲|明白|清楚)*[吧呗]?$"
)
_ASKS = re.compile("[谁哪几啥么吗呢咋]|多少|什么|怎|如何")
_PAIRS = re.compile("(?<=[哪带有这那分成的])俩(?!人|口)|俩(?=个?(?:月|年|星期|礼拜|小时))")
_THREES = re.compile("仨(?=个?(?:月|年|星期|礼拜|小时))")

_WHICH_TWICE = re.compile("(哪(?:些|几个|个)[一-龥]{1,4}?)(?=哪(?:些|几个|个)[一-龥])")  # 「哪些小区哪些楼」
_LAYER = re.compile(  # 「街镇一层」, as people say 「街镇层面」; a floor is no layer
    "(街镇|街道|乡镇|镇街|居民区|居村|村居|社区|[省市区县镇村]级)(?:这一?|一)层(?![级楼住户房业面次]|加装)"
)

ROMAN = str.maketrans("ⅠⅡⅢⅣⅤ", "一二三四五")  # as people say and documents write levels
_COUNTED_APART = re.compile(  # 「九项工作分别是啥」
    r"(?P<things>(?P<number>[二三四五六七八九十]{1,3}|\d{1,2})(?:大)?(?P<unit>[项条类点步])(?:重点|主要|具体)?"
    r"(?:工作|任务|措施|举措|行动|要求|目标|内容|原则|指标|实事))(?:分别|各|都)(?:是|指)(?:啥|什么|哪些)(?=$|[，,。？?；;])"
)
_LEVEL = re.compile("(?:[ⅠⅡⅢⅣⅤ]|(?<![A-Za-z])(?:I{1,3}|IV|V))(?=[级类])")
_LETTERS = {"I": "一", "II": "二", "III": "三", "IV": "四", "V": "五"}
_DESCRIBED = re.compile(  # 「标牌(就是贴玻璃上那个)」
    r"\((?:就是|也就是|即|就|俗称)[^()]{2,24}(?:那[个种张块些件份]|的(?:东西|牌子?|本子?|证|表|事))\)"
)
_LEVEL_TWICE = re.compile(  # 「浦东新区区民政局」, but not 「上海市市场监管局」
    r"(?<=[一-龥])([市区县旗镇]) ?\1(?=民政)"
    r"|(?<=[一-龥])([市区县旗镇]) ?\2(?![域划别分间长场容级直属民]|政(?!府|协|法|务))"
)
_SOME = re.compile(  # 「那几个人」 asks for no number, nor does 「没去几天能退钱吗」
    "(?<=[那这])几(?=[个位样家处件条张项])|(?<=[十好])几(?=[年个次家天])"
    "|(?<!知道)(?<!晓得)几(?=(?:天|次|回|趟|节|堂|年|块钱|个?月|个?小时|个?学期)[^，,。？?]{0,6}?(?:能|可以|会|要|算|用|得)"
    "[^，,。？?谁哪几多什啥怎咋]{1,8}[吗么不][？?]?$)"
)


_WANTED = re.compile(  # 「我想预约无痛分娩，免费吗」
    "^(?:我们?|咱们?|俺|本人|我?家里?)?(?:想要?|要|打算|准备|希望)(?:去|给[^，,。？?]{1,4}?)?"
    "(?P<thing>[^，,。？?谁哪几多什啥怎咋吗]{3,12})[，, ]+"
    "(?P<asks>(?:是不是)?(?:免费|收费|要(?:收|交|花)?钱|花钱)(?:的)?[吗么不]"
    "|(?:要|得|该)?(?:怎么|如何|咋|怎样)(?:去)?(?:申请|办理?|报名|弄|预约|领|申报)"
    "|(?:要|得|需要)?(?:花|交|收)?多少钱|(?:该|去|要)?(?:找谁|在哪(?:里|儿)?办?|去哪(?:里|儿)?办?|找哪个?部门)"
    "|(?:要|需要)?(?:带|交|准备)?(?:什么|啥|哪些)(?:材料|手续|条件|证件)"
    "|(?:能|可以)?补(?:贴|助)?多少(?:钱)?|几天(?:能|可以)?(?:办好|办完|下来))[呢呀啊]?$"
)


def years_in_figures(text: str) -> str:
    """A question with years in figures, as documents write them: 二零二四 → 2024, 24年 → 2024年."""
    text = _SPOKEN_YEAR.sub(lambda match: match.group(0).translate(_DIGITS), text)
    return _SHORT_YEAR.sub(r"20\1", text)


def year_behind_place(text: str, places: Iterable[str]) -> str:
    """A question with the year written out that stands bare behind one of some places: 「青溪24」, as notes have it."""
    if _YEAR_BARE.search(text) is None:
        return text
    named = (place for place in places if place in text)
    at = next((place for place in named if re.search(f"{re.escape(place)}[区县市镇乡]?2[1-9]", text)), "")
    if not at:
        return text
    bare = re.compile(_YEAR_BEHIND.format(places=f"{re.escape(at)}[区县市镇乡]?"))
    return bare.sub(lambda match: match.group(0)[:-2] + f"20{match['year']}年", text)


def without_manner(text: str) -> str:
    """A question without what says how to tell the answer, how a thing looks, whether it is written, or what if not."""
    return _WRITTEN.sub("", _DESCRIBED.sub("", _IF_NOT.sub("", _TELL_APART.sub("", text))))


def without_asker(text: str) -> str:
    """A question without the opening that says whose trade or errand it is: 「做媒体的想知道，…」."""
    return _ASKER.sub("", text)


def as_asked(text: str) -> str:
    """A question in place of a request to list or to take apart: 「把九项任务逐条列出」 → 「九项任务有哪些」.

    Two and three are called so as documents count them (哪俩附件 → 哪两个附件, 仨月 → 三个月), layers as they name
    them (街镇一层 → 街镇层面).
    """
    text = _THREES.sub("三个", _PAIRS.sub("两个", _LEFT_OUT.sub("", text)))
    text = _LAYER.sub(r"\1层面", text)
    text = _WHICH_TWICE.sub(r"\1，", text)
    text = _COUNTED_APART.sub(r"\g<things>是哪\g<number>\g<unit>", text)
    for told, asked in ((_TELL_LISTED, "有哪些"), (_TAKEN_APART, "分别是什么")):
        rest = told.sub("", text)
        if rest not in (text, ""):
            return rest if _ASKS.search(rest) else f"{_TO_LIST.sub('', rest)}{asked}"
    return text


def level_once(text: str) -> str:
    """A question without a level of a place typed twice: 浦东新区区民政局 → 浦东新区民政局."""
    return _LEVEL_TWICE.sub(r"\1\2", text)


def with_levels(text: str) -> str:
    """A question with levels as people say them: Ⅱ级响应 and II级响应 → 二级响应."""
    return _LEVEL.sub(lambda level: _LETTERS.get(level[0]) or level[0].translate(ROMAN), text)


def without_some(text: str) -> str:
    """A question with 些 for the 几 that counts nothing: 那些个人, 没去些天."""
    return _SOME.sub("些", text)


def in_one_piece(text: str) -> str:
    """What somebody wants with what they ask of it, as one question: 「预约无痛分娩免费吗」; empty for any other."""
    wanted = _WANTED.match(text)
    return f"{wanted['thing']}{wanted['asks']}" if wanted else ""


def asks_opinion(text: str) -> bool:
    """Whether a question asks for an opinion or for advice to one person, which no document gives."""
    return _OPINION.search(text) is not None
