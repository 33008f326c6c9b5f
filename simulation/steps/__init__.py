"""The steps of the month: one file each, written to be read next to the law.

A function about one person takes the person `p`, the month `now` (its date, its luck, its notes)
and the `rule` in force for that person in that month; one about lists takes the world.
"""
