"""Model objects as text: expressions and intervals, read and written, and the names that they use."""
