import pytest
from fact_samples import document, table

from ingest.datatypes import Definition, Enumeration, Member
from ingest.facts import extract_facts


def read(text, kind):
    return [fact for fact in extract_facts(*document(text)) if isinstance(fact, kind)]


@pytest.mark.parametrize(
    ("sentence", "term", "meaning"),
    [
        ("本办法所称网格员，是指承担巡查任务的专职人员。", "网格员", "承担巡查任务的专职人员"),
        ("所谓“微心愿”，就是群众急需办理的小事。", "微心愿", "群众急需办理的小事"),
        ("其中“空挂户”，指户口在册而人不在辖区的住户。", "空挂户", "户口在册而人不在辖区的住户"),
        ("库容10万立方米以上的为骨干塘坝；其余的为一般塘坝。", "骨干塘坝", "库容10万立方米以上的"),
        ("“四小工程”，即小菜园、小果园、小游园、小公园。", "四小工程", "小菜园、小果园、小游园、小公园"),
        ("发挥“三老人员”（老党员、老干部、老教师）作用。", "三老人员", "老党员、老干部、老教师"),
        ("依托青山县治理服务中心（以下简称“县治理中心”）开展工作。", "县治理中心", "青山县治理服务中心"),
        ("“零门槛”服务是面向全体居民的免费咨询安排。", "“零门槛”服务", "面向全体居民的免费咨询安排"),
        ("推行“板凳会”制度，每月到院落听取意见。", "“板凳会”制度", "推行“板凳会”制度，每月到院落听取意见"),
    ],
)
def test_definitions(sentence, term, meaning):
    facts = read(f"1.{sentence}", Definition)
    assert (term, meaning) in [(fact.subject, fact.meaning) for fact in facts]


@pytest.mark.parametrize(
    "sentence",
    [
        "牢记“走在前、作表率”的要求，抓好各项工作落实。",
        "开展“暖心周”等活动，丰富居民文化生活。",
        "建成“五星楼栋”60个，群众满意度不低于92%。",
        "推行“即来即办”，2026年底前平均办理时间压缩一半。",
        "推进“智慧门禁”建设，实现街镇全覆盖。",
        "以“小切口”推动“大治理”，创新方法，化解矛盾纠纷。",
        "探索以“院落、楼栋、单元”为单位的自治，广泛开展协商。",
        "修订完善“同岗同酬”政策。",
    ],
)
def test_slogans_and_mere_names_are_not_explained(sentence):
    assert read(f"1.{sentence}", Definition) == []


@pytest.mark.parametrize(
    ("sentence", "term"),
    [
        ("推行“大院长”制，由退休党员担任院落召集人，每周听取意见。", "“大院长”制"),
        ("建立居民、物业、商户共同参与的“1+N”议事架构。", "“1+N”议事架构"),
        ("实行“两次四分法”，农户先分干湿，保洁员再分类别。", "两次四分法"),
    ],
)
def test_coined_terms_that_their_sentence_explains(sentence, term):
    assert [fact.subject for fact in read(f"1.{sentence}", Definition)] == [term]


@pytest.mark.parametrize(
    ("sentence", "term", "parts"),
    [
        ("实施安居工程、暖心工程、清朗工程“三大工程”。", "三大工程", ("安居工程", "暖心工程", "清朗工程")),
        ("按照“提、议、定、办”四个步骤推进。", "四个步骤", ("提", "议", "定", "办")),
        ("聚焦老年人、残疾人、困境儿童三类群体。", "三类群体", ("老年人", "残疾人", "困境儿童")),
        ("健全“县—乡—村”三级体系。", "三级体系", ("县", "乡", "村")),
        ("发挥村委会、合作社、农户“三方联动”作用。", "三方联动", ("村委会", "合作社", "农户")),
        ("发挥“三老人员”（老党员、老干部、老教师）作用。", "三老人员", ("老党员", "老干部", "老教师")),
        ("形成“两清单一指南”，即需求清单、资源清单、办事指南。", "两清单一指南", ("需求清单", "资源清单", "办事指南")),
        ("采取新建、改建和租赁三种方式推进。", "三种方式", ("新建", "改建", "租赁")),
        ("坚持三项原则：政府主导、社会协同、公众参与。", "三项原则", ("政府主导", "社会协同", "公众参与")),
        ("归集户籍人口、流动人口、特殊人群三类数据。", "三类数据", ("户籍人口", "流动人口", "特殊人群")),
        ("健全有场地、有经费、有人员的“三有”机制。", "三有", ("有场地", "有经费", "有人员")),
        ("巡查做到雨前、雨中、雨后“三必查”。", "三必查", ("雨前", "雨中", "雨后")),
        ("资金由省、市两级财政按照6∶4的比例分担。", "两级财政", ("省", "市")),
        ("服务业态包括早餐店、理发店、维修店3类。", "服务业态3类", ("早餐店", "理发店", "维修店")),
        ("实施治理提能、服务提效、文化提神“三大行动”。", "三大行动", ("治理提能", "服务提效", "文化提神")),
        ("做好三件事：一是摸底。二是建账。三是整改。", "做好三件事", ("摸底", "建账", "整改")),
        (
            "管护方式。可采取以下三种方式：（1）村集体自管；（2）委托护林公司管护；（3）邻村联管。护林员一年一签。",
            "三种方式",
            ("村集体自管", "委托护林公司管护", "邻村联管"),
        ),
    ],
)
def test_enumerations(sentence, term, parts):
    assert (term, parts) in [(fact.subject, fact.parts) for fact in read(f"1.{sentence}", Enumeration)]


@pytest.mark.parametrize(
    "sentence", ["实施安居工程、暖心工程“三大工程”。", "邀请群众、干部、“两代表一委员”参加。", "建立两级平台。"]
)
def test_no_enumeration_when_the_count_disagrees(sentence):
    assert read(f"1.{sentence}", Enumeration) == []


def people(text):
    return [(fact.role, fact.subject, fact.post) for fact in read(text, Member) if fact.kind == "person"]


def test_members_in_lines_carry_the_role_down():
    text = (
        "组长：赵铁山 青山县委书记\n副组长：钱小河 县委副书记、县长\n孙大江 副县长\n"
        "成员：李水生 县民政局局长\n周远 县财政局局长\n办公室设在县民政局。\n"
    )
    assert people(text) == [
        ("组长", "赵铁山", "青山县委书记"),
        ("副组长", "钱小河", "县委副书记、县长"),
        ("副组长", "孙大江", "副县长"),
        ("成员", "李水生", "县民政局局长"),
        ("成员", "周远", "县财政局局长"),
    ]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "成员：李水生（县民政局局长）、周远（县财政局副局长）",
            [("李水生", "县民政局局长"), ("周远", "县财政局副局长")],
        ),
        ("成员：李水生 县民政局局长 周远 县财政局局长", [("李水生", "县民政局局长"), ("周远", "县财政局局长")]),
        ("成员：县民政局局长 李水生", [("李水生", "县民政局局长")]),
        ("成员：李水生，县民政局局长", [("李水生", "县民政局局长")]),
        ("成员：李水生、周远", [("李水生", ""), ("周远", "")]),
    ],
)
def test_members_in_one_line(line, expected):
    assert people(line) == [("成员", name, post) for name, post in expected]


@pytest.mark.parametrize("line", ["成员：县民政局、县财政局", "成员单位：县民政局", "主任：加强组织领导"])
def test_bodies_are_not_people(line):
    assert people(line) == []


def test_people_named_to_an_office():
    assert people("由赵铁山同志兼任办公室主任，钱小河同志任办公室副主任。") == [
        ("办公室主任", "赵铁山", ""),
        ("办公室副主任", "钱小河", ""),
    ]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "办公室设在区民政局，由李建国同志兼任办公室主任，董艳同志、王芳同志兼任副主任。",
            [("办公室主任", "李建国", ""), ("办公室副主任", "董艳", ""), ("办公室副主任", "王芳", "")],
        ),
        (
            "办公室设在区民政局，李建国同志兼任办公室主任，董艳、王芳任副主任。",
            [("办公室主任", "李建国", ""), ("办公室副主任", "董艳", ""), ("办公室副主任", "王芳", "")],
        ),
        (
            "办公室主任由李建国兼任，副主任由董艳、王芳担任。",
            [("办公室主任", "李建国", ""), ("办公室副主任", "董艳", ""), ("办公室副主任", "王芳", "")],
        ),
        (
            "张明远同志任组长兼办公室主任，李建国同志任副组长。",
            [("组长", "张明远", ""), ("办公室主任", "张明远", ""), ("副组长", "李建国", "")],
        ),
        (
            "领导小组办公室主任由区民政局局长李建国同志兼任。",
            [("领导小组办公室主任", "李建国", "区民政局局长")],
        ),
        (
            "成立领导小组：组长李建国（镇党委书记），副组长董艳（宣传委员）、王芳（镇长）。",
            [("组长", "李建国", "镇党委书记"), ("副组长", "董艳", "宣传委员"), ("副组长", "王芳", "镇长")],
        ),
        (
            "成立工作专班，区长李建国任组长，副区长董艳任副组长。",
            [("组长", "李建国", "区长"), ("副组长", "董艳", "副区长")],
        ),
        (
            "成立领导小组，区长李建国任组长，常务副区长董艳、区应急局局长王芳任副组长。",
            [("组长", "李建国", "区长"), ("副组长", "董艳", "常务副区长"), ("副组长", "王芳", "区应急局局长")],
        ),
        ("区委员会主任由区委常委、副区长李建国担任。", [("主任", "李建国", "区委常委、副区长")]),
        ("领导小组副组长由区长李建国和区人武部政委担任。", [("副组长", "李建国", "区长")]),
        ("办公室主任由区民政局局长兼任。", []),
        ("由区民政局负责，任务由各街道承担。", []),
        ("方案由王府井街道担任牵头单位。", []),
    ],
)
def test_several_people_in_one_sentence(sentence, expected):
    assert people(sentence) == expected


def test_two_roles_of_one_person_are_both_given():
    assert people("组长：张明远  副区长\n副组长兼办公室主任：李建国  区民政局局长") == [
        ("组长", "张明远", "副区长"),
        ("副组长", "李建国", "区民政局局长"),
        ("办公室主任", "李建国", "区民政局局长"),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "成员：王  芳、赵小兵、吴  刚、欧阳  雪",
        "成  员：王　芳  赵小兵  吴　刚  欧阳雪",
        "成员：王  芳（区财政局局长）、赵小兵（区住建局局长）、吴  刚（区人社局局长）、欧阳雪（区教育局局长）",
    ],
)
def test_short_names_set_apart(line):
    assert [name for _, name, _ in people(line)] == ["王芳", "赵小兵", "吴刚", "欧阳雪"]


def test_a_rare_surname_among_others():
    assert [name for _, name, _ in people("成员：王芳、赵小兵、逄大海、吴刚")] == ["王芳", "赵小兵", "逄大海", "吴刚"]


def test_members_in_tables():
    cleaned, clauses = table(("序号", "姓名", "单位及职务", "小组职务"), ("1", "李水生", "县民政局局长", "组长"))
    [fact] = [fact for fact in extract_facts(cleaned, clauses) if isinstance(fact, Member)]
    assert (fact.role, fact.subject, fact.post) == ("组长", "李水生", "县民政局局长")


def test_parts_in_quotes_before_a_short_counted_term():
    facts = read("1.以“春赏花、夏避暑、秋采摘、冬泡汤”四季为主线，办好旅游。", Enumeration)
    assert ("四季", ("春赏花", "夏避暑", "秋采摘", "冬泡汤")) in [(fact.subject, fact.parts) for fact in facts]
    assert read("1.推进“净化、绿化、美化”三年行动。", Enumeration) == []
