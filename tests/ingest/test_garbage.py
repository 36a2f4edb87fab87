"""While documents are read nobody looks for garbage; afterwards all is as before."""

import gc
import threading

import pytest

from ingest.garbage import none_looked_for


def test_the_collector_rests_inside_and_works_after():
    assert gc.isenabled()
    with none_looked_for():
        assert not gc.isenabled()
        with none_looked_for():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()


def test_after_an_error_too():
    with pytest.raises(ValueError, match="read"), none_looked_for():
        raise ValueError("read")
    assert gc.isenabled()


def test_who_has_turned_it_off_keeps_it_off():
    gc.disable()
    try:
        with none_looked_for():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_it_rests_until_the_last_thread_leaves():
    entered, leave = threading.Event(), threading.Event()

    def read():
        with none_looked_for():
            entered.set()
            leave.wait(10)

    thread = threading.Thread(target=read)
    with none_looked_for():
        thread.start()
        assert entered.wait(10)
    assert not gc.isenabled()
    leave.set()
    thread.join()
    assert gc.isenabled()
