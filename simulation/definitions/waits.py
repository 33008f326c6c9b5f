"""Waiting: the mean between two moments, and the queues with their statistics."""

from __future__ import annotations

from dataclasses import dataclass

from simulation.agents import events as ev
from simulation.agents.codes import ASIEL
from simulation.definitions.definition import WORSE, Definition, mean_wait
from simulation.requests import ANY, Q_STANDING, Q_WAIT, S_SHARE_OVER


@dataclass(frozen=True)
class Queue:
    """A queue: who waits, from when (the later of two milestones), for what."""

    begin: int
    end: int
    begin_too: int = ANY
    doelgroep: int = ANY


QUEUES: dict[str, Queue] = {
    "huisvesting": Queue(ev.M_PERMIT, ev.M_SETTLED, doelgroep=ASIEL),
    "intake": Queue(ev.M_NOTICE, ev.M_INTAKE, ev.M_SETTLED),
    "pip": Queue(ev.M_INTAKE, ev.M_PIP, ev.M_SETTLED),
    "lessen": Queue(ev.M_PIP, ev.M_LESSONS),
    "examen": Queue(ev.M_FIRST_BOOKED, ev.M_FIRST_EXAM),
}
"""The home (asylum only): from the permit. The intake: from the notice or later registration, in
reception from the notice for whoever has it there. The PIP: from the intake or later registration.
The first lesson: from the PIP. The first exam: from its booking to the sitting.
"""

WAITS: dict[str, Definition] = {
    "weeks_permit_to_settled": mean_wait(
        (
            "Weken van vergunning tot woning",
            "Weeks from permit to home",
            "van de vergunning tot de woning",
            "from the permit to the home",
        ),
        ev.M_PERMIT,
        ev.M_SETTLED,
    ),
    "weeks_notice_to_intake": mean_wait(
        (
            "Weken van kennisgeving tot intake",
            "Weeks from notice to intake",
            "van de kennisgeving van DUO tot de brede intake",
            "from DUO's notice to the brede intake",
        ),
        ev.M_NOTICE,
        ev.M_INTAKE,
    ),
    "weeks_notice_to_pip": mean_wait(
        (
            "Weken van kennisgeving of inschrijving tot PIP",
            "Weeks from notice or registration to PIP",
            "van de kennisgeving (of latere inschrijving) tot het PIP",
            "from the notice (or later registration) to the PIP",
        ),
        ev.M_NOTICE,
        ev.M_PIP,
        ev.M_SETTLED,
    ),
    "pip_late": Definition(
        "share",
        "PIP te laat",
        "PIP too late",
        "PIP langer dan zoveel weken na de kennisgeving of latere inschrijving (wettelijk 10, "
        "BI 5.3); van wie een PIP kreeg.",
        "PIP more than so many weeks after the notice or later registration (10 by law, BI 5.3); "
        "of those who got a PIP.",
        WORSE,
        Q_WAIT,
        begin=ev.M_NOTICE,
        begin_too=ev.M_SETTLED,
        end=ev.M_PIP,
        statistic=S_SHARE_OVER,
        needs=("weeks",),
    ),
    "weeks_pip_to_lessons": mean_wait(
        (
            "Weken van PIP tot eerste les",
            "Weeks from PIP to first lesson",
            "van het PIP tot de eerste les",
            "from the PIP to the first lesson",
        ),
        ev.M_PIP,
        ev.M_LESSONS,
    ),
    "waiting": Definition(
        "weeks",
        "Wachttijd",
        "Wait",
        "Wachttijd van wie in het venster aan de beurt kwam, of met among=waiting de tijd tot nu "
        "toe van wie op dat moment wacht; in hele maanden, geteld als 13/3 weken. Rijen: "
        "huisvesting (asiel, vanaf de vergunning), intake (vanaf kennisgeving of latere "
        "inschrijving), pip (vanaf de intake of latere inschrijving), lessen (vanaf het PIP tot "
        "de eerste les), examen (van de eerste boeking tot de eerste zitting).",
        "Wait of those who were served in the window, or with among=waiting the time so far of "
        "those who wait at that moment; in whole months of 13/3 weeks. Queues: huisvesting "
        "(asylum, from the permit), intake (from the notice or later registration), pip (from "
        "the intake or later registration), lessen (from the PIP to the first lesson), examen "
        "(from the first booking to the first sitting).",
        WORSE,
        Q_WAIT,
        needs=("queue", "stat"),
        takes=("weeks", "among"),
    ),
    "waiting_longer_than": Definition(
        "share",
        "Wacht al langer op een woning",
        "Has waited longer for a home",
        "Van de statushouders die op dat moment op een woning wachten: aandeel dat al langer dan "
        "het genoemde aantal weken wacht, geteld vanaf de vergunning.",
        "Of the status holders who wait for a home at that moment: share who have waited longer "
        "than the weeks named, counted from the permit.",
        WORSE,
        Q_STANDING,
        begin=ev.M_PERMIT,
        end=ev.M_SETTLED,
        doelgroep=ASIEL,
        statistic=S_SHARE_OVER,
        needs=("weeks",),
    ),
}
