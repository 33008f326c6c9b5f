"""Every page as a script: it runs, in both languages, and does what its fields say."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.asking import shipped, spec_for
from dashboard.draft import as_yaml, shipped_draft
from dashboard.jobs.queue import submit
from dashboard.login import VARIABLE
from dashboard.router import GROUPS
from dashboard.server import PAGE
from dashboard.texts import words_in
from experiments.texts import LANGUAGES
from tests.dashboard.test_jobs import ended, wait_until

PAGES = tuple(name for names in GROUPS.values() for name in names)
WORLDS = 50


def visit(page: str = "start", **fields: str) -> AppTest:
    app = AppTest.from_file(PAGE, default_timeout=120)
    for name, value in fields.items():
        app.query_params[name] = value
    app.run()
    if page != "start":
        app.switch_page(f"views/{page}.py").run()
    return app


def said(app: AppTest) -> str:
    parts = [*app.text, *app.caption, *app.info, *app.warning, *app.error, *app.header, *app.title]
    return "\n".join(str(part.value) for part in parts)


@pytest.fixture(autouse=True)
def own_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOORSTROOM_STORE", str(tmp_path))


@pytest.fixture(scope="module")
def computed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the base, a scenario and their comparison."""
    store = tmp_path_factory.mktemp("computed")
    names = ("base", "duale-trajecten")
    spec = spec_for([shipped(name) for name in names], "nl", WORLDS, 1)
    job = submit(store, spec, [as_yaml(shipped_draft(name)) for name in names])
    assert wait_until(store, job, ended).state == "done"
    return store


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("page", PAGES)
def test_a_page_asks_its_question_without_results(page: str, lang: str) -> None:
    app = visit(page, lang=lang)
    assert not app.exception
    assert app.title[0].value == words_in(lang)(f"page.{page}.title")


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("page", PAGES)
def test_a_page_shows_its_results(
    page: str, lang: str, computed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DOORSTROOM_STORE", str(computed))
    app = visit(page, lang=lang, s="duale-trajecten", n=str(WORLDS))
    assert not app.exception
    assert words_in(lang)("gate.nothing") not in said(app)


def test_an_unmeasured_effect_gets_no_word_of_probability(
    computed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DOORSTROOM_STORE", str(computed))
    app = visit("uitkomsten", s="duale-trajecten", n=str(WORLDS))
    sentences = [text.value for text in app.text if text.value.startswith("•")]
    assert sentences[0].startswith("• Dit effect is niet gemeten in Nederland")
    assert "waarschijnlijk" not in "\n".join(sentences)
    tables = "\n".join(table.value.to_string() for table in app.table)
    assert "waarschijnlijk" not in tables
    assert "effect niet gemeten in Nederland" in tables
    assert "aanname" in tables


def test_a_number_in_english_writing_is_refused_and_nothing_is_lost() -> None:
    app = visit("scenario", s="z-route-ruim")
    field = next(f for f in app.text_input if f.label.startswith("Extra plaatsen in de Z-route"))
    assert field.value == "60"
    field.set_value("77.5").run()
    assert any("Bedoelt u 77,5?" in error.value for error in app.error)
    assert app.button(key="compute").disabled
    assert app.session_state["draft"]["policies"][0]["plaatsen"] == 60
    next(f for f in app.text_input if f.label == field.label).set_value("77,5").run()
    assert app.session_state["draft"]["policies"][0]["plaatsen"] == 77.5
    assert not app.button(key="compute").disabled


def test_a_value_that_cannot_be_stands_beside_its_field_and_blocks() -> None:
    app = visit("scenario", s="z-route-ruim")
    field = next(f for f in app.text_input if f.label.startswith("Extra plaatsen in de Z-route"))
    field.set_value("900.000").run()
    assert app.button(key="compute").disabled
    assert "Dit getal kan hier niet" in said(app)


def test_a_lever_is_added_and_taken_away() -> None:
    app = visit("scenario")
    assert words_in("nl")("sheet.no_difference") in said(app)
    next(b for b in app.button if b.label == "Gebruik: Meer klantmanagers").click().run()
    (block,) = app.session_state["draft"]["policies"]
    assert block["kind"] == "caseload"
    assert app.button(key="compute").disabled  # it does nothing yet, and says so
    field = next(f for f in app.text_input if "klantmanagers" in f.label.lower())
    field.set_value("2,5").run()
    assert not app.button(key="compute").disabled
    assert words_in("nl")("sheet.no_difference") not in said(app)
    next(b for b in app.button if b.label == "Haal weg: Meer klantmanagers").click().run()
    assert app.session_state["draft"] == shipped_draft("base")


def test_the_link_of_a_changed_scenario_restores_it() -> None:
    app = visit("scenario", s="z-route-ruim")
    next(f for f in app.text_input if f.label == "Korte naam").set_value("eigen").run()
    piece = app.query_params["s"]
    piece = piece if isinstance(piece, str) else piece[0]
    again = visit("scenario", s=piece)
    assert again.session_state["draft"] == app.session_state["draft"]
    assert again.session_state["draft"]["name"] == "eigen"


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"s": "nonsense"}, "unknown"),
        ({"s": "1~AAAA"}, "broken"),
        ({"s": "7~AAAA"}, "other-version"),
        ({"s": "1~" + "A" * 20_000}, "too-long"),
        ({"n": "-1", "seed": "many"}, None),
        ({"lang": "../../x"}, None),
    ],
)
def test_a_strange_link_shows_the_base_and_says_so(
    fields: dict[str, str], code: str | None
) -> None:
    app = visit("scenario", **fields)
    assert not app.exception
    assert app.session_state["draft"] == shipped_draft("base")
    told = [warning.value for warning in app.warning]
    assert told == ([] if code is None else [words_in("nl")(f"link.{code}")])


def test_before_a_login_no_page_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "1")
    app = visit()
    assert not app.exception
    assert app.title[0].value == words_in("nl")("login.title")
    assert len(app.metric) == 0


def test_users_words_are_never_markup() -> None:
    app = visit("scenario", s="z-route-ruim")
    evil = "![x](http://evil.example/x.png) <img src=x onerror=alert(1)>"
    next(f for f in app.text_input if f.label == "Titel").set_value(evil).run()
    shown = [str(m.value) for m in app.markdown] + [str(c.value) for c in app.caption]
    assert not any("evil.example" in text for text in shown)


def test_views_remember_nothing() -> None:
    """Streamlit runs a view anew at every click: what it would keep is gone by then."""
    for path in (Path(PAGE).parent / "views").glob("*.py"):
        source = path.read_text(encoding="utf-8")
        assert not any(word in source for word in ("Memory(", "lru_cache", "@cache")), path.name
