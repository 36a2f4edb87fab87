"""Questions beside documents that come in: they neither wait for the index nor make twice what is made once."""

from __future__ import annotations

import threading

from hand_made import ELDERLY, PARKING

import retriever.routing as routing
from retriever.index import IndexFolder

QUESTION = "新增多少公共停车泊位"


def test_questions_go_by_the_view_before_until_the_index_is_there(hash_base, monkeypatch):
    hash_base.add_bytes("停车.txt", PARKING.encode())
    before = hash_base.ask(QUESTION)
    building, built = threading.Event(), threading.Event()
    build = IndexFolder.build

    def slow(*arguments, **options):
        building.set()
        assert built.wait(15)
        return build(*arguments, **options)

    monkeypatch.setattr(IndexFolder, "build", slow)
    upload = threading.Thread(target=hash_base.add_bytes, args=("养老.txt", ELDERLY.encode()))
    upload.start()
    try:
        assert building.wait(15)
        during = hash_base.ask(QUESTION)
        assert (during.answer, during.index_version) == (before.answer, before.index_version)
    finally:
        built.set()
        upload.join()
    assert hash_base.ask(QUESTION).index_version != before.index_version
    assert len(hash_base.view().documents) == 2


def test_what_is_derived_from_a_library_is_made_once(hash_base, monkeypatch):
    hash_base.add_bytes("停车.txt", PARKING.encode())
    made = []

    class Counted(routing.Answerer):
        def __init__(self, view):
            made.append(view)
            super().__init__(view)

    monkeypatch.setattr(routing, "Answerer", Counted)
    view = hash_base.view()
    asking = [threading.Thread(target=hash_base.ask, args=(QUESTION,)) for _ in range(4)]
    for thread in asking:
        thread.start()
    for thread in asking:
        thread.join()
    assert made == [view]
    hash_base.add_bytes("养老.txt", ELDERLY.encode())
    assert len(made) == 2  # before the upload returns, for the question that comes next
    hash_base.ask(QUESTION)
    assert len(made) == 2
