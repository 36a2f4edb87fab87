"""Templates for a language model: files with declared variables, checked on load, replaceable by an office.

A template file has a head, a line `---`, and two parts:

    # explanation
    变量：证据、问题
    ---
    【系统】
    …
    【用户】
    … {证据} … {问题}

Braces around anything but a bare word are ordinary characters.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ingest.errors import DataFileError

FOLDER = Path(__file__).parent
OFFICE_FOLDER = "prompts"
SYSTEM, USER = "【系统】", "【用户】"
_VARIABLE = re.compile(r"\{(\w{1,20})\}")
_RULE = re.compile(r"^---[ \t]*$", re.MULTILINE)
_DECLARATION = re.compile(r"^变量[：:](.*)$", re.MULTILINE)


@dataclass(frozen=True)
class Template:
    """A checked template: what the system and what the user says to the model, with `{variable}` in both."""

    system: str
    user: str

    def fill(self, values: Mapping[str, str]) -> tuple[str, str]:
        """System and user message; braces inside the values stay as they are.

        Raises:
            KeyError: a variable of the template has no value.
        """
        system, user = (_VARIABLE.sub(lambda match: values[match.group(1)], part) for part in (self.system, self.user))
        return system, user


@dataclass(frozen=True)
class Variables:
    """The variables that the program fills in: those a template must use, and those it may."""

    required: tuple[str, ...]
    optional: tuple[str, ...] = ()


def load_template(name: str, variables: Variables, office: Path | None = None) -> Template:
    """Read `<name>.txt` from the office's folder where it lies there, else the shipped one.

    Raises:
        DataFileError: the file cannot be used; the message names it, and the variable that is wrong.
    """
    path = FOLDER / f"{name}.txt"
    if office is not None and (office / path.name).is_file():
        path = office / path.name
    try:
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DataFileError(f"模板文件 {path} 不是 UTF-8 编码。请另存为 UTF-8 后重试。") from error
    except OSError as error:
        raise DataFileError(f"模板文件 {path} 无法读取：{error.strerror}。请检查该文件后重试。") from error
    return _parse(path, text, variables)


def _parse(path: Path, text: str, variables: Variables) -> Template:
    pieces = _RULE.split(text, maxsplit=1)
    declaration = _DECLARATION.search(pieces[0])
    if len(pieces) < 2 or declaration is None:
        raise DataFileError(f"模板文件 {path} 缺少开头：请先写一行“变量：…”，再写一行“---”，然后写正文。")
    declared = [word for word in re.split(r"[、，,\s]+", declaration[1]) if word]
    system, found, user = pieces[1].partition(USER)
    if not found or not system.strip().startswith(SYSTEM) or not user.strip():
        raise DataFileError(f"模板文件 {path} 的正文不全：请先写{SYSTEM}一段，再写{USER}一段。")
    _check_variables(path, declared, set(_VARIABLE.findall(pieces[1])), variables)
    return Template(system.strip().removeprefix(SYSTEM).strip(), user.strip())


def _check_variables(path: Path, declared: list[str], used: set[str], variables: Variables) -> None:
    known = (*variables.required, *variables.optional)
    for name in declared:
        if name not in known:
            raise DataFileError(f"模板文件 {path} 声明了变量“{name}”，程序没有这个变量。可用的有：{'、'.join(known)}。")
        if name not in used:
            raise DataFileError(f"模板文件 {path} 声明了变量“{name}”，正文里却没有{{{name}}}。请补上，或删去声明。")
    for name in sorted(used):
        if name not in declared:
            raise DataFileError(f"模板文件 {path} 的正文用了变量“{name}”，开头没有声明。请在“变量：”一行补上。")
    for name in variables.required:
        if name not in used:
            raise DataFileError(f"模板文件 {path} 缺少变量“{name}”。请在“变量：”一行和正文里都写上。")
