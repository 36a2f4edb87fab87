import pytest
from fact_samples import document, table

from ingest.datatypes import Target
from ingest.facts import extract_facts


def targets(text):
    return [fact for fact in extract_facts(*document(text)) if isinstance(fact, Target)]


def brief(fact):
    return fact.subject, fact.value, fact.comparator, fact.unit, fact.period


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("新增口袋公园3座、绿道2公里。", [("新增口袋公园", "3", "", "座", ""), ("新增绿道", "2", "", "公里", "")]),
        ("全年改造老旧管网20公里以上。", [("改造老旧管网", "20", "以上", "公里", "全年")]),
        (
            "到2027年，绿化覆盖率不低于40%，人均公园绿地面积达到9平方米以上。",
            [("绿化覆盖率", "40", "不低于", "%", "到2027年"), ("人均公园绿地面积", "9", "以上", "平方米", "到2027年")],
        ),
        ("把投诉办结时限压缩到3个工作日以内。", [("投诉办结时限", "3", "以内", "个工作日", "")]),
        ("城镇登记失业率控制在4.5%以内。", [("城镇登记失业率", "4.5", "以内", "%", "")]),
        ("每季度至少组织两次联合检查。", [("联合检查", "两", "至少", "次", "每季度")]),
        ("每个乡镇打造至少一个示范集市。", [("每个乡镇示范集市", "一", "至少", "个", "")]),
        ("重点培育龙头企业3—5家。", [("龙头企业", "3—5", "", "家", "")]),
        ("社会化便民餐厅拓展至40家。", [("社会化便民餐厅", "40", "至", "家", "")]),
        ("建设智慧停车场的比例达到80%。", [("智慧停车场的比例", "80", "达到", "%", "")]),
        ("完成200台老旧锅炉安全评估。", [("老旧锅炉安全评估", "200", "", "台", "")]),
        (
            "新增绿地5万平方米（其中公园绿地2万平方米，附属绿地3万平方米）。",
            [
                ("新增绿地", "5", "", "万平方米", ""),
                ("新增公园绿地", "2", "", "万平方米", ""),
                ("新增附属绿地", "3", "", "万平方米", ""),
            ],
        ),
        (
            "建成120个以上示范点，其中乡镇不少于30个。",
            [("示范点", "120", "以上", "个", ""), ("乡镇示范点", "30", "不少于", "个", "")],
        ),
        ("培育社区社会组织不少于5个。", [("社区社会组织", "5", "不少于", "个", "")]),
        (
            "村集体收入翻一番，村级服务站全覆盖。",
            [("村集体收入", "翻一番", "", "", ""), ("村级服务站", "全覆盖", "", "", "")],
        ),
        (
            "每年至少创建1-2个市级、1个省级示范村。",
            [("市级示范村", "1-2", "至少", "个", "每年"), ("省级示范村", "1", "至少", "个", "每年")],
        ),
    ],
)  # fmt: skip
def test_sentences(sentence, expected):
    assert [brief(fact) for fact in targets(f"1.{sentence}")] == expected


@pytest.mark.parametrize(
    ("sentence", "subjects"),
    [
        ("建设日处理能力200吨的污泥处置线3条。", ["日处理能力的污泥处置线", "污泥处置线"]),
        ("停水连续超过12小时的，送水上门。", ["停水连续"]),
        ("三年内完成老果园改造2000亩。", ["老果园改造"]),
        ("对举报属实的，给予举报人100元至500元奖励。", ["对举报属实的奖励"]),
    ],
)
def test_names_are_not_cut_where_a_figure_is_a_property(sentence, subjects):
    assert [fact.subject for fact in targets(f"1.{sentence}")] == subjects


def test_the_heading_says_what_a_bare_figure_speaks_of():
    [fact] = targets("1.加快推进危房改造。多方筹措资金，受益群众300户以上。")
    assert fact.subject == "危房改造受益群众"


def test_the_period_of_the_paragraph_above():
    text = "1.总体目标。到2027年，治理水平明显提升。\n  ——服务站覆盖率达到95%。\n"
    assert [(fact.subject.lstrip("—"), fact.period) for fact in targets(text)] == [("服务站覆盖率", "到2027年")]


@pytest.mark.parametrize(
    "sentence",
    [
        "打造“1+6”体系和“15分钟生活圈”。",
        "推进15分钟社区生活圈建设。",
        "落实第3号令和〔2024〕7号文件。",
        "2024年3月5日召开推进会。",
        "推进“一街一路”建设。",
        "建立四项工作机制，聚焦五类小区。",
        "已累计建成服务站30个。",
        "拨打12345热线。",
        "不断扩大党的组织全覆盖。",
        "打造一批精品项目，形成一支队伍。",
    ],
)
def test_not_targets(sentence):
    assert targets(f"1.{sentence}") == []


def test_accounts_of_the_past_hold_no_targets():
    line = "去年建成了{0}座公园，改造了{0}条道路，取得了实效。服务站达到{0}个。\n"
    assert targets("".join(line.format(count) for count in range(3, 12))) == []


def test_indicator_table():
    header = ("序号", "指标名称", "单位", "指标属性", "2027年目标值")
    cleaned, clauses = table(
        header,
        ("1", "绿化覆盖率", "%", "约束性", "40"),
        ("2", "村级服务站", "个", "预期性", "累计建成50个以上"),
        ("3", "服务圈", "%", "预期性", "基本覆盖全县"),
    )
    read = [fact for fact in extract_facts(cleaned, clauses) if isinstance(fact, Target)]
    assert [(fact.item, *brief(fact), fact.attribute) for fact in read] == [
        ("1", "绿化覆盖率", "40", "", "%", "2027年", "约束性"),
        ("2", "村级服务站", "累计建成50个以上", "", "个", "2027年", "预期性"),
        ("3", "服务圈", "基本覆盖全县", "", "%", "2027年", "预期性"),
    ]


@pytest.mark.parametrize(
    ("header", "row", "expected"),
    [
        (
            ("指标", "2020年现状值", "2025年目标值"),
            ("道路里程（公里）", "120", "150"),
            [("120", "2020年现状值"), ("150", "2025年")],
        ),
        (
            ("指标名称", "单位", "基期值（2022年）", "目标值（2025年）"),
            ("社区食堂", "家", "12", "30"),
            [("12", "基期值2022年"), ("30", "2025年")],
        ),
        (
            ("指标名称", "单位", "2023年", "2025年", "2027年"),
            ("护理床位占比", "%", "50", "55", "60"),
            [("50", "2023年"), ("55", "2025年"), ("60", "2027年")],
        ),
        (("指标", "单位", "现状值", "目标值"), ("床位", "张", "—", "900"), [("900", "")]),
        (
            ("序号", "任务", "2026年", "2027年", "牵头单位", "配合单位"),
            ("6", "黑臭水体治理（条）", "5", "4", "县水利局", "县住建局"),
            [("5", "2026年"), ("4", "2027年")],
        ),
    ],
)
def test_base_and_target_years_of_an_indicator(header, row, expected):
    read = [fact for fact in extract_facts(*table(header, row)) if isinstance(fact, Target)]
    assert [(fact.value, fact.period) for fact in read] == expected
    assert len({(fact.subject, fact.unit) for fact in read}) == 1


@pytest.mark.parametrize(
    ("sentence", "subject", "expected"),
    [
        (
            "建成便民生活圈，到2024年底12个；到2025年底累计22个；到2026年底35个。",
            "便民生活圈",
            [("12", "到2024年底"), ("22", "到2025年底"), ("35", "到2026年底")],
        ),
        (
            "到2024年底，建成便民生活圈12个；到2025年底，累计建成22个；到2026年底，达到35个。",
            "便民生活圈",
            [("12", "到2024年底"), ("22", "到2025年底"), ("35", "到2026年底")],
        ),
        (
            "2024年、2025年、2026年分别新增养老床位100张、120张、150张。",
            "新增养老床位",
            [("100", "2024年"), ("120", "2025年"), ("150", "2026年")],
        ),
        (
            "2024—2026年分别新增养老床位100张、120张、150张。",
            "新增养老床位",
            [("100", "2024年"), ("120", "2025年"), ("150", "2026年")],
        ),
        (
            "到2025年，生活垃圾回收利用率达到40%以上，到2027年达到45%以上。",
            "生活垃圾回收利用率",
            [("40", "到2025年"), ("45", "到2027年")],
        ),
    ],
)
def test_several_points_in_time(sentence, subject, expected):
    read = targets(f"1.目标。{sentence}")
    assert [(fact.value, fact.period) for fact in read] == expected
    assert {fact.subject for fact in read} == {subject}


def test_each_measure_at_each_point():
    read = targets(
        "1.到2024年底，建成便民生活圈12个，覆盖社区30个，居民满意度达到80%；到2025年底，累计建成22个，覆盖社区58个。"
    )
    assert [(fact.subject, fact.value, fact.period) for fact in read] == [
        ("便民生活圈", "12", "到2024年底"),
        ("覆盖社区", "30", "到2024年底"),
        ("居民满意度", "80", "到2024年底"),
        ("便民生活圈", "22", "到2025年底"),
        ("覆盖社区", "58", "到2025年底"),
    ]


@pytest.mark.parametrize(
    "sentence",
    ["全县18个乡镇、246个村的队伍要稳定。", "“口袋公园”是指面积在400平方米至1万平方米之间的绿地。"],
)
def test_how_many_there_are_and_what_a_word_means_are_no_targets(sentence):
    assert targets(f"1.{sentence}") == []


def test_what_was_built_by_a_year_is_no_target():
    assert targets("1.现状。截至2023年底累计建成食堂12个。2023年累计建成步道22公里。") == []


def test_figures_in_the_cells_of_a_task_table():
    cleaned, clauses = table(("序号", "工作内容", "责任单位"), ("1", "新增停车位200个", "县城管局"))
    [fact] = [fact for fact in extract_facts(cleaned, clauses) if isinstance(fact, Target)]
    assert (*brief(fact), fact.item) == ("新增停车位", "200", "", "个", "", "1")
