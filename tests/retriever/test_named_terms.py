"""Coined terms: asked for in any spelling, told where the document explains them, refused where it only uses them."""

import pytest

from retriever.answerers.named_terms import answer_named_term
from retriever.lexicon import Lexicon
from retriever.question import understand
from retriever.reader import Reader
from retriever.term_parts import counted_of, names_parts, shares_word, stands_beside
from retriever.term_wording import asks_of_term, folded

PLAN = (
    "# 柳原县2026年护河行动方案\n\n柳原县人民政府\n2026年3月1日\n\n"
    "## 一、队伍\n\n1.每个河段配备1名段长、2名巡河员和若干名志愿者（即“1+2+N”巡护模式），每周巡河2次。（县水利局）\n"
    "2.按照“一岗三员”模式，在每个村设1个河岗，配1名监测员、1名保洁员、1名劝导员。（各乡镇）\n"
    "3.落实“三查两防”要求，开展夜间巡河。（县公安局）\n\n"
    "## 二、机制\n\n1.推行“敲钟议事”。岸边住户发现问题可敲钟召集，段长当日到场，三日内给出办法。（县水利局）\n"
    "2.开展“两清一补”行动，对河面漂浮物集中清、对岸坡垃圾逐段清，对裸露岸坡补种灌木。（县林业局）\n\n"
    "## 三、名词解释\n\n| 名词 | 说明 |\n|---|---|\n"
    "| “河长助手” | 指受聘协助段长巡河、记录水位的本村村民 |\n| 亲水段 | 可供居民下到水边活动的河段 |\n"
)
LIST = (
    "# 柏桥镇2026年用电安全清单\n\n柏桥镇人民政府\n2026年4月2日\n\n"
    "按照“谁用电谁检查、谁出租谁检查、谁施工谁检查”的要求，制定本清单。\n\n1.检修老旧线路12处。（镇应急办）\n"
)


@pytest.fixture
def base(hash_base):
    hash_base.add_bytes("柳原县2026年护河行动方案.md", PLAN.encode())
    hash_base.add_bytes("柏桥镇2026年用电安全清单.md", LIST.encode())
    return hash_base


@pytest.mark.parametrize(
    ("question", "held"),
    [
        ("柳原巡河那个一加二加N模式是啥意思", ["1名段长", "2名巡河员", "志愿者"]),
        ("一岗三员是哪几个人", ["监测员", "保洁员", "劝导员"]),
        ("两清一补指的是什么", ["漂浮物", "岸坡垃圾", "补种灌木"]),
        ("敲钟议事是怎么回事", ["敲钟召集", "三日内"]),
        ("河长助手是什么人，干什么的", ["协助段长巡河"]),
        ("什么叫亲水段", ["下到水边"]),
        ("柏桥用电清单里的三个检查指哪三个", ["谁用电谁检查", "谁施工谁检查"]),
    ],
)
def test_a_term_is_told_in_any_spelling(base, question, held):
    answer = base.ask(question)
    assert answer.status == "answered", question
    assert all(part in answer.answer for part in held), answer.answer
    assert answer.citations


@pytest.mark.parametrize("question", ["三查两防是哪三查哪两防", "柳原的三查两防指哪几样"])
def test_a_term_that_is_only_used_is_refused(base, question):
    assert base.ask(question).status == "not_found"


def test_other_questions_about_a_term_are_left_to_their_own_ways(base):
    view = base.view()
    reader = Reader(view, Lexicon(view))
    for question in ("河长助手由哪个部门聘请", "亲水段有多少处", "两清一补谁牵头"):
        assert not answer_named_term(understand(question, reader.lexicon), reader).found


def test_how_a_question_asks_of_a_term():
    asked = {
        "四包合一是包哪四样": ("四包合一", "meaning"),
        "早市算不算便民点": ("便民点", "meaning"),
        "便民点包不包括早市": ("便民点", "holds"),
        "便民点跟平时说的小店是一回事吗": ("便民点", "beside"),
        "便民点每月检查几次": ("便民点", ""),
        "便民点是哪两个部门在管": ("便民点", ""),
    }
    for question, (term, way) in asked.items():
        assert asks_of_term(folded(question), folded(term)) == way, question


def test_things_of_a_term_that_are_counted_are_not_what_it_means():
    assert asks_of_term(folded("开春先办的5个“护河小事”是哪些"), "护河小事") == ""
    assert asks_of_term(folded("“护河小事”是哪些"), "护河小事") == "meaning"


def test_what_a_term_counts():
    counted = counted_of("一岗三员")
    assert counted is not None
    assert counted.total == 4
    assert names_parts("设1个河岗，配1名监测员、1名保洁员、1名劝导员", "一岗三员", counted)
    assert not names_parts("落实要求，开展夜间巡河", "一岗三员", counted)
    assert counted_of("一村一策") is None
    three = counted_of("三所联动")
    assert three is not None
    assert stands_beside("“三所联动”由甲所、乙所、丙室共同参与", "三所联动", three)
    must = counted_of("三个检查")
    assert must is not None
    assert shares_word("谁用电谁检查、谁出租谁检查、谁施工谁检查", must) == (0, 20)
