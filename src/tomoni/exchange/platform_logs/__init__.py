"""Participant reports that meeting platforms export: who joined and left, and when."""

from .read import LogRead, read_log
from .times import DAY_ORDERS, DayOrder

__all__ = ["DAY_ORDERS", "DayOrder", "LogRead", "read_log"]
