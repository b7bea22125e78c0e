"""What comes in from others: what it becomes, where its money stands in a chain. Values alone."""
