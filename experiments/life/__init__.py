"""Life lines: the course of one invented person under one policy or two, as data and as a story.

    key = WorldKey(load_scenario("base").scenario, seed=1, world=0)
    lived = follow(key, find_person(key, "17"))
    line = life_line(lived)
    for paragraph in tell(line, "nl"): ...

A life line is of an invented person only, and always says so: what differs between two policies
for one person is an illustration, never a result.
"""
