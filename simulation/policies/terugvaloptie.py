"""Terugvaloptie: how readily the college lowers skills from B1 to A2 (afschalen)."""

from __future__ import annotations

from simulation.change import Change
from simulation.policy import Kind, Limit, Setting, Words


def apply(to: Change) -> None:
    """Replace the norms of the judgement that the policy names."""
    for setting in KIND.settings:
        to.set_if_given(setting.name)


KIND = Kind(
    name="terugvaloptie",
    number=8,
    nl=Words(
        "Strenger of soepeler afschalen",
        "Andere normen voor het oordeel dat B1 buiten bereik is: na hoeveel uren, met welke "
        "aanwezigheid, onder welk verwacht niveau, hoe zeker, hoe vaak bekeken. Wie wordt "
        "verlaagd, volgt uit dat oordeel.",
        "Soepeler: minder mensen halen B1. Strenger: meer termijnen gaan voorbij zonder diploma. "
        "Het papier zelf geeft niemand werk.",
        "Niet onder 600 lesuren (Wi 17 lid 3, BI 5.5), geen wissel na maand 18 (Wi 17 lid 2, BI "
        "5.4); weigeren met redenen. Daarbuiten alleen met buiten_de_wet: true.",
    ),
    en=Words(
        "Stricter or more lenient lowering",
        "Other norms for the judgement that B1 is out of reach: after how many hours, with what "
        "attendance, below what expected level, how surely, how often looked at. Who is lowered "
        "follows from it.",
        "More lenient: fewer people reach B1. Stricter: more terms lapse without a diploma. The "
        "paper itself gives nobody a job.",
        "Not below 600 lesson hours (Wi 17(3), BI 5.5), no switch after month 18 (Wi 17(2), BI "
        "5.4); refuse with reasons. Beyond that only with buiten_de_wet: true.",
    ),
    settings=(
        Setting("min_uren", "afschalen.min_hours", 0, 2000),
        Setting("inzet", "afschalen.attendance_norm", 0, 1),
        Setting("drempel", "afschalen.below", 0, 4),
        Setting("oordeel_fout", "leerroute.forecast_error", 0, 2),
        Setting("voortgang_maanden", "leerroute.review_months", 1, 36),
        Setting("wisselvenster", "leerroute.switch_window_months", 0, 60),
    ),
    apply=apply,
    targets=("gemeenten", "doelgroep"),
    needs=("min_uren", "inzet", "drempel", "oordeel_fout", "voortgang_maanden", "wisselvenster"),
    limits=(
        Limit("min_uren", "min", "afschalen.min_hours", "Wi 17(3), BI 5.5"),
        Limit("wisselvenster", "max", "leerroute.switch_window_months", "Wi 17(2), BI 5.4"),
    ),
    example={"min_uren": 600, "inzet": 0.5, "drempel": 3.2},
)
