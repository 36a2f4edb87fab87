"""People by posts in everyday words, by several units or posts at once, and the units of a list of names."""

from __future__ import annotations

import pytest
from answer_checks import check_answer
from hand_made import HashEmbedder

from ingest.errors import DataFileError
from retriever.everyday_posts import official_posts, read_posts
from retriever.knowledge_base import KnowledgeBase

LIST = """云滩街道创建宜居港湾实施方案
一、工作目标
改善港湾面貌。
附件：云滩街道创建宜居港湾领导小组成员名单
组长：陆远山 云滩街道党工委书记
副组长：温如海 云滩街道党工委委员、纪工委书记
方立新 云滩街道党工委副书记、人大工委主任
成员：孟桂兰 望潮社区党委书记、居委会主任
石建国 听涛社区党委书记、居委会主任
何秀英 观澜社区党委书记、居委会主任
领导小组下设办公室，由温如海同志兼任办公室主任，石建国同志任办公室副主任。
"""


@pytest.fixture(scope="module")
def harbour(tmp_path_factory):
    with KnowledgeBase.open(tmp_path_factory.mktemp("harbour"), encoder=HashEmbedder()) as base:
        base.add_bytes("云滩街道创建宜居港湾实施方案.txt", LIST.encode())
        yield base


@pytest.mark.parametrize(
    ("question", "told", "untold"),
    [
        ("云滩领导小组里管纪律的领导是谁", ["温如海"], "陆远山"),
        ("云滩领导小组一把手是谁", ["陆远山"], "方立新"),
        ("云滩领导小组办公室的二把手是谁", ["石建国"], "陆远山"),
        ("望潮社区和观澜社区的书记分别是哪两位", ["孟桂兰", "何秀英"], "石建国"),
        ("云滩的纪工委书记和人大工委主任是谁", ["温如海", "方立新"], "陆远山"),
        ("方立新在云滩领导小组里排什么位置，什么职务", ["副组长", "人大工委主任"], "陆远山"),
        ("云滩领导小组名单里有哪些社区", ["共3个", "望潮社区", "听涛社区", "观澜社区"], "陆远山"),
    ],
)
def test_people_and_units(harbour, question, told, untold):
    answer = harbour.ask(question)
    assert answer.status == "answered"
    check_answer(answer, harbour)
    for words in told:
        assert words in answer.answer
    assert untold not in answer.answer


def test_posts_are_put_into_the_words_of_documents():
    assert official_posts("专班办公室的二把手叫啥") == "专班办公室副主任叫啥"
    assert official_posts("哪个社区一把手最年轻") == "哪个社区书记最年轻"
    assert official_posts("路灯坏了找谁") == "路灯坏了找谁"


def test_a_line_of_the_file_that_is_no_rule_is_named(tmp_path):
    broken = tmp_path / "posts.txt"
    broken.write_text("老大 = 组长\n", encoding="utf-8")
    with pytest.raises(DataFileError, match="第 1 行"):
        read_posts(broken)
