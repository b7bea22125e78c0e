"""Findings at the desk: the board, one finding, and two editions side by side."""
