"""Handhaving: how strictly the gemeente follows up who does not come or does not go on."""

from __future__ import annotations

from math import log

from simulation.accounts import HANDHAVING
from simulation.agents import programme as what
from simulation.agents.events import M_PIP
from simulation.change import Change
from simulation.policy import Cost, Kind, Setting, Words, own


def apply(to: Change) -> None:
    """Follow up part of the people from the PIP on; more come to the intake, exams come sooner."""
    if to.given("boete_statushouders"):
        to.switch("handhaving.college_asiel", to["boete_statushouders"])
    if to.given("boete_gezin"):
        to.switch("handhaving.college_gezin", to["boete_gezin"])
    to.scale("intake.no_show", 1 - to["aandeel"] * (1 - to["opkomst"]))
    followed = to.programme(M_PIP, share=to["aandeel"], phases=what.UNDER_WAY)
    followed.costs(HANDHAVING, to.price("kosten"))
    followed.effect(what.BOOKING, log(to["slagen"]))
    followed.effect(what.INTERRUPTION, log(to["uitval"]))


KIND = Kind(
    name="handhaving",
    number=18,
    nl=Words(
        "Strenger handhaven",
        "De gemeente volgt een deel van de mensen strak: wie niet komt of stilvalt, wordt "
        "aangesproken en zo nodig beboet. Meer mensen komen naar de intake, en examens worden "
        "eerder geboekt. Op werk was er geen effect.",
        "Elk gevolgd traject kost uren en boetes raken mensen met weinig geld. Sommigen haken "
        "juist af. In Denemarken leidde een lagere uitkering tot armoede, en vrouwen trokken zich "
        "terug; dat zit niet in het model.",
        "De gemeente mag beboeten (Wi 22, BI 7.1), niet dubbel met de bijstand (Wi 27). DUO "
        "beboet statushouders niet meer voor te laat zijn (HvJ EU 4-2-2025, RvS 9-7-2025); of de "
        "gemeente dat nog mag, is niet beslist: boete_statushouders.",
    ),
    en=Words(
        "Stricter enforcement",
        "The gemeente follows part of the people closely: whoever does not come or stands still "
        "is spoken to and fined where needed. More people come to the intake, and exams are booked "
        "sooner. There was no effect on work.",
        "Every traject followed takes hours, and fines hit people with little money. Some break "
        "off because of it. In Denmark lower benefits led to poverty and women withdrew; that is "
        "not in the model.",
        "The gemeente may fine (Wi 22, BI 7.1), not beside a cut of bijstand (Wi 27). DUO no "
        "longer fines status holders for lateness (CJEU 4-2-2025, Council of State 9-7-2025); "
        "whether the gemeente still may is not settled: boete_statushouders.",
    ),
    settings=(
        Setting("boete_statushouders", "handhaving.college_asiel"),
        Setting("boete_gezin", "handhaving.college_gezin"),
        *own("aandeel opkomst slagen uitval kosten"),
    ),
    apply=apply,
    sizes=("slagen", "uitval", "opkomst"),
    targets=("gemeenten", "doelgroep"),
    needs=("aandeel", "boete_statushouders", "boete_gezin"),
    costs=(
        Cost(
            "handhaving",
            "handhaving.kosten",
            "traject dat strak wordt gevolgd",
            "traject that is followed closely",
            payee="personeel",
        ),
    ),
    neutral={"aandeel": 0},
    example={"aandeel": 1},
)
