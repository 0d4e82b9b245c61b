"""The tables of one report: its sums as equations, what they give away, what stands blank."""
