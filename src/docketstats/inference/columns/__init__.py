"""Populations that fit facts on sets too entangled to be gathered into small bags: worlds are found as they are needed.

Column generation (Gilmore & Gomory 1961; for sets, Hansen & Jaumard 2000): `least_squares` gives counts to some worlds,
`pricing` finds worlds that bring them nearer to the facts, `rounding` makes the counts whole, and `population` does it
all. Floats only propose: a population is recounted in whole numbers, and nothing is proved here.
"""
