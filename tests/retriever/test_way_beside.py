"""The way to get what an answer grants is told with it, where a question asks for that."""

import pytest

from ingest.sentences import split_sentences
from retriever.datatypes import Evidence
from retriever.draft import Draft, Statement
from retriever.lexicon import Lexicon
from retriever.question import understand
from retriever.reader import Reader
from retriever.way_beside import with_way

RULES = (
    "白鹭县高校毕业生实习补助办法\n白鹭县人力资源和社会保障局\n2026年3月9日\n\n一、实习公寓\n"
    "来本县实习的在校大学生，可免费入住实习公寓，一次不超过20天。入住须提前5天在“白鹭青年”小程序预约。公寓由县城投公司管理。\n"
)


@pytest.mark.parametrize(
    ("question", "way"),
    [("大学生来白鹭实习听说能免费住公寓，怎么弄，能住几天", "小程序预约"), ("白鹭实习公寓一次能住几天", "")],
)
def test_how_to_get_it_is_told_where_it_is_asked(hash_base, question, way):
    hash_base.add_bytes("办法.txt", RULES.encode())
    view = hash_base.view()
    reader = Reader(view, Lexicon(view))
    [doc_id] = view.documents
    document = reader.document(doc_id)
    clause = next(one for one in document.parsed.clauses if "免费入住" in reader.own_text(doc_id, one))
    start, end = split_sentences(document.parsed.clean.text, clause.start, clause.end)[0]
    granted = Statement(reader.text(doc_id, start, end), (Evidence(doc_id, clause.index, start, end),))
    told = with_way(understand(question, reader.lexicon), Draft((granted,), (), 1.0), reader).statements
    assert len(told) == (2 if way else 1)
    assert way in told[-1].text
