"""Web pages of notices: what the table above the text states, and the table that follows the signature."""

from __future__ import annotations

from ingest.loaders.html import load_html
from ingest.pipeline import parse

PAGE = """<html><head><title>云杉市林业局关于分解护林任务的通知 - 云杉市</title></head><body>
<table class="xxgk"><tr><td>文　　号</td><td>云林发〔2026〕12号</td><td>有 效 性</td><td>有效</td></tr>
<tr><td>成文日期</td><td>2026年3月9日</td><td>发文机关</td><td>云杉市林业局</td></tr></table>
<h1>云杉市林业局关于分解护林任务的通知</h1>
<div class="content">
<p>各林场：</p><p>现将护林任务分解给你们，并就有关事项通知如下。</p>
<p>一、压实责任。各林场要明确1名护林联络员，于3月底前报市林业局。</p>
<p>二、加强巡查。各林场每月开展巡查不少于4次，发现火情立即报告，并做好巡查记录备查。</p>
<p>云杉市林业局</p><p>2026年3月9日</p><p>（此件公开发布）</p>
<p>云杉市护林任务分解表</p>
<table><tr><th>序号</th><th>任务</th><th>责任单位</th></tr><tr><td>1</td><td>修复防火道9公里</td><td>东山林场</td></tr></table>
</div></body></html>"""


def test_a_label_and_its_cell_need_no_colon():
    loaded = load_html("通知.html", PAGE.encode())
    assert loaded.metadata["number"] == "云林发〔2026〕12号"
    assert loaded.metadata["issued"] == "2026-03-09"
    assert "云林发〔2026〕12号" in loaded.text


def test_fields_above_the_text_that_it_does_not_repeat():
    rule = "护林站点实行包片巡查，值班表张贴上墙，交接班记录每日填写，发现隐患当日上报，并在三日内整改到位。"
    body = "".join(f"<p>{number}、{rule}</p>" for number in "一二三四五六七八")
    page = (
        "<html><head><title>云杉市护林规划-云杉市人民政府</title></head><body>"
        "<div class='meta'><p>发布机构:云杉市人民政府</p>"
        "<p>成文日期:2026年2月6日</p></div><h1>云杉市护林规划</h1><p class='tool'>来源:市林业局 浏览次数:12</p>"
        "<div id='zoom'>{body}{signature}</div><div class='foot'>主办：云杉市人民政府</div></body></html>"
    )
    text = load_html("规划.html", page.format(body=body, signature="").encode()).text
    assert "发文机关：云杉市人民政府" in text
    assert "成文日期：2026年2月6日" in text
    signature = "<p>云杉市人民政府</p><p>2026年2月6日</p>"
    assert "成文日期" not in load_html("规划.html", page.format(body=body, signature=signature).encode()).text


def test_what_follows_the_signature_belongs_to_no_chapter():
    parsed = parse(load_html("通知.html", PAGE.encode()), name="通知.html")
    text = parsed.clean.text
    row = next(clause for clause in parsed.clauses if "东山林场" in text[clause.start : clause.end])
    assert row.kind == "table_row"
    assert row.path == ("云杉市护林任务分解表",)


def test_a_source_behind_another_field_issues_and_a_lower_heading_entitles():
    page = (
        "<html><head><title>云杉市林业局 政策文件 关于做好2026年护林工作的意见</title></head><body>"
        "<h2>云杉市林业局关于做好2026年护林工作的意见</h2>"
        "<div><span>发布时间：2026-03-06 09:12</span><span>来源：云杉市林业局</span><span>浏览次数：9</span></div>"
        "<div class='content'><p>现就护林工作提出如下意见。</p><p>各林场要明确1名护林联络员。</p></div></body></html>"
    )
    metadata = parse(load_html("意见.html", page.encode()), name="意见.html").metadata
    assert metadata.title == "云杉市林业局关于做好2026年护林工作的意见"
    assert metadata.issuer == "云杉市林业局"
    assert metadata.issued == "2026-03-06"


def test_a_bracket_below_the_title_tells_who_issued_it_and_when():
    page = (
        "<html><body><h1>云杉市2026年护林任务清单</h1><p>（云杉市林业局2026年1月20日印发　云林发〔2026〕1号）</p>"
        "<table><tr><th>任务</th><th>责任单位</th></tr><tr><td>修复防火道</td><td>东山林场</td></tr></table></body></html>"
    )
    metadata = parse(load_html("清单.html", page.encode()), name="清单.html").metadata
    assert (metadata.issuer, metadata.issued, metadata.number) == ("云杉市林业局", "2026-01-20", "云林发〔2026〕1号")
