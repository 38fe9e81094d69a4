"""What inference finds, in the shape that people use: derived figures, verdicts and their explanations."""
