"""What documents of other forms say of themselves: pages of a column, minutes, questions and answers, signatures."""

from __future__ import annotations

import pytest

from ingest.attendance import attendance_parts
from ingest.loaders import load_bytes
from ingest.pipeline import parse


def described(name, text):
    return parse(load_bytes(name, text.encode()), name=name).metadata


def page(title, body):
    return f"<html><head><meta charset='utf-8'><title>{title}</title></head><body>{body}</body></html>"


def test_the_name_of_a_column_is_no_title():
    body = "<p>青石区困难职工帮扶暂行办法</p><p>第一条 为了帮扶，制定本办法。</p><p>第二条 每户补助800元。</p>"
    assert described("a1.html", page("青石区政府网-规范性文件", body)).title == "青石区困难职工帮扶暂行办法"


def test_a_page_of_questions_has_the_place_of_its_site_and_the_number_of_what_it_explains():
    body = (
        "<div class='bt'>《临时照护补贴办法》热点问答</div>"
        "<p>《临时照护补贴办法》（乌民发〔2031〕7号）已经印发，现解答如下。</p>"
        "<p>问：谁能申请？</p><p>答：全市失能老人的家属。</p>"
    )
    metadata = described("b2.html", page("政策解读-乌兰察布市民政局", body))
    assert metadata.places[-1] == "乌兰察布市"
    assert metadata.number == "乌民发〔2031〕7号"
    assert metadata.title == "《临时照护补贴办法》热点问答"


def test_all_who_sign_are_the_issuers():
    bodies = [f"青石区{name}" for name in ("教育局", "委机构编制委员会办公室", "财政局", "水务局", "档案馆", "司法局")]
    text = "\n".join(["关于联合检查的通知", "各街道办事处：", "请于5月底前完成检查。", *bodies, "2031年5月9日"])
    assert described("通知.txt", text).issuer == "、".join(bodies)


def test_the_day_on_the_web_stands_in_the_text_of_a_page():
    info = "<table><tr><td>成文日期：</td><td>2031-02-07</td><td>发布日期：</td><td>2031-02-19</td></tr></table>"
    body = f"<h1>青石区停车办法</h1>{info}<div id='zoom'><p>新增车位300个，方便居民停车，各街道抓好落实。</p></div>"
    assert "发布日期：2031-02-19" in load_bytes("c.html", page("停车", body).encode()).text


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (
            "青石区人民政府\n专题会议纪要\n第3期\n夜市管理专题会议纪要\n3月2日，副区长主持召开会议。\n",
            "夜市管理专题会议纪要",
        ),
        (
            "专题会议纪要\n第3期\n3月2日，副区长方平主持召开会议，研究夜市油烟整治有关问题。\n",
            "专题会议纪要（研究夜市油烟整治）",
        ),
        ("会议纪要\n会议名称：夜市管理联席会议\n会议时间：3月2日\n会议同意新设摊位20个。\n", "夜市管理联席会议纪要"),
        (
            "关于转发《青石市夜市管理办法》的通知\n各街道：\n现将《青石市夜市管理办法》转发给你们，请照办。\n",
            "关于转发《青石市夜市管理办法》的通知",
        ),
    ],
)
def test_titles_that_say_what_it_is_about(text, title):
    assert described("x.txt", text).title == title


def test_the_lists_of_a_meeting_in_one_line():
    line = "出席：方平、郭宁列席：区水务局，区城管局请假：区司法局（外出学习）"
    told = [(role, line[start:end]) for role, start, end in attendance_parts(line)]
    assert told == [("出席", "方平、郭宁"), ("列席", "区水务局，区城管局"), ("请假", "区司法局（外出学习）")]
