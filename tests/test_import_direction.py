"""Imports point one way, form no cycle, and keep each outside library in one place."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
# A package may import from lower levels only; eval and training stand side by side and are strangers.
LEVELS = {"ingest": 0, "prompts": 1, "retriever": 2, "eval": 3, "training": 3, "api": 4}
ONE_MODULE = (
    "docx",
    "faiss",
    "httpx2",
    "jieba",
    "langchain_core",
    "langchain_openai",
    "lxml",
    "ofdkit",
    "onnxruntime",
    "openai",
    "openpyxl",
    "pdfplumber",
    "pypdfium2",
    "rapidocr",
    "sentence_transformers",
    "tantivy",
    "yaml",
)
ONLY_API = ("fastapi", "starlette", "uvicorn")


def module_name(path: Path) -> str:
    """`retriever/view.py` is `retriever.view`, `retriever/__init__.py` is `retriever`."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def modules() -> dict[str, Path]:
    return {module_name(path): path for package in LEVELS for path in sorted((ROOT / package).rglob("*.py"))}


@cache
def trees() -> dict[str, ast.Module]:
    return {name: ast.parse(path.read_text(encoding="utf-8")) for name, path in modules().items()}


def imported_names(name: str, path: Path) -> set[str]:
    """Every dotted name that a module imports, wherever the statement stands; relative imports resolved."""
    package = name if path.name == "__init__.py" else name.rpartition(".")[0]
    found: set[str] = set()
    for node in ast.walk(trees()[name]):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                anchor = package.split(".")[: len(package.split(".")) - node.level + 1]
                base = ".".join([*anchor, base] if base else anchor)
            found.add(base)
            found.update(f"{base}.{alias.name}" for alias in node.names)
    return found


@cache
def imports() -> dict[str, set[str]]:
    return {name: imported_names(name, path) for name, path in modules().items()}


def graph() -> dict[str, set[str]]:
    """Edges between the project's own modules; a module's own parent packages do not count."""
    return {
        name: {
            imported
            for imported in names
            if imported in modules() and imported != name and not name.startswith(imported + ".")
        }
        for name, names in imports().items()
    }


def test_all_packages_are_known() -> None:
    present = {path.parent.name for path in ROOT.glob("*/__init__.py")} - {"tests"}
    assert present <= set(LEVELS)


def test_packages_import_only_from_lower_levels() -> None:
    wrong = []
    for name, names in imports().items():
        own = name.split(".")[0]
        for imported in names:
            other = imported.split(".")[0]
            if other in LEVELS and other != own and LEVELS[other] >= LEVELS[own]:
                wrong.append(f"{name} imports {imported}")
    assert wrong == []


def test_modules_form_no_cycle() -> None:
    edges = graph()
    done: set[str] = set()

    def visit(name: str, trail: tuple[str, ...]) -> None:
        assert name not in trail, " -> ".join([*trail[trail.index(name) :], name])
        if name in done:
            return
        for target in sorted(edges[name]):
            visit(target, (*trail, name))
        done.add(name)

    for name in edges:
        visit(name, ())


@pytest.mark.parametrize("library", ONE_MODULE)
def test_library_is_imported_in_one_module(library: str) -> None:
    users = [
        name
        for name, names in imports().items()
        if any(imported == library or imported.startswith(library + ".") for imported in names)
    ]
    assert len(users) <= 1, users


@pytest.mark.parametrize("library", ONLY_API)
def test_web_framework_stays_in_api(library: str) -> None:
    users = {
        name.split(".")[0]
        for name, names in imports().items()
        if any(imported == library or imported.startswith(library + ".") for imported in names)
    }
    assert users <= {"api"}


def test_environment_is_read_in_one_module() -> None:
    readers = {
        name
        for name, tree in trees().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr in {"environ", "getenv", "environb"}
    }
    assert readers <= {"api.settings"}
