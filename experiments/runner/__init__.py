"""Running a scenario in many worlds on this machine, and keeping the result."""
