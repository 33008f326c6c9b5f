"""Validation: how what was seen lies in what the model gives, and whether that beats a rule of
thumb. Failures are told like the rest.
"""
