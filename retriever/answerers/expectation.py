"""What an answer must hold, by the question word: a figure with its unit, a date, a number of days."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from retriever.answerers.counted_nouns import COUNTED, IDLE
from retriever.question import Query
from retriever.question_wording import without_some

_NUMERAL = r"(?:\d[\d.,，]*|[一二三四五六七八九十百千万两零〇]{1,8}(?:点[零〇一二三四五六七八九]{1,3})?)"
_NO_ORDINAL = "(?<![第\\d一二三四五六七八九十百])"  # 第六条 counts nothing
_DIGITS = re.compile(
    r"(?<!\d)\d+(?!\d)(?!年(?![以期]))|(?<![第一二三四五六七八九十百])[一二三四五六七八九十百千万两零〇]+(?:点[零〇一二三四五六七八九]+)?"
    "(?:个|家|名|项|处|次|台|座|条|户|人|年|类|级|所|元|米|厘米|公里|平方米|吨|亩|天|日|工作日|小时|分钟|只|头|周?岁|倍|成|支|张|间|套|%)"
    "|百分之[一二三四五六七八九十百]|全覆盖|翻番|翻一番"
)
_DATE = re.compile(
    r"\d{2,4}年|\d{1,2}月|世纪\d{2}年代|(?:年|月)底|[一二三四五六七八九十]+年|每(?:年|月|季|周)|全年|年内|同期|当年|[次当]月起?|次年|次日"
    r"|(?<![一二三四五六七八九十百第两几])(?:十[一二]|[一二三四五六七八九十])月(?:[一二三四五六七八九十]{1,3}日|底|初|中旬|下旬|上旬)"
)
_UNIT_IN_QUESTION = re.compile(
    r"(?:多少|几)(?:万|千|百)?(?:个(?=小时|工作日|百分点|人))?(?P<unit>积分|百分点|个月|台|部|家|个|座|处|户|张|次|条|只|头|匹|项|类|种|人次|人|名|位|公里|平方米|平米|万元"
    r"|元|块钱|钿|(?<=[补罚交发给收付掏奖花要扣]几)块|(?<=[少百千])块(?!地|内容)|钱|场|年|分钟|间|套|所|倍|天|工作日|小时|岁|分(?!类|级|批|为|成)|级|里|页|份|辆|盏|棵|支|桌|亩|吨|公斤|斤|批|轮|趟|课时|学时|米|摄氏度|度)"
)
_BOARDS_ASKED = re.compile("[挂立设装竖钉贴]了?几[块面]")
_LENGTH_ASKED = re.compile("多[长宽高深远厚](?![时期远近])(?!的?(?:比例|标准))|几(?:公里|米|厘米)")
_SHARE_ASKED = re.compile("[率度值][^，。？]{0,6}多高")  # 成功率有多高
_LENGTHS = re.compile(rf"{_NUMERAL}(?:余|多)?(?:公里|千米|米|厘米|毫米|里)")
_PEOPLE_COUNTED = re.compile(
    "个[一-龥]{0,8}?(?:员|工|者|人|师|生|警|医|干部|书记|代表|护士|专家|孩子|小孩|娃娃?|儿童)(?:$|[，。？?呢啊])"
)
_AT_MOST = re.compile("最多|至多|顶多|上限|至少|最少")  # a limit may be told as a share: 不超过职工总数的20%
_HEADS = ("个", "人", "名", "位", "户", "家")
_SHARE = r"不(?:得)?(?:超过|高于|低于|少于)[^，。；]{0,20}\d[%％]"
_MONEY = re.compile(
    "多少钱|罚(?:款)?(?:多少|几)|[交缴]多少(?=[？?呢啊]|$)|到手|花多少|投多少|补多少|补几|奖多少|价格|收费|资金|费用|投资|补贴|补助|奖金|奖励|奖补|津贴|工资|待遇"
    "|(?<!平米)[一每]个?(?:月|天|年|次|户|人|家)(?:能|可以|要)?(?:给|补|发|领|拿|奖|罚|赔|贴)(?:得|到|了)?多少(?=[？?呢啊]|$)"
)
_SPENT = re.compile("(?:一共|总共|合计|全部|总计)(?:要|得|会|将|计划|打算)?[花投掏](?:了|入)?多少")
_SET_ASIDE = re.compile(rf"(?:总|共|合计|预算|资金|经费|投入)[^，。；]{{0,10}}?{_NUMERAL}[万亿]?元")
_PAPERS = re.compile(
    "(?:带|拿|交|准备|提供|提交)(?:上|些|点|齐)?(?:什么|啥|哪些)(?!钱|费)|(?:什么|啥|哪些)(?:材料|证件|手续)"
    "|(?:材料|证件)(?:都|又)?(?:有|要|需要|包括|是)*(?:哪些|什么|啥)"
)
_PAPERS_NAMED = re.compile(  # not 「通过小程序提交；…」, nor 「不得要求重复提供」
    "(?:携?带|持(?!有|续)|出具|提供|提交|递交|报送|填[写报]|准备)[^。；]{0,40}?(?:材料|证(?!明人)|书|表|簿|户口|复印|照片|合同|发票|声明|票据)"
    "|凭[^。；）)]{0,30}(?:办理|领取|申[请领报]|登记|购买|入[园学住])"
    "|(?:材料|证件|资料|手续)(?:包括|有|为|是|：|:)|身份证|户口[本簿]|申请表"
)
_WITHIN = re.compile("(?:多少|几)个?(?:天|日|小时|工作日|月|周|星期|年)(?:之|以)?内")
_PAID_IN = re.compile("分(?:成)?几(?:次|批|期|笔)|怎么(?:分批|分期)?(?:发放|拨付|兑付|支付)|几次(?:给|发|付|拨|领)")
_PAYMENTS = re.compile(
    rf"一次性|分{_NUMERAL}?(?:次|批|期|年|笔)|按(?:月|季|年)|逐[月年]|首付|尾款|(?:拨付|支付|发放|兑付)[^，。；]{{0,6}}(?:%|成)"
    "|(?:%|成)(?:的比例)?[^，。；]{0,8}(?:拨付|支付|发放|兑付)"
)
_CONTACT = re.compile(r"电话|手机|联系方式|热线号码|邮箱|微信号|地址在|身份证|传真")
_AGREEING = re.compile(
    "(?:多少|几)[^，。？]{0,6}?(?:业主|居民|住户|村民|邻居|户|家|人)[^，。？]{0,3}(?:同意|赞成|签字)"
)
_AGREED = re.compile("分之|[%％]|过半|半数|全体|一致|全部|所有|每户|[\\d一二两三四五六七八九十](?:户|人|家)")
_HOW_OFTEN = re.compile(
    r"(?:多久|多长时间|多少(?:时间|天)|几(?:天|个?月|年|个?星期|周|个?季度))[^，。？]{0,10}?(?:一|1)[次回趟遍轮]|频[次率](?:是|有|要求|$)"
)
_TIMES_ASKED = re.compile(
    "(?:[一每](?:个)?(?:年|季度?|月|周|星期|天|学期))[^，。？]{0,8}?(?:几|多少)[次回趟遍]|(?:几|多少)[回趟遍]"
)
_OFTEN = (
    r"(?<!每[人户名生家车亩])每(?:隔|半|个|[一二两三四六\d])*(?:年|季|月|周|星期|日|天|旬|学期|学年|班|班次|批)(?![^，。；]{0,6}\d[\d.]*万?元)"
    r"|(?<!每)(?:半年|半月|[一1](?:年|个?季度?|个?月|周|个?星期|天))[一1两2三3][次回]"
    r"|[按逐](?:年|季|月|周|日|天|批)|(?:年|季|月|周|日)度|(?:\d|[一二两三四五六七八九十])(?:天|日|个?月|年)[一1]次"
)
FULL_MARKS = re.compile(
    r"[百千十]分制|\d+分制|(?:满分|总分|总分值|合计|共计?|基本分|基础分)[^，。；\d]{0,4}\d{2,4}(?!\d*[%％.])"
)
_TIME_ASKED = re.compile("多久|多长时间|多少(?:时间|天|小时)|几(?:个)?(?:天|小时|分钟|工作日|月|年)|几[天日点]")
_UNITS = {
    "积分": "积分|分(?!钟|批|类|期|级|别)",
    "钱": "元", "钿": "元", "人": "人|名|位|员", "名": "人|名|位", "位": "人|名|位", "家": "家|个|所|处",
    "个": "个(?!小时|工作日|百分点|月|季度|星期|学期)|大|家|处|座|项|名|所|类|条|种|只|支|对|户|场",
    "只": "只|条|头|个", "头": "头|只|条", "匹": "匹|头", "块": "元", "块钱": "元", "平米": "平方米|㎡", "支": "支|个",
    "天": "天|个?工作日|日", "工作日": "个?工作日|天|日", "种": "种|类|个|项", "份": "份|式|张|个", "辆": "辆|台|部",
    "处": "处|个|座", "里": "公里|里", "条": "条|项|只|万条|余条|个", "座": "座|个|处", "项": "项|条|个|大|种",
    "所": "所|家|个",
    "岁": "周?岁",
    "个月": "个月", "户": "户", "次": "次",
    "度": "摄氏度|℃|度", "摄氏度": "摄氏度|℃", "台": "台|部", "部": "台|部", "级": "级", "年": "年", "条数": "条",
}  # fmt: skip


def expected(query: Query) -> re.Pattern[str] | None:
    """What the answer must hold, by the question word: a figure with the unit asked for, a date, a body."""
    text = without_some(query.text)
    if _CONTACT.search(text) and not _TIME_ASKED.search(text):
        return re.compile(r"\d{7,}|\d{3,4}[-—－]\d{3,4}\s?\d{3,4}|@|https?://")
    if _AGREEING.search(text):
        return _AGREED
    if re.search("每月几[号日]", text):
        return re.compile(r"每(?:个)?月.{0,6}\d{1,2}[日号]")
    if re.search("几[号日]", text):
        return re.compile(r"\d{1,2}[日号]|月[一二三四五六七八九十]{1,3}[日号]")
    if re.search("谁(?:来)?(?:出|掏|付|承担|买单|兜底|赔)", text):
        return re.compile("承担|负担|兜底|赔偿|垫付|支付|出资|分担|免|财政[^，。；]{0,6}(?:安排|保障|补)|自愿缴纳")
    if re.search("(?:职责|职能)(?:是|有)?(?:什么|哪些|啥)", text):
        return re.compile("负责|承担|统筹|协调|履行|职能|职责")
    if asks_papers(text):
        return _PAPERS_NAMED
    if re.search("哪(?:几|些|一)?个?月|几月份", text):
        return re.compile(r"\d{1,2}月|[一二三四五六七八九十]月[底初中份前]")
    if _HOW_OFTEN.search(text):
        return re.compile(_OFTEN)
    if _TIMES_ASKED.search(text):
        return re.compile(rf"{_OFTEN}|{_NUMERAL}次|频[次率]")
    if re.search("几点", text):
        return re.compile(r"\d{1,2}(?:时|点|:\d{2})|[零一二三四五六七八九十]{1,3}(?:时(?!候|间|期)|点[整半钟])")
    if _WITHIN.search(text):
        return re.compile(rf"{_NUMERAL}(?:余|多)?(?:个)?(?:工作日|小时|分钟|天|日|周|月|年)")
    if re.search("多久|多长时间|多少(?:时间|辰光|工夫)|几天|几个工作日", text):
        lasting = "工作日|小时|学时|课时|分钟|天|日|周|月|年"
        return re.compile(rf"{_NUMERAL}(?:余|多)?(?:个)?(?:{lasting})|每(?:日|天|周|月|季|年)")
    if re.search("约束性|预期性", text):
        return re.compile("约束性|预期性")
    if _PAID_IN.search(text):
        return _PAYMENTS
    if _LENGTH_ASKED.search(text) and not _SHARE_ASKED.search(text):
        return _LENGTHS
    if _BOARDS_ASKED.search(text):
        return _figure_with("块|个|面")
    match = _UNIT_IN_QUESTION.search(text)
    if match and _AT_MOST.search(text) and match.group("unit") in _HEADS:
        return re.compile(rf"{_figure_with(_UNITS.get(match.group('unit'), match.group('unit'))).pattern}|{_SHARE}")
    if match and _PEOPLE_COUNTED.search(text, match.start("unit")):
        return _figure_with("个(?!小时|工作日|百分点|月)|名|人|位|大|类")
    if match:
        return _figure_with(_UNITS.get(match.group("unit"), re.escape(match.group("unit"))))
    if _SPENT.search(text):
        return _SET_ASIDE
    if _MONEY.search(text) and query.figure:
        return re.compile(rf"{_NUMERAL}[万亿]?元|(?:收费|价格|租金|费)[^，。；]{{0,16}}{_NUMERAL}[%％]")
    if re.search("几成", text) or (re.search("百分之|比例|率", text) and query.figure):
        return re.compile(r"\d+(?:\.\d+)?%|百分之|[一二三四五六七八九两]成(?![立为员效果])|全覆盖")
    if query.kind == "deadline" or re.search("什么时候|哪(?:一)?年|何时|几时|几几年|起止|啥时候|几月", text):
        return _DATE
    if query.figure or query.kind == "target":
        return _DIGITS
    return None


@lru_cache(maxsize=128)
def _figure_with(unit: str) -> re.Pattern[str]:
    """A number with one of some units."""
    return re.compile(rf"{_NO_ORDINAL}{_NUMERAL}(?:余|多|以上)?[万亿千百]?(?:余|多)?(?:{unit})")


def without_how_often(query: Query) -> Query:
    """A question of how often something is done without 一次, which any other thing may be, too."""
    if not _HOW_OFTEN.search(query.text):
        return query
    return replace(query, topic=query.topic.without(("一次", "一回", "一趟", "一遍", "一轮")))


def asks_papers(text: str) -> bool:
    """Whether a question asks which papers are to be brought."""
    return _PAPERS.search(text) is not None


def counts_of(query: Query) -> re.Pattern[str] | None:
    """A number beside the very noun that a question counts: 14个行政村 or 专职社工8人; None where it names none."""
    match = COUNTED.search(query.text)
    noun = (match["noun"] or "").rstrip("呢啊呀吗了") if match else ""
    return None if len(noun) < 1 or IDLE.search(noun) else _count_of(noun)


@lru_cache(maxsize=128)
def _count_of(noun: str) -> re.Pattern[str]:
    number = rf"{_NO_ORDINAL}{_NUMERAL}[余多]?"
    if len(noun) == 1:
        return re.compile(f"{number}[一-龥]{{0,8}}{noun}(?!民)")
    near = f"(?:{noun}|{noun[-2:]})"
    return re.compile(rf"{number}[一-龥]{{1,2}}[^，。；\d]{{0,6}}{near}|{near}[^，。；\d]{{0,6}}{_NUMERAL}")
