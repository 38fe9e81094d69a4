"""From facts and a question to bounds with proofs and witnesses, and to minimal conflicts."""
