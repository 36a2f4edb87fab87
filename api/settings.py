"""Settings of the edges. The environment is read here and nowhere else, and checked at start."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

MIN_KEY_LENGTH = 8
MAX_UPLOAD_MB_LIMIT = 1024
MAX_LLM_SECONDS = 600


class SettingsError(Exception):
    """A variable of the environment has a value that cannot be used; the message names it, in Chinese."""


@dataclass(frozen=True)
class Settings:
    """What the edges need to know.

    An empty `embedding_model` means the model that comes with the package. Without `editor_key` only clients
    on this machine may write; without `reader_key` everybody who reaches the port may read. `max_upload_mb`
    counts units of 1024 * 1024 bytes, 1 to 1024. `llm_base_url` and `llm_model` are both empty where no language model
    is used; `llm_timeout` is in seconds, 1 to 600.
    """

    data_dir: Path = Path("data")
    embedding_model: str = ""
    host: str = "127.0.0.1"
    port: int = 8000
    editor_key: str = ""
    reader_key: str = ""
    max_upload_mb: int = 64
    llm_base_url: str = ""
    llm_model: str = ""
    llm_api_key: str = field(default="", repr=False)
    llm_timeout: int = 60

    @property
    def max_upload_bytes(self) -> int:
        """The upload limit in bytes."""
        return self.max_upload_mb * 1024 * 1024


def load_settings(environ: Mapping[str, str] | None = None) -> Settings:
    """Read the settings from `environ`, the process's environment by default.

    Raises:
        SettingsError: A value cannot be used.
    """
    values = os.environ if environ is None else environ
    defaults = Settings()
    return Settings(
        data_dir=_folder(values, "ZHENGDA_DATA_DIR", defaults.data_dir),
        embedding_model=values.get("ZHENGDA_EMBEDDING_MODEL", "").strip(),
        host=_host(values, "ZHENGDA_HOST", defaults.host),
        port=_integer(values, "ZHENGDA_PORT", defaults.port, low=1, high=65535),
        editor_key=_key(values, "ZHENGDA_EDITOR_KEY"),
        reader_key=_key(values, "ZHENGDA_READER_KEY"),
        max_upload_mb=_integer(
            values, "ZHENGDA_MAX_UPLOAD_MB", defaults.max_upload_mb, low=1, high=MAX_UPLOAD_MB_LIMIT
        ),
        llm_base_url=_endpoint(values, "ZHENGDA_LLM_BASE_URL", "ZHENGDA_LLM_MODEL"),
        llm_model=_model(values, "ZHENGDA_LLM_MODEL", "ZHENGDA_LLM_BASE_URL"),
        llm_api_key=_header_text(values, "ZHENGDA_LLM_API_KEY"),
        llm_timeout=_integer(values, "ZHENGDA_LLM_TIMEOUT", defaults.llm_timeout, low=1, high=MAX_LLM_SECONDS),
    )


def _folder(values: Mapping[str, str], name: str, default: Path) -> Path:
    text = values.get(name, "").strip()
    if not text:
        return default
    folder = Path(text).expanduser()
    if folder.exists() and not folder.is_dir():
        raise SettingsError(f"环境变量 {name} 的值“{text}”不是目录，请改为一个目录的路径。")
    return folder


def _host(values: Mapping[str, str], name: str, default: str) -> str:
    text = values.get(name, "").strip() or default
    if any(character.isspace() or character == "/" for character in text):
        raise SettingsError(
            f"环境变量 {name} 的值“{text}”不是监听地址，请写成 127.0.0.1 或 0.0.0.0 这样的地址。"
        )
    return text


def _integer(values: Mapping[str, str], name: str, default: int, *, low: int, high: int) -> int:
    text = values.get(name, "").strip()
    if not text:
        return default
    if not (text.isascii() and text.isdigit()) or not low <= int(text) <= high:
        raise SettingsError(f"环境变量 {name} 的值“{text}”不可用，请写成 {low} 到 {high} 之间的整数。")
    return int(text)


def _endpoint(values: Mapping[str, str], name: str, partner: str) -> str:
    url = values.get(name, "").strip()
    if url and (not re.match(r"https?://[^\s/]", url) or any(character.isspace() for character in url)):
        raise SettingsError(
            f"环境变量 {name} 的值“{url}”不是服务地址，请写成 http://127.0.0.1:8080/v1 这样的地址。"
        )
    if url and not values.get(partner, "").strip():
        raise SettingsError(f"设了环境变量 {name}，还要用 {partner} 写明模型的名称，请补上。")
    return url


def _model(values: Mapping[str, str], name: str, partner: str) -> str:
    model = values.get(name, "").strip()
    if model and not values.get(partner, "").strip():
        raise SettingsError(f"设了环境变量 {name}，还要用 {partner} 写明服务的地址，请补上。")
    return model


def _key(values: Mapping[str, str], name: str) -> str:
    key = _header_text(values, name)
    if key and len(key) < MIN_KEY_LENGTH:
        raise SettingsError(f"环境变量 {name} 的口令太短，请至少用 {MIN_KEY_LENGTH} 个字符。")
    return key


def _header_text(values: Mapping[str, str], name: str) -> str:
    """A key travels in a header: printable ASCII without blanks. The message never shows it."""
    key = values.get(name, "").strip()
    if not all("!" <= character <= "~" for character in key):
        raise SettingsError(f"环境变量 {name} 的口令只能用英文字母、数字和英文标点，不能含空格或汉字。")
    return key
