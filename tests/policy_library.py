"""Invented documents of three kinds: a plan of actions, a regulation, a five-year plan with a table and a list."""

from __future__ import annotations

from pathlib import Path

DATA = Path(__file__).parent / "data"
FOLDER = DATA / "policies"
ACTIONS = "云岭市清泉区2025年社区治理行动方案.txt"
REGULATION = "望江县河道保洁管理条例.txt"
PLAN = "云岭市南屏区养老服务“十五五”规划.md"

POLICIES = {name: (FOLDER / name).read_text("utf-8") for name in (ACTIONS, REGULATION, PLAN)}

PROGRAMME = "安和市北岭县智慧乡村建设三年实施方案.txt"  # stages, conditions and papers to hand in
PROGRAMME_TEXT = (DATA / "programme" / PROGRAMME).read_text("utf-8")
