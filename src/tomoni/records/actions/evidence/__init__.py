"""The evidence desk: from proposals to claims and what they become, step by step, undoable."""
