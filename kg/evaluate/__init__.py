"""Evaluation: what extraction finds, measured against gold facts.

A gold file is JSON lines: the fields of an article and `gold`, whose layers tell which scorer fits (`kg.evaluate.datasets`).
"""

from kg.evaluate.report import Report, Row
from kg.evaluate.running import calibrate, evaluate

__all__ = ["Report", "Row", "calibrate", "evaluate"]
