"""The read side: named, versioned figures over an opened snapshot."""
