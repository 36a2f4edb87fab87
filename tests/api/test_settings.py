from __future__ import annotations

from pathlib import Path

import pytest

from api.settings import Settings, SettingsError, load_settings


def test_defaults() -> None:
    assert load_settings({}) == Settings()
    assert Settings().data_dir == Path("data")


def test_values_are_read() -> None:
    settings = load_settings(
        {
            "ZHENGDA_DATA_DIR": "/srv/zhengda-没有的目录",
            "ZHENGDA_EMBEDDING_MODEL": " bge ",
            "ZHENGDA_HOST": "0.0.0.0",
            "ZHENGDA_PORT": "9000",
            "ZHENGDA_EDITOR_KEY": "editor-key-1",
            "ZHENGDA_READER_KEY": "reader-key-1",
            "ZHENGDA_MAX_UPLOAD_MB": "2",
            "ZHENGDA_LLM_BASE_URL": "http://127.0.0.1:8080/v1",
            "ZHENGDA_LLM_MODEL": "qwen",
            "ZHENGDA_LLM_API_KEY": "sk-1",
            "ZHENGDA_LLM_TIMEOUT": "30",
        }
    )
    assert settings == Settings(
        Path("/srv/zhengda-没有的目录"), "bge", "0.0.0.0", 9000, "editor-key-1", "reader-key-1", 2,
        "http://127.0.0.1:8080/v1", "qwen", "sk-1", 30,
    )  # fmt: skip
    assert settings.max_upload_bytes == 2 * 1024 * 1024


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ZHENGDA_PORT", "八千"),
        ("ZHENGDA_PORT", "0"),
        ("ZHENGDA_PORT", "65536"),
        ("ZHENGDA_PORT", "²"),
        ("ZHENGDA_MAX_UPLOAD_MB", "-1"),
        ("ZHENGDA_HOST", "http://x"),
        ("ZHENGDA_EDITOR_KEY", "short"),
        ("ZHENGDA_READER_KEY", "口令口令口令口令"),
        ("ZHENGDA_DATA_DIR", __file__),
        ("ZHENGDA_LLM_BASE_URL", "127.0.0.1:8080"),
        ("ZHENGDA_LLM_BASE_URL", "http://127.0.0.1:8080/v 1"),
        ("ZHENGDA_LLM_API_KEY", "口令"),
        ("ZHENGDA_LLM_TIMEOUT", "0"),
    ],
)
def test_unusable_values_are_named(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=name) as caught:
        load_settings({name: value})
    assert "请" in str(caught.value) or "只能" in str(caught.value)


def test_keys_are_not_shown() -> None:
    with pytest.raises(SettingsError) as caught:
        load_settings({"ZHENGDA_EDITOR_KEY": "geheim"})
    assert "geheim" not in str(caught.value)


@pytest.mark.parametrize(
    ("name", "value", "missing"),
    [
        ("ZHENGDA_LLM_BASE_URL", "http://127.0.0.1:8080/v1", "ZHENGDA_LLM_MODEL"),
        ("ZHENGDA_LLM_MODEL", "qwen", "ZHENGDA_LLM_BASE_URL"),
    ],
)
def test_a_language_model_needs_address_and_name(name: str, value: str, missing: str) -> None:
    with pytest.raises(SettingsError, match=f"{name}.*{missing}"):
        load_settings({name: value})


def test_settings_do_not_show_the_key_of_the_language_model() -> None:
    assert "secret" not in repr(Settings(llm_api_key="secret"))
