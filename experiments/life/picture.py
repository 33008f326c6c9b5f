"""A life line as a picture: phases month by month, work and bijstand, and the language level.

One line or two beside each other on the same months; a dashed line shows where they part.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING

from experiments.charts import style
from experiments.life.line import LifeLine, Span
from experiments.life.words import Voice
from experiments.numbers import write_month
from experiments.provenance import doorstroom_version
from simulation.months import MONTHS_PER_YEAR

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from experiments.charts.sheet import Sheet

ROUTE_COLOURS = {"b1": style.BLUE, "onderwijs": style.OCHRE, "z": style.RED}
PHASE_COLOURS = {
    "opvang": style.GREY,
    "wacht": style.PALE,
    "onderbroken": "#F0E4C8",
    "na_les": "#B9CBE0",
    "voldaan": style.TEAL,
    "vrijgesteld": style.LIGHT_BLUE,
}
DARK = {style.BLUE, style.OCHRE, style.RED, style.GREY, style.TEAL, style.LIGHT_BLUE}
LANES = ("phase", "work", "bijstand", "study")
LANE_COLOURS = {"work": style.INK, "bijstand": "#C9A0A8", "study": "#A8B8A0"}
LEVELS = (1, 2, 3, 4)
MARKS = {"pip": ("v", "mark_pip"), "exam_passed": ("*", "mark_passed")}
ORDER = ("opvang", "wacht", "les", "onderbroken", "na_les", "voldaan", "vrijgesteld")
SIDE, RIGHT = 1.65, 0.36
LEGEND, HEADING, YEARS, GAP = 0.42, 0.34, 0.42, 0.16
"""Inches: beside the lanes, and the rows of legend, heading, years and the gap between lanes."""
LABEL_MONTHS = 5
"""A stretch shorter than this has no room for a word."""
KINDS = {
    "png": {"Software": None},
    "svg": {"Date": None},
    "pdf": {"CreationDate": None},
}


def draw_lives(
    lines: Sequence[LifeLine], parted: int | None, lang: str, bare: style.Size | None = None
) -> Figure:
    """The figure of one life line, or of two of the same person; parted: month of the world.

    bare: the size of a picture without title and footer, for a page that has them as text.
    """
    import matplotlib as mpl

    from experiments.charts.sheet import Sheet

    voice = Voice(lang, lines[0].who.sex)
    with mpl.rc_context(style.SETTINGS):
        words = ("", "", []) if bare else words_of(lines, lang)
        sheet = Sheet(bare or style.SIZES[style.DEFAULT_SIZE], *words)
        first = max(lines[0].arrival, 0)
        last = max(line.states[-1].t for line in lines) + 1
        bottom = sheet.bottom + LEGEND
        height = (sheet.top - bottom) / len(lines)
        left, right = SIDE, sheet.size.width - RIGHT
        for place, line in enumerate(lines):
            top = sheet.top - place * height
            heading = HEADING if len(lines) > 1 else 0.0
            middle = top - heading - 0.56 * (height - heading - YEARS)
            lanes = sheet.axes(left, right, middle + GAP, top - heading)
            level = sheet.axes(left, right, top - height + YEARS, middle)
            _draw_lanes(lanes, line, voice)
            _draw_level(level, line, voice)
            for axes in (lanes, level):
                axes.set_xlim(first, last)
                _years(axes, line, first, last, labels=axes is level)
                if parted is not None:
                    axes.axvline(parted, color=style.INK, linewidth=1.4, linestyle=(0, (4, 3)))
            if len(lines) > 1:
                title = line.titles[lang]
                lanes.set_title(title, fontsize=12.5, fontweight="bold", pad=5)
        _legend(sheet, lines, voice)
    return sheet.figure


def words_of(lines: Sequence[LifeLine], lang: str) -> tuple[str, str, list[str]]:
    """Title, what is shown, and the footer."""
    line, voice = lines[0], Voice(lang, lines[0].who.sex)
    who = voice(
        "picture.who", sex=voice.word(line.who.sex), age=line.who.age, gemeente=line.who.gemeente
    )
    subtitle = voice("picture.subtitle" if len(lines) == 1 else "picture.subtitle_two")
    footer = voice(
        "picture.footer",
        version=doorstroom_version(),
        seed=line.seed,
        world=line.world,
        identity=line.who.identity,
    )
    return voice("picture.title", who=who), subtitle, [footer]


def _legend(sheet: Sheet, lines: Sequence[LifeLine], voice: Voice) -> None:
    """What the colours and marks are, as far as they occur."""
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    spans = {look_of(span) for line in lines for span in line.spans if span.phase != "uit"}
    keys: list[Patch | Line2D] = [
        Patch(color=colour, label=label_of(name, route, voice))
        for name, route, colour in sorted(spans, key=lambda look: (ORDER.index(look[0]), look[1]))
    ]
    events = {moment.event for line in lines for moment in line.moments}
    keys += [
        Line2D([], [], color=style.INK, marker=mark, linestyle="", label=voice(f"picture.{name}"))
        for event, (mark, name) in MARKS.items()
        if event in events
    ]
    sheet.figure.legend(
        handles=keys,
        loc="lower left",
        bbox_to_anchor=(0.025, sheet.bottom / sheet.size.height),
        ncols=len(keys),
        frameon=False,
        fontsize=10.5,
        handlelength=1.2,
        columnspacing=1.4,
    )


def look_of(span: Span) -> tuple[str, str, str]:
    """A stretch's name, leerroute (in lessons only) and colour."""
    name = "wacht" if span.phase.startswith("wacht") else span.phase
    if span.phase == "les" and span.route in ROUTE_COLOURS:
        return name, span.route, ROUTE_COLOURS[span.route]
    return name, "", PHASE_COLOURS.get(name, style.PALE)


def label_of(name: str, route: str, voice: Voice) -> str:
    """What a stretch is called: by its leerroute where there is one."""
    return voice.word(f"route_{route}") if route else voice(f"picture.{name}")


def _draw_lanes(axes: Axes, line: LifeLine, voice: Voice) -> None:
    heights = {name: len(LANES) - 1 - row for row, name in enumerate(LANES)}
    for span in line.spans:
        _draw_span(axes, span, heights["phase"], voice)
    for name in LANES[1:]:
        for first, last in stretches_of(line, name):
            bar = (first, last + 1 - first)
            axes.broken_barh([bar], (heights[name] - 0.3, 0.6), color=LANE_COLOURS[name])
    for moment in line.moments:
        if moment.event in MARKS:
            mark = MARKS[moment.event][0]
            axes.plot(moment.t + 0.5, heights["phase"] + 0.62, mark, color=style.INK, markersize=7)
    axes.set_ylim(-0.5, len(LANES) - 0.05)
    labels = ["", *(voice(f"picture.{name}") for name in LANES[1:])]
    axes.set_yticks([heights[name] for name in LANES], labels, fontsize=11)
    axes.tick_params(axis="y", length=0)
    axes.grid(visible=False, axis="y")
    axes.spines["left"].set_visible(False)


def _draw_span(axes: Axes, span: Span, height: float, voice: Voice) -> None:
    if span.phase == "uit":
        return
    name, route, colour = look_of(span)
    months = span.last + 1 - span.first
    bar = [(span.first, months)]
    axes.broken_barh(bar, (height - 0.42, 0.84), color=colour, edgecolor="white", linewidth=0.8)
    label = label_of(name, route, voice)
    if months >= max(LABEL_MONTHS, len(label) * 0.9):
        axes.text(
            span.first + months / 2,
            height,
            label,
            ha="center",
            va="center",
            fontsize=10.5,
            color="white" if colour in DARK else style.INK,
        )


def stretches_of(line: LifeLine, name: str) -> list[tuple[int, int]]:
    """Months in which somebody has work, bijstand, or an education; first and last of each."""
    found: list[tuple[int, int]] = []
    for state in line.states:
        has = {"work": state.job > 0, "bijstand": state.bijstand, "study": state.education}[name]
        if not has or state.phase == "uit":
            continue
        if found and found[-1][1] == state.t - 1:
            found[-1] = (found[-1][0], state.t)
        else:
            found.append((state.t, state.t))
    return found


def _draw_level(axes: Axes, line: LifeLine, voice: Voice) -> None:
    months = [state.t + 1 for state in line.states if state.phase != "uit"]
    levels = [state.level for state in line.states if state.phase != "uit"]
    axes.plot(months, levels, color=style.LIGHT_BLUE, linewidth=2.4)
    axes.set_ylim(0, LEVELS[-1] + 0.4)
    axes.set_yticks(LEVELS, [voice.word(f"level_{level}") for level in LEVELS], fontsize=10.5)
    axes.set_ylabel(voice("picture.level"), fontsize=10.5)


def _years(axes: Axes, line: LifeLine, first: int, last: int, labels: bool) -> None:
    begin = first + (-(line.start + first)) % MONTHS_PER_YEAR
    ticks = list(range(begin, last + 1, MONTHS_PER_YEAR))
    names = [line.date(t)[:4] for t in ticks] if labels else [""] * len(ticks)
    axes.set_xticks(ticks, names, fontsize=11)


def render(figure: Figure, kind: str) -> bytes:
    """The bytes of a picture: `png`, `svg` or `pdf`; the same figure gives the same bytes."""
    import matplotlib as mpl

    buffer = io.BytesIO()
    with mpl.rc_context(style.SETTINGS):
        figure.savefig(buffer, format=kind, metadata=KINDS[kind])
    return buffer.getvalue()


def alternative_text(lines: Sequence[LifeLine], parted: int | None, lang: str) -> str:
    """What the picture shows, for whoever cannot see it: the phases of each line in words."""
    voice = Voice(lang, lines[0].who.sex)
    told = [voice("intro.fictional")]
    for line in lines:
        spans = [
            f"{write_month(line.date(span.first), lang)}: {voice(f'end.{span.phase}')}"
            for span in line.spans
        ]
        told.append(f"{line.titles[lang]}. " + "; ".join(spans) + ".")
    if parted is not None:
        told.append(voice("picture.part") + f": {write_month(lines[0].date(parted), lang)}.")
    return " ".join(told)
