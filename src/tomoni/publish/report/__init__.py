"""The proven annual report: Markdown chapters with slots, in which no digit stands unproven."""
