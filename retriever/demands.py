"""What a question demands of its answer whatever way found it: a name, a place, a sum, what was reached, the parts.

A sentence may hold every word of a question and still not tell what is asked: the aim where the question asks what was
reached, the office where it asks who fills it. Such an answer is refused.
"""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.datatypes import Definition, Enumeration, Member, Target
from ingest.target_tables import PRESENT
from retriever.answerers.stretches import strip_number, weight_of_chapter
from retriever.dimensions import lacks_dimension
from retriever.draft import Draft, Statement
from retriever.question import Query
from retriever.reader import Passage, Reader, segments
from retriever.untold import choice_untold, code_unexplained, only_article, only_earlier, year_untold

_WAYS = "(?:电话|手机号?码?|热线|联系方式|传真|邮箱|微信号|QQ号)"
_CONTACT = re.compile(
    rf"{_WAYS}(?:号码|号)?(?:是)?(?:多少|几|什么|啥|发|给我|告诉|有没有|[吗么]|$)|(?:多少|什么|哪个|给|要|查|求|问)(?:个|一下|下)?{_WAYS}"
)
_NUMBERED = re.compile(r"\d{5,}|\d{3,4}[-—－]\d{3,4}\s?\d{3,4}|@|https?://|公众号|小程序")
_ADDRESS = re.compile(
    r"哪条(?:路|街|马路|弄堂|巷)|在哪条|地址|门牌|哪(?:个|家)(?:酒店|宾馆|大厦)|哪栋|几号楼|几楼|哪一层|几层楼"
)
_SITE = re.compile("(?:哪个|什么|啥)(?:网站|网址|官网|网页|APP|app|软件|小程序|公众号)|网址|链接|官网(?:是|地址)|密码")
_ONLINE = re.compile(r"网上|[务易通办]网|网站|网址|网页|https?://|www\.|平台|APP|小程序|公众号|系统|政务网|线上|密码")
_PRICE = re.compile(
    "(?:指导价|价格|单价|售价|房价|收费|收多少|票价|学费|租金|保育费|服务费)[^，。？补奖]{0,8}(?:多少|几|$)"
)
_GRANT_ASKED = re.compile("[补奖贴]|资助|津贴|报销|减免")
_GRANTED = re.compile("补助|补贴|奖励|奖补|资助|津贴")
_PRICED = re.compile("价|收费|收取|租金|票|缴|交纳|费用|费[：为不按]|元/|标准")
_STREET = re.compile(
    r"[\u4e00-\u9fff\d]{1,8}(?:路(?!演|径|线|由)|大道|巷|弄|街(?!道|镇|区))|\d+号(?=[，。、；）]|$)|\d+(?:弄|楼|层)|酒店|宾馆|大厦|[一二三四五六七八九十]楼"
)
_MONEY = re.compile(
    r"多少[^，。？]{0,3}(?:钱|经费|资金|预算|财政|投资|补贴)|(?:经费|资金|预算|总投资|费用|工资|月薪|票价|租金|价格|房价)[^，。？]{0,4}(?:多少|几[元块万])"
    r"|(?:补|交|付|收|花|奖|给|涨|贵)[^，。？]{0,2}几块|几块钱|[一每]个?(?:月|年|学期|次)(?:最多|要|得)?(?:收|交|缴)多少(?=[？?呢啊]|$)|(?:投|花|补|批|拨|安排)了?(?:多少|几)[万亿]"
)
_PAID = re.compile(
    r"\d[\d.,]*[万亿]?(?:元|块)|元[^。；：:]{0,8}[）)][^。；]{0,6}[：:]\s*\d|[一二三四五六七八九十百千万两]+元|免费|无偿|免收|不收|全额|%|百分之|比例|[∶:]|自愿"
)
_WAGE = re.compile("工资|月薪|薪水|薪资|到手")
_WAGED = re.compile("工资|薪|报酬|收入|待遇|补助|补贴")  # an allowance for a certificate is none
_OWN_SHARE = re.compile(r"(?:出|掏|摊|垫)(?:不出|不掏)?钱|摊(?:多少|几)|自己(?:要|得)?(?:出|掏)(?:多少|几)")
_SHARED = re.compile(
    r"\d[\d.,]*[万亿]?元|[一二三四五六七八九十百千万]元|出资|投资|承担|负担|分担|分摊|自筹|自付|免费|免缴|无需|全额|补贴|补助|兜底"
    "|[出筹缴][^，。；]{0,8}(?:%|比例)|(?:%|比例)[^，。；]{0,6}[出筹缴]"
)
_SUM = re.compile(
    r"(?:一共|总共|合计|全部|总的|总)(?!(?:要|得|能)?[交缴领拿])"
    r"[^，。？]{0,10}(?:资金|经费|投资|投入|预算|钱|财政|[花投掏]了?多少)|总(?:投资|投入|经费|预算|资金)"
    r"|(?:资金|经费|投资|投入|预算)(?:一共|总共|总额|合计)"
)
_WHO_PAYS = re.compile("(?:^|[，,；;？? ])(?:该|得|要|由)?谁(?:来)?(?:出|掏|付)[呢啊呀]?$")  # not who does it
_PAYER = re.compile("承担|垫付|负担|分担|出资|财政(?!局|部|厅|所)|支付|自筹|自付|缴|免|列支|基金|经费|费用")
_SUMMED = re.compile(
    "[一二三四五两\\d]年(?:内|间|共|期间)?(?:计划|拟|将)?(?:统筹|投入|安排|投资)"
    "|总|共|合计|累计|统筹安排|概算|估算|预算|专项资金|专项经费|工作经费"
)
_PEOPLE_SUM = re.compile(r"(?:一共|总共|全[区市县镇街]|合计)[^，。？]{0,8}(?:多少|几)[个名位]?(?:人|名|位)?")
_EACH = re.compile(r"每(?:一)?(?:个|家|名|户|座|所|处|村|社区|街道|乡镇?|镇|人|站|台|\d)|各(?:配|设|建|确定|安排)")
_REACHED = re.compile(
    r"实际(?:上)?(?:完成|建成|达到|竣工|装|修|有|新增|改造|做|建|收|发|花|到|是)|(?:去|上|前)年[^，。？]{0,10}(?:多少|几)"
    r"|(?:目前|现在|如今|眼下|至今|迄今|已经)[^，。？]{0,8}(?:建成|完成|装|修|有)了?[^，。？要]{0,3}(?:多少|几)"
    r"|(?:目前|现在|如今|眼下|到现在|截至目前)[^，。？要需应标划]{2,22}(?:多少|几)[家个名位处户所]|发生(?:了|过)(?:多少|几)"
)
_AIMED = re.compile("要|计划|打算|将|目标|力争|争取|希望|准备|预计")
_IS_SO = re.compile(
    r"截至|目前|已(?!发)|现有|共有|去年|上年|前年|达到了|完成了|实现了|建成了|实际|同比|较上年|比上年|以来|[^要]建有"
)
_NAME = re.compile("叫什么|叫啥|什么名字|名字|姓名|姓什么|姓啥|尊姓")
_POST = re.compile(
    r"(?P<post>[\u4e00-\u9fff]{0,6}?(?:组长|主任|局长|队长|会长|理事长|院长|校长|经理|站长|所长|秘书长|总监|董事长|安全官|数据官|技术员"
    r"|法人|首席专家|召集人|总指挥|指挥长|[河路林湖田街段楼链]长|专班长|班长|网格长))(?:到底|现在|目前)?(?:是|叫|由|为)?(?:谁(?![选推派定聘负牵管办抓])|哪位|哪个(?!单位|部门)|哪一位|何人)"
)
_DEPUTY = re.compile(
    "副(?:组长|主任|局长|队长|会长|院长|校长|经理|站长|所长|书记|[区县市镇]长|总指挥)(?:是|叫|由)?(?:谁|哪|什么|啥)"
)
_HELD_BY = re.compile(
    "(?:组长|主任|局长|队长|会长|院长|校长|经理|站长|所长|书记|支书|负责人|联系人|召集人|技术员|楼长|网格员|[区县市镇部厅处科]长)"
    "(?!工作室|工作站|工作法|办公|会议|例会|信箱|热线|接待|论坛|项目)"  # 书记工作室 have names of their own
)
_FIRM = re.compile(
    r"哪(?:[几一二三四五六七八九十\d]*(?:个|家|所)|些)[\u4e00-\u9fff]{0,4}?(?P<noun>公司|企业|机构|厂|高校|大学|学校|院校|医院|银行"
    r"|(?:施工|设计|监理|承建|代建|中标)(?:单位|方|队))"
)
_FIRM_NAMED = re.compile(
    r"[\u4e00-\u9fff]{2,}(?:公司|集团|研究院|学院|大学|研究所|事务所|银行|医院|学校|中学|小学|厂|委员会|局|中心|协会)"
)
_COMPANY_NAMED = re.compile(
    r"[\u4e00-\u9fff]{2,}(?:公司|集团|厂|银行|事务所|合作社|研究院|企业|品牌)|[A-Za-z]{2,}|“[^”]+”"
)
_LINE = re.compile("哪(?:几|一)?条[^，。？]{0,3}线")
_LINE_NAMED = re.compile(r"[\dA-Z一二三四五六七八九十]+号?线|[\u4e00-\u9fff]{2,6}线(?![索上下条路])")
_PLACE = re.compile(
    "(?<!要是)(?<!如果)(?<!不管)(?<!无论)(?<!万一)(?<!不论)哪(?:一)?个"
    "(?P<noun>乡镇|镇|乡|街道|社区|村|小区|县|市)(?![长委办政府局场])"
)
_PLACE_NAMED = r"(?<![各乡本该每全个城市县区村下在所的])[\u4e00-\u9fff]{{1,5}}(?<![各乡本该每全个城下所的（]){noun}"
_BY_RULE = re.compile("所在|户籍|居住|属地|当地|就近|任意|任何|任一|指定|试点")
_RANK = re.compile(
    "第几(?:名|位)?(?=$|[，。？了呢啊])|排名(?:是)?(?:多少|第?几)|(?:拿|得|获|夺|排|考|评)了?(?:第一|冠军|头名|一等奖)"
)
_RANKED = re.compile("第[一二三四五六七八九十\\d]+|排名(?![^，。；]{0,3}[后末])|名列|位居|位列|居全|首位|冠军|榜首")
_APPROVER = re.compile(
    "(?:谁|哪(?:个|一|级|位|家)[^，。？]{0,4}|什么人)(?:来|去|有权|负责|最后|最终)*(?:审批|批准|审定|签发|核准|签字|拍板|审核)"
    "|(?:审批|批准|审定|签发|核准|签字|拍板)(?:的)?(?:是|归|由|找)?(?:谁|哪(?:个|级|位))"
)
_APPROVED = re.compile("批|审|同意|决定|签|核准|授权|研究|备案|启动")
_TITLED = re.compile("《[^》]*》|“[^”]*”")
_ROLL = re.compile(r"名单|各叫什么|都叫什么|叫什么名字|分别叫|(?:是|有)哪(?:几|些)(?:所|座|家|位|个小区)")
_NAMES = re.compile(r"、|“[^”]+”|《[^》]+》|：|—|和|及")
_POPULATION = re.compile(
    "人口(?:总数|总量|规模|数)?(?:是|有|为|达到?)?(?:多少|几)(?:[万亿]?人)?(?:$|[，。？了呢啊])|(?:多少|几)[万亿]?人口"
)
_WHERE_ENTERED = re.compile(
    r"(?:在|到|去|上)(?:哪|什么地方|啥地方)[^，。？]{0,4}(?:报名|报(?=$|[，。？]))"
    r"|报名(?:点|处|地址|地点|入口)"
)
_ENTERED = re.compile("报名|申请|申报|登记|登录|预约|填报|提交|网站|平台|窗口|公众号|小程序")
_INCIDENTS = re.compile(r"(?:多少|(?<!哪)几)(?P<unit>起|宗|桩|例)")
_PARTS = re.compile(
    r"全称|哪几样|分别(?:是|指)|都(?:是|指)|具体(?:是|指)(?:哪|什么|啥)|指(?:的)?(?:是)?(?:谁|哪|什么|啥)"
    "|(?:是|有)哪(?:几|些|[二三四五六七八九十两])"
)
_COUNTING_TERM = re.compile(r"\d\+|[一二三四五六七八九十两\d]")
_GOES_ON = re.compile("即|包括|分别|一是|指|——|：|第一")
_AIM_COLUMN = re.compile("目标值|指标")
_WHOLE = 180  # characters of a sentence that is told in full where a stretch of it does not tell what is asked
_FEW = 2  # statements of an answer that may only use a term
_TELLS_PARTS = re.compile("即|包括|分别|指|：|——|一是|、|”“")


def named_place(asked: str) -> re.Pattern[str] | None:
    """The name of a place of the kind that a question asks for (哪个街道); of 乡镇 each is a 乡, a 镇 or a 街道."""
    place = _PLACE.search(asked)
    if place is None:
        return None
    noun = "(?:乡|镇|街道)" if place["noun"] in ("乡镇", "镇", "乡") else place["noun"]
    return re.compile(_PLACE_NAMED.format(noun=noun))


def held_to_demands(query: Query, draft: Draft, reader: Reader) -> Draft:
    """An answer; where it does not tell what is asked, a refusal that names what it stands on as the nearest thing."""
    if not unmet(query, draft, reader):
        return draft
    wider = _in_full(draft, reader)
    if wider is not None and not unmet(query, wider, reader):
        return wider
    return Draft(nearest=draft.first_evidence, final=True)


def _in_full(draft: Draft, reader: Reader) -> Draft | None:
    """The one sentence that an answer was cut from, as it stands; None where it was not cut, or is long."""
    if len(draft.statements) != 1 or draft.facts or not draft.statements[0].evidence:
        return None
    told, first = draft.statements[0], draft.statements[0].evidence[0]
    clause = reader.clause(first.doc_id, first.clause)
    sentence = strip_number(reader.text(first.doc_id, first.start, first.end).strip())
    if clause.kind == "table_row" or not len(told.text) < len(sentence) <= _WHOLE:
        return None
    return replace(draft, statements=(Statement(f"{sentence.rstrip('。；')}。", told.evidence),))


def unmet(query: Query, draft: Draft, reader: Reader) -> bool:
    """Whether an answer does not tell what its question demands, though it may hold all its words."""
    if not draft.found:
        return False
    text = "\n".join(statement.text for statement in draft.statements)
    asked = query.text
    if _CONTACT.search(asked) and not _NUMBERED.search(text):
        return True
    if _ADDRESS.search(asked) and not _STREET.search(text):
        return True
    if _WHERE_ENTERED.search(asked) and not _ENTERED.search(text):
        return True
    if _SITE.search(asked) and not _ONLINE.search(text):
        return True
    if _MONEY.search(asked) and not (_PAID.search(text) and (not _WAGE.search(asked) or _WAGED.search(text))):
        return True
    priced = _PRICE.search(asked) and not _GRANT_ASKED.search(asked)
    if priced and _GRANTED.search(text) and not _PRICED.search(text):
        return True
    if _OWN_SHARE.search(asked) and not _SHARED.search(text):
        return True
    if lacks_dimension(asked, text):
        return True
    if _WHO_PAYS.search(asked) and not _PAYER.search(text):
        return True
    if _SUM.search(asked) and _PAID.search(text) and not _summed(text):
        return True
    if _POPULATION.search(asked) and not re.search(r"\d[\d.,]*[万亿]?(?:余|多)?人|人口[^，。；]{0,6}\d", text):
        return True
    incidents = _INCIDENTS.search(asked)
    if incidents and not re.search(rf"[\d一二三四五六七八九十两百千]{incidents.group('unit')}", text):
        return True
    if _nameless(asked, text):
        return True
    if _ROLL.search(asked) and len(draft.statements) == 1 and not draft.facts and not _NAMES.search(text):
        return True
    if _PEOPLE_SUM.search(asked) and not _EACH.search(asked) and _only_each(text):
        return True
    if _no_holder(asked, draft, text, reader) or parts_untold(query, draft, reader):
        return True
    if year_untold(asked, text) or only_article(asked, text):
        return True
    if choice_untold(asked, text) or code_unexplained(asked, text, reader.lexicon.quoted):
        return True
    if not draft.facts and only_earlier(asked, text, query.scope.years):
        return True
    if query.kind == "method" and not re.search("目标|指标", asked) and _only_aims(draft, reader):
        return True
    return _only_aimed(asked, draft, reader) or _only_reached(asked, draft, reader)


def _only_aims(draft: Draft, reader: Reader) -> bool:
    """Whether an answer is told by rows of a table of indicators, which say how much and not how."""
    for statement in draft.statements:
        for evidence in statement.evidence[:1] if statement.bears else ():
            row = reader.clause(evidence.doc_id, evidence.clause).row
            heads = reader.document(evidence.doc_id).parsed.rows[row].header if row is not None else ()
            if not any(_AIM_COLUMN.search(head) for head in heads):
                return False
    return bool(draft.statements)


def _nameless(asked: str, text: str) -> bool:
    """Whether a question asks which firm, which place, who came first or who approves, and the answer tells of none."""
    firm = _FIRM.search(asked)
    company = firm is not None and re.search("公司|企业|厂|银行|单位|方|队", firm.group("noun"))
    named = _COMPANY_NAMED if company else _FIRM_NAMED
    if (firm and not named.search(text)) or (_LINE.search(asked) and not _LINE_NAMED.search(text)):
        return True
    place = named_place(asked)
    if place is not None and not place.search(text) and not _BY_RULE.search(text):
        return True
    if _RANK.search(asked) and not _RANKED.search(text):
        return True
    return _APPROVER.search(asked) is not None and not _APPROVED.search(_TITLED.sub("", text))


def _only_each(text: str) -> bool:
    """Whether all figures of an answer are so many for each."""
    figure = re.compile(r"[\d一二三四五六七八九十两][名个位]?[人名位]")
    counted = [text[a:b] for a, b in segments(text) if figure.search(text[a:b])]
    return bool(counted) and all(_EACH.search(piece) for piece in counted)


def _summed(text: str) -> bool:
    """Whether a figure of money is said to be a sum, or what is set aside as a whole."""
    return any(_PAID.search(text[a:b]) and _SUMMED.search(text[max(0, a - 30) : b]) for a, b in segments(text))


def _no_holder(asked: str, draft: Draft, text: str, reader: Reader) -> bool:
    """Whether a question asks who fills a post, and the answer only names the post."""
    if (_DEPUTY.search(asked) and "副" not in text) or ("常务副" in asked and "常务" not in text):
        return True
    if any(isinstance(stored.fact, Member) for stored in draft.facts):
        return False
    if _NAME.search(asked) and _HELD_BY.search(asked):
        return not any(name in text for name in reader.people)
    match = _POST.search(asked)
    if match is None:
        return False
    post = match.group("post")[-3:]
    post = next((name for name in (match.group("post"), post, post[-2:]) if name in text), "")
    if not post:
        return True
    name = re.escape(post)
    filled = rf"{name}[^，。；]{{0,8}}?(?:由|为|是|：|，?[\u4e00-\u9fff]{{2,3}}同志)"
    return not re.search(rf"(?:由|兼|担|任|是|为|：)[^，。；]{{0,14}}{name}|{filled}", text)


def _only_aimed(asked: str, draft: Draft, reader: Reader) -> bool:
    """Whether a question asks what was reached, and the answer tells what is to be reached."""
    match = _REACHED.search(asked)
    if match is None or _AIMED.search(asked):
        return False
    if any(isinstance(stored.fact, Target) and PRESENT.search(stored.fact.period) for stored in draft.facts):
        return False
    return all(_is_aim(statement, reader) for statement in draft.statements if statement.bears)


def _is_aim(statement: Statement, reader: Reader) -> bool:
    if not statement.evidence or _IS_SO.search(statement.text):
        return False
    first = statement.evidence[0]
    sentence = reader.text(first.doc_id, first.start, first.end)
    metadata = reader.document(first.doc_id).record.metadata
    first_year = min(metadata.years, default=0)
    before = any(int(year) < first_year for year in re.findall(r"20\d{2}(?=年)", statement.text))
    if _IS_SO.search(sentence) or before or not metadata.kind or re.search("报告|总结|通报|纪要", metadata.kind):
        return False
    return not _looks_back(statement, reader)


def _only_reached(asked: str, draft: Draft, reader: Reader) -> bool:
    """Whether a question asks for an aim, and the answer stands in the chapters that look back."""
    if not re.search("目标", asked) or re.search("完成|实现了|达到了|上一|十三五|前五年", asked):
        return False
    borne = [statement for statement in draft.statements if statement.bears and statement.evidence]
    return bool(borne) and all(_looks_back(statement, reader) for statement in borne) and not draft.facts


def _looks_back(statement: Statement, reader: Reader) -> bool:
    first = statement.evidence[0]
    passage = Passage(first.doc_id, first.clause, first.start, first.end, "", 0, 0)
    return weight_of_chapter(reader, passage) < 1.0


def parts_untold(query: Query, draft: Draft, reader: Reader) -> bool:
    """Whether a question asks for the parts of a counted term (「5+3」), and the answer only uses the term."""
    told_by_fact = any(isinstance(stored.fact, Enumeration | Definition) for stored in draft.facts)
    if not draft.found or told_by_fact or not _PARTS.search(query.text):
        return False
    terms = [term for term in reader.lexicon.terms_in(query.text) if _COUNTING_TERM.search(term)]
    if len(terms) != 1 or len(draft.statements) > _FEW:
        return False
    text, term = "\n".join(statement.text for statement in draft.statements), terms[0]
    pieces = [text[a:b] for a, b in segments(text)]
    held = [index for index, piece in enumerate(pieces) if term in piece]
    told = [_TELLS_PARTS.search(pieces[index].replace(f"“{term}”", " ").replace(term, " ")) for index in held]
    told += [_GOES_ON.match(piece) for index in held for piece in pieces[index + 1 : index + 2]]
    return bool(held) and not any(told)
