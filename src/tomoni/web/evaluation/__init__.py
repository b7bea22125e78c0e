"""Evaluation at the desk: questionnaires and tests, designed, answered and shown."""
