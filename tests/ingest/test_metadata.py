"""What a document says of itself."""

import pytest

from ingest.cleaner import clean
from ingest.imprint import completed, iso_date
from ingest.loaders.plain_text import load_plain_text
from ingest.metadata import describe
from ingest.plan_years import years_of
from ingest.titles import kind_of


def metadata(text, name="文件.txt"):
    document = load_plain_text(name, text.encode())
    return describe(document, clean(document), name=name)


NOTICE = """设为首页
石桥区人民政府办公室关于印发《石桥区2025年停车治理实施方案》的通知
石政办〔2025〕7号
各街道，区政府各部门：
现将《石桥区2025年停车治理实施方案》印发给你们，请认真贯彻执行。
石桥区人民政府办公室
2025年3月1日
石桥区2025年停车治理实施方案
一、总体要求
各部门要加强协作，做好有关工作。自2025年4月1日起施行，有效期至2027年12月31日。《石桥区停车治理办法》同时废止。
"""


def test_a_notice_with_its_plan():
    found = metadata(NOTICE)
    assert found.title == "石桥区2025年停车治理实施方案"
    assert (found.issuer, found.number) == ("石桥区人民政府办公室", "石政办〔2025〕7号")
    assert (found.issued, found.effective, found.expires) == ("2025-03-01", "2025-04-01", "2027-12-31")
    assert (found.kind, found.years) == ("实施方案", (2025,))
    assert found.replaces == ("石桥区停车治理办法",)


def test_a_title_broken_over_two_lines():
    text = "杭州市余杭区2025年一刻钟\n服务圈建设实施意见\n为方便群众，制定本意见。\n一、目标\n1.建点。\n"
    assert metadata(text).title == "杭州市余杭区2025年一刻钟服务圈建设实施意见"
    assert (
        metadata(text.replace("2025", "20\n25", 1).replace("钟\n", "钟")).title
        == "杭州市余杭区2025年一刻钟服务圈建设实施意见"
    )


def test_labelled_lines_sign_nothing():
    text = "一、目标\n1.修路。\n牵头单位：区住房城乡建设局\n石桥区人民政府办公室\n2025年3月1日\n"
    assert metadata(text).issuer == "石桥区人民政府办公室"


@pytest.mark.parametrize(
    ("first", "name", "title"),
    [
        ("石桥区茶叶产业高质量规划（2026—2030年）", "石桥区茶叶规划", "石桥区茶叶产业高质量规划（2026—2030年）"),
        ("关于成立石桥区2026年度防汛工作专班的通知", "石桥区防汛专班通知", "关于成立石桥区2026年度防汛工作专班的通知"),
        ("石桥区茶叶产业发展报告", "石桥区茶叶规划", "石桥区茶叶规划"),
    ],
)
def test_the_title_that_a_file_name_shortens(first, name, title):
    assert metadata(f"{first}\n\n一、总体要求\n各部门要加强协作。", f"{name}.txt").title == title


def test_a_verb_before_a_place_is_no_part_of_its_name():
    assert "成立石桥市" not in metadata("关于成立石桥市防汛专班的通知\n一、职责\n统筹防汛。").places


def test_the_file_name_where_the_text_has_no_title():
    assert metadata("各部门要加强协作。", "03_石桥区停车办法（副本）.txt").title == "石桥区停车办法"


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("石桥区停车治理实施方案（2025年）", "实施方案"),
        ("关于停车的若干意见", "若干意见"),
        ("工作领导小组成员名单", "成员名单"),
        ("停车", ""),
    ],
)
def test_kinds(title, kind):
    assert kind_of(title) == kind


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("2025年", (2025,)),
        ("2023—2025年", (2023, 2024, 2025)),
        ("“十四五”规划", (2021, 2022, 2023, 2024, 2025)),
        ("停车", ()),
    ],
)
def test_years(text, years):
    assert years_of(text) == years


@pytest.mark.parametrize(
    ("parts", "iso"),
    [
        (("2025", "3", "1"), "2025-03-01"),
        (("二〇二五", "十二", "三十一"), "2025-12-31"),
        (("二○二五", "十", "二十"), "2025-10-20"),
    ],
)
def test_dates(parts, iso):
    assert iso_date(*parts) == iso


def test_what_a_notice_issues_in_other_words():
    text = (
        "石桥区安全生产委员会关于印发《城镇燃气安全专项整治责任清单》的通知\n石安〔2025〕4号\n各镇街：\n"
        "现予印发。\n石桥区安全生产委员会\n2025 年 5 月 7 日\n"
        "城镇燃气安全专项整治责任清单\n一、住建部门\n1.排查隐患。\n"
    )
    found = metadata(text, "石桥区安全生产责任清单.txt")
    assert found.title == "城镇燃气安全专项整治责任清单"
    assert (found.issued, found.number) == ("2025-05-07", "石安〔2025〕4号")


def test_a_number_before_the_title_is_no_part_of_it():
    text = "石桥区防汛指挥部文件\n石汛〔2025〕3号关于调整防汛工作小组的通知\n各街道：\n一、组成\n1.组长由副区长担任。\n"
    assert metadata(text).title == "关于调整防汛工作小组的通知"


@pytest.mark.parametrize(
    ("line", "issuer", "issued"),
    [
        ("（2026年5月18日石桥市人民政府印发 石政发〔2026〕11号）", "石桥市人民政府", "2026-05-18"),
        ("石政办字〔2025〕5号 2025年1月26日", "", "2025-01-26"),
        ("本表由石桥区政府办公室汇总，2026年4月2日印发，石政发〔2026〕15号", "石桥区政府办公室", "2026-04-02"),
        ("石桥县人民政府 2026年4月", "石桥县人民政府", "2026-04"),
        ("来源：石桥区政府网 发布时间：2025-03-18 浏览次数：486", "", "2025-03-18"),
        ("说明：本表由区城指中心负责解释。石桥区城市运行中心，2025年3月10日。", "石桥区城市运行中心", "2025-03-10"),
    ],
)
def test_remarks_on_issuer_and_date(line, issuer, issued):
    found = metadata(f"石桥养老服务工作要点\n{line}\n一、目标\n1.建站。", "石桥养老服务工作要点.txt")
    assert (found.issuer, found.issued) == (issuer, issued)


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("市政府办公室", "云岭市人民政府办公室"),
        ("市民政局", "云岭市民政局"),
        ("云岭市财政局", "云岭市财政局"),
    ],
)
def test_an_issuer_in_short_gets_its_place(short, full):
    assert completed(short, ["云岭市人民政府办公室关于印发方案的通知"], ("浙江省", "云岭市")) == full


def test_minutes_are_counted():
    text = (
        "石桥市人民政府专题会议纪要\n〔2025〕第18期\n石桥市人民政府办公室 2025年5月29日\n\n"
        "关于水网建设有关事项的会议纪要\n\n"
        "5月27日，副市长主持召开专题会议。\n"
    )
    found = metadata(text, "石桥市水网专题会议纪要.txt")
    assert (found.title, found.number) == ("关于水网建设有关事项的会议纪要", "〔2025〕第18期")
    assert found.issued == "2025-05-29"


def test_issuers_that_stand_a_line_each():
    text = "石桥县民政局\n石桥县财政局\n石桥县关于做好助餐工作的通知\n\n各镇人民政府：\n\n现就有关事项通知如下。\n"
    found = metadata(text)
    assert found.title == "石桥县关于做好助餐工作的通知"
    assert found.issuer == "石桥县民政局、石桥县财政局"


def test_a_line_on_who_issued_it_jointly():
    issuers = "石桥县民政局、县财政局、县卫生健康委"
    found = metadata(f"石桥县助餐行动计划\n石民联〔2026〕3号\n{issuers}联合印发\n\n一、目标\n建成食堂9家。\n")
    assert found.issuer == issuers
