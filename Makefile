# Every target does its own setup; nothing is reinstalled while pyproject.toml and constraints.txt stay as they are.
VENV ?= .venv
PYTHON = $(VENV)/bin/python
DATA ?= data
SETS ?=

.PHONY: help install install-slim demo serve test test-thorough check eval eval-gate bench load screenshots clean

help:  ## 列出各目标
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/'

$(PYTHON):
	@python=$$(command -v python3.11 || command -v python3) || { echo "需要 Python 3.11 或更高版本" >&2; exit 2; }; \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "需要 Python 3.11 或更高版本，当前是 $$($$python --version)" >&2; exit 2; }; \
	$$python -m venv $(VENV)

$(VENV)/installed-full: pyproject.toml constraints.txt | $(PYTHON)
	$(PYTHON) -m pip install --quiet --constraint constraints.txt --editable '.[full,ocr,dev]'
	@touch $@ $(VENV)/installed-slim

$(VENV)/installed-slim: pyproject.toml constraints.txt | $(PYTHON)
	$(PYTHON) -m pip install --quiet --constraint constraints.txt --editable .
	@touch $@

install: $(VENV)/installed-full  ## 完整安装（含 torch、扫描件识别与开发工具）

install-slim: $(VENV)/installed-slim  ## 精简安装（不含 torch，只用自带的小模型）

demo: $(VENV)/installed-full  ## 导入自带样例并回答几个问题
	$(PYTHON) -m api.cli demo

serve: $(VENV)/installed-full  ## 启动网页与接口（DATA=数据目录）
	$(PYTHON) -m api.cli serve --data $(DATA)

# Bytecode is kept, whatever the environment says: the tests start many processes.
# Three processes share two cores, so that none gains by threads of its own, and while one waits for a browser, a
# server or a process that it started, two others work.
# Each change to a library is synced to the disk; in memory, where there is room, nobody waits for that.
test: export PYTHONDONTWRITEBYTECODE =
test: export OMP_NUM_THREADS = 1
test: export PYTEST_DEBUG_TEMPROOT = $(shell df -Pk /dev/shm 2>/dev/null | awk 'NR == 2 && $$4 > 4000000 {print "/dev/shm"}')
test: $(VENV)/installed-full  ## 运行测试（装有 chromium 时含浏览器测试；三个进程，一个文件的测试在同一个进程里）
	$(PYTHON) -m pytest --numprocesses 3 --dist loadfile --no-loadscope-reorder -o tmp_path_retention_count=1

test-thorough: $(VENV)/installed-full  ## 运行要几分钟的测试（成千份生成的文件）
	$(PYTHON) -m pytest -m thorough -s

check: $(VENV)/installed-full  ## 代码规范、类型、导入方向
	$(PYTHON) -m ruff check .
	$(PYTHON) -m mypy
	$(PYTHON) -m pytest tests/test_import_direction.py

eval: $(VENV)/installed-full  ## 运行问答评测（SETS=题集）
	$(PYTHON) -m api.cli eval $(SETS)

eval-gate: $(VENV)/installed-full  ## 与保存的基线比较，有题型下降即失败
	$(PYTHON) -m api.cli eval gate --data $(DATA)

bench: $(VENV)/installed-full  ## 运行性能测量
	$(PYTHON) -m eval.bench

load: $(VENV)/installed-full  ## 两百条打开的流、五十人同时提问，两分钟
	$(PYTHON) tests/api/load.py

screenshots: $(VENV)/installed-full  ## 拍摄各页面的截图到 screenshots/
	$(PYTHON) tests/api/screenshots.py

clean:  ## 删除缓存与构建产物（不动数据目录和 .venv）
	rm -rf build dist screenshots .mypy_cache .ruff_cache .pytest_cache .hypothesis ./*.egg-info
	find . -path ./$(VENV) -prune -o -name __pycache__ -type d -print0 | xargs -0 rm -rf
