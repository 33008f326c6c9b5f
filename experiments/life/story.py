"""The whole story of one life line or two, as lines of text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from experiments.life.line import LifeLine
from experiments.life.sentences import Sentence, conclusion, introduction, tell
from experiments.life.versus import Parting, difference_in_money, explain
from experiments.life.words import Voice
from experiments.numbers import write_month


def story_of(line: LifeLine, lang: str) -> list[str]:
    """One life: who, what happened year by year, how it ends."""
    lines = [*introduction(line, lang)]
    lines += _by_year(tell(line, lang), lang)
    return [*lines, "", *conclusion(line, lang)]


def story_of_two(a: LifeLine, b: LifeLine, parting: Parting, lang: str) -> list[str]:
    """The same person in two scenarios: what is the same once, then both ways, then the money."""
    voice = Voice(lang, a.who.sex)
    lines = [*introduction(a, lang)[:2], "", voice("versus.heading", a=a.scenario, b=b.scenario)]
    lines += ["", *explain(parting, a, b, lang)]
    if parting.t is None:
        lines += _by_year(tell(a, lang), lang)
        return [*lines, "", *conclusion(a, lang), *difference_in_money(a, b, lang)]
    when = a.date(parting.t)
    common = [sentence for sentence in tell(a, lang) if sentence.month < when]
    lines += _by_year(common, lang)
    for key, line in (("versus.in_a", a), ("versus.in_b", b)):
        title = line.titles[lang]
        scenario = f"{line.scenario} ({title})"
        heading = voice(key, a=scenario, b=scenario)
        lines += ["", f"== {heading} =="]
        lines += _by_year([s for s in tell(line, lang) if s.month >= when], lang)
        lines += ["", *conclusion(line, lang)]
    return [*lines, "", *difference_in_money(a, b, lang), introduction(a, lang)[0]]


def _by_year(sentences: Sequence[Sentence], lang: str) -> Iterator[str]:
    """Sentences under their year, each behind its month; a month is named once."""
    year = month = ""
    for sentence in sentences:
        if sentence.month[:4] != year:
            year = sentence.month[:4]
            yield ""
            yield year
        name = write_month(sentence.month, lang).split(" ")[0]
        shown = name if sentence.month != month else ""
        month = sentence.month
        yield f"  {shown:<10} {sentence.text}"
