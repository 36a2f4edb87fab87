"""Several things asked in one breath of one plan: each class, now and then, how many agree and who pays."""

from __future__ import annotations

import pytest

from retriever.answerers.clause_spans import figured, put_together
from retriever.focus import find_focus
from retriever.question import understand
from retriever.question_patterns import wording

PLAN = """柳泉县和美乡村建设实施意见
一、目标任务
到2027年，新建村级食堂40家，建成示范村24个。
二、分类推进
按照区位、人口规模等因素，将260个行政村分为三类：一类村为县城周边和国道沿线村，共88个，要求道路、供水、绿化、亮化一体推进，\
2026年6月底前全面达标；二类村为一般聚居村，共131个，重点抓好道路和供水，亮化以主干道为主，2027年6月底前基本达标；\
三类村为偏远散居村，共41个，以保持干净整洁为底线，不搞大拆大建。
三、改造加装
1.加装楼道扶梯。加装扶梯应当由本楼占比三分之二以上的业主参与表决，并经参与表决人数四分之三以上的业主同意。\
资金以业主自筹为主，政府给予每台9万元财政补助，底层业主一般不出资。
2.整治黑臭水体。排查出的黑臭水体共17处，实行一塘一策。2025年底前治理9处，2026年底前全部完成。
四、组织领导
成立县和美乡村建设工作领导小组，由县长任组长，领导小组办公室设在县农业农村局，由该局局长兼任办公室主任，下设道路建设（县交通运输局）、供水保障（县水利局）、\
绿化亮化（县林业局）三个专班。
"""
RULES = """柳泉县养犬管理条例
第一条 为了规范养犬行为，制定本条例。
第二条 养犬人应当每年为犬只接种狂犬病疫苗。
第三条 携犬外出应当使用犬绳牵领，清除犬只粪便。
第四条 养犬人应当自取得犬只之日起20日内到公安派出所办理登记，提交：身份证明，住所证明，犬只免疫证明，犬只照片3张。\
养犬登记每年延续一次，住所变更的，自变更之日起12日内办理变更登记，犬只死亡的，自死亡之日起9日内办理注销。
第五条 违反本条例第二条规定，未对犬只接种疫苗的，由县农业农村局处600元罚款。
第六条 违反本条例第三条规定，携犬外出不束犬绳的，由公安机关处150元罚款；不清除犬只粪便的，由县城管局处80元罚款。
"""


@pytest.fixture
def ask(hash_base):
    hash_base.add_bytes("意见.md", PLAN.encode())
    hash_base.add_bytes("条例.txt", RULES.encode())
    return lambda question: hash_base.ask(question).answer


def test_the_class_that_the_opening_names_too_is_told(ask):
    answer = ask("一类村、二类村、三类村各有多少个？")
    assert all(count in answer for count in ("88个", "131个", "41个"))


def test_what_is_now_is_not_asked_of_the_year_named_behind(lexicon):
    query = understand("示范村现在多少，2027年要多少，2028年呢", lexicon)
    assert find_focus(query, lexicon).parts[0].scope.years == ()


def test_how_many_must_agree_is_a_share_and_who_pays_is_told_apart(ask):
    answer = ask("我家住五楼想加装扶梯，要几户同意，钱谁出？")
    assert "四分之三" in answer
    assert "自筹" in answer


def test_a_clause_is_told_with_the_year_that_opens_its_own_part():
    text = "到2026年，新建食堂40家；到2028年，护理床位不少于350张，建成示范村24个，满意度达到92%。"
    every = figured(text)
    chosen = [clause for clause in every if "示范村" in clause.of(text)]
    assert put_together(text, every, chosen) == "到2028年，建成示范村24个"


def test_which_groups_an_office_has_is_no_question_for_its_seat(ask):
    answer = ask("和美乡村领导小组办公室下面设了哪几个专班？")
    assert "供水保障" in answer
    assert "绿化亮化" in answer


def test_of_penalties_alike_in_words_the_likelier_sentence_is_told(ask):
    answer = ask("遛狗不牵绳罚多少？")
    assert "150元" in answer
    assert "600元" not in answer


def test_an_activity_is_no_task():
    assert not wording("tasks").search("每个街道要有几处活动场地")
    assert wording("tasks").search("每个街道要干哪些活")


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("给狗办证要带哪些材料？", "照片3张"),
        ("搬家了，狗证要在几天之内改？", "12日"),
        ("刚抱回来的狗多少天内要登记？", "20日"),
        ("那些发臭的水塘哪年能全治好？", "2026年"),
    ],
)
def test_papers_days_and_the_last_of_two_dates(ask, question, told):
    assert told in ask(question)


def test_where_something_is_laid_down_asks_for_the_document(ask):
    assert "《柳泉县养犬管理条例》" in ask("不清除犬只粪便要罚款是哪里规定的？")


def test_the_figure_of_the_year_asked_for_is_told_beside_the_whole(hash_base):
    text = (
        "柳泉县养老服务方案\n附件：任务分工\n①失智照护床位360张，由县民政局、县卫生健康局共同牵头，2028年6月底完成，"
        "其中2026年底完成110张，2027年底累计250张。\n"
    )
    hash_base.add_bytes("方案.txt", text.encode())
    assert "110张" in hash_base.ask("失智照护床位2026年底先到多少张").answer


def test_a_date_is_told_with_the_class_that_it_is_of(ask):
    answer = ask("二类村什么时候达标")
    assert "二类村为" in answer
    assert "2027年6月底前" in answer
