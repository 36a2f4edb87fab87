"""Invented documents of three kinds: a plan of actions, a regulation, a five-year plan with a table and a list."""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).parent / "data" / "policies"
ACTIONS = "云岭市清泉区2025年社区治理行动方案.txt"
REGULATION = "望江县河道保洁管理条例.txt"
PLAN = "云岭市南屏区养老服务“十五五”规划.md"

POLICIES = {name: (FOLDER / name).read_text("utf-8") for name in (ACTIONS, REGULATION, PLAN)}
