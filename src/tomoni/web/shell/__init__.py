"""What all working pages share: the frame, forms, tables, and how a refused action is told."""
