"""Proof: whether all is as it was when it was done, here and in what is given away."""
