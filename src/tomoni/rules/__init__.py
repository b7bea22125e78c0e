"""Yes or no about one record: pure functions on values that return codes and parameters."""
