from __future__ import annotations

import pytest
from hand_made import ELDERLY, PARKING, read_lines
from langchain_core.language_models import FakeListChatModel
from langchain_core.output_parsers import StrOutputParser
from langchain_core.prompts import ChatPromptTemplate
from langchain_core.runnables import RunnableLambda, RunnablePassthrough

from retriever.datatypes import Filters
from retriever.knowledge_base import KnowledgeBase
from retriever.langchain import PolicyRetriever


@pytest.fixture
def knowledge_base(tmp_path, embedder):
    with KnowledgeBase.open(tmp_path, encoder=embedder, reader=read_lines) as opened:
        opened.add_bytes("停车.txt", PARKING.encode())
        opened.add_bytes("养老.txt", ELDERLY.encode())
        yield opened


def test_documents_say_where_they_stand(knowledge_base):
    found = PolicyRetriever(knowledge_base=knowledge_base, k=3).invoke("新增多少停车泊位")
    assert len(found) == 3
    best = found[0]
    text = knowledge_base.document(best.metadata["doc_id"]).parsed.text
    assert text[best.metadata["start"] : best.metadata["end"]] == best.page_content
    assert best.page_content == "新增 公共停车泊位800个。"
    assert set(best.metadata) == {"doc_id", "title", "path", "start", "end", "score", "url"}
    assert [document.metadata["score"] for document in found] == sorted(
        (document.metadata["score"] for document in found), reverse=True
    )


def test_filters(knowledge_base):
    elderly = knowledge_base.documents()[1].doc_id
    retriever = PolicyRetriever(knowledge_base=knowledge_base, filters=Filters(doc_ids=(elderly,)))
    assert {document.metadata["doc_id"] for document in retriever.invoke("停车泊位")} == {elderly}


def test_in_a_chain(knowledge_base):
    retriever = PolicyRetriever(knowledge_base=knowledge_base, k=1)
    asked = []
    join = RunnableLambda(lambda documents: "\n".join(document.page_content for document in documents))
    prompt = ChatPromptTemplate.from_template("根据：{context}\n回答：{question}")
    look = RunnableLambda(lambda value: asked.append(value.to_string()) or value)
    chain = (
        {"context": retriever | join, "question": RunnablePassthrough()}
        | prompt
        | look
        | FakeListChatModel(responses=["800个"])
        | StrOutputParser()
    )
    assert chain.invoke("新增多少停车泊位？") == "800个"
    assert "公共停车泊位800个" in asked[0]
