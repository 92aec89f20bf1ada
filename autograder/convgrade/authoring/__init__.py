"""The instructor's desk: what students, Gradescope and others get is made here, from ``solutions/``."""
