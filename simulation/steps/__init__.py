"""The steps of the month: one file each, written to be read next to the law.

Every function takes the world, the month `t` (0 is the world's first) and, where it is about
one person, the person `p` and the `rule` in force for that person in that month.
"""
