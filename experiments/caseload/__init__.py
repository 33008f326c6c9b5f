"""A municipality's own caseload: read, checked, completed, simulated, never shown by person.

Files carry the attribute names of the Gemeentelijk Gegevensmodel, domain Inburgering (columns.py).
A caseload is personal data, name or no name: results are aggregates of ten or more, nothing of a
person is written anywhere, and every output says *persoonsgegevens: DPIA nodig*.
"""
