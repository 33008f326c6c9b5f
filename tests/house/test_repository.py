"""House rules that hold for the repository as a whole."""

import re
import tomllib

import pytest
from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from simulation import __version__
from tests.house.tree import ROOT, repository_files, texts

TEXTS = texts(repository_files())
PYPROJECT = tomllib.loads(TEXTS["pyproject.toml"])
PYTHONS = ("3.11", "3.12", "3.13")

MOST_LINES = 400
# A longer file stands here with the reason why it stays in one piece.
LONGER_FOR_A_REASON: dict[str, str] = {}

# Written in pieces, so that this file keeps the rule it checks.
REGISTRY_HOSTS = re.compile(
    r"\b(py" + r"pi\.org|python" + r"hosted\.org|npm" + r"js\.(org|com)|ana" + r"conda\.(org|com)"
    r"|conda\.io|crates\.io|(deb|archive)\.(debian|ubuntu)\.(org|com))\b"
)
MACHINE_PATHS = re.compile(r"(?<![\w.$}\])-])/(work|root|home|Users|opt|mnt)" + r"/\w")


def offenders(pattern: re.Pattern[str]) -> list[str]:
    return [
        f"{name}:{number}: {line.strip()[:100]}"
        for name, text in TEXTS.items()
        for number, line in enumerate(text.splitlines(), start=1)
        if pattern.search(line)
    ]


def test_no_package_registry_is_named() -> None:
    assert offenders(REGISTRY_HOSTS) == []


def test_no_path_of_a_machine_is_written() -> None:
    assert offenders(MACHINE_PATHS) == []


@pytest.mark.parametrize(
    "line", ["open('/ho" + "me/me/x.csv')", "see /wo" + "rk/x", '"/Us' + 'ers/a"']
)
def test_a_path_of_a_machine_would_be_seen(line: str) -> None:
    assert MACHINE_PATHS.search(line)


@pytest.mark.parametrize("line", ["docs/work/x", "tests/root/y", "income/work/week"])
def test_a_path_in_the_project_is_no_machine_path(line: str) -> None:
    assert not MACHINE_PATHS.search(line)


def test_python_files_stay_small() -> None:
    too_long = {
        name
        for name, text in TEXTS.items()
        if name.endswith(".py") and text.count("\n") > MOST_LINES
    }
    assert too_long == set(LONGER_FOR_A_REASON)


def pins() -> list[Requirement]:
    lines = TEXTS["constraints.txt"].splitlines()
    return [Requirement(line) for line in lines if line and not line.startswith("#")]


def pinned_on(python: str) -> dict[str, Requirement]:
    """The pins that hold on a Python version, by canonical name."""
    environment = {**default_environment(), "python_version": python}
    found: dict[str, Requirement] = {}
    for pin in pins():
        if pin.marker is None or pin.marker.evaluate(environment):
            name = canonicalize_name(pin.name)
            assert name not in found, f"{name} is pinned twice on Python {python}"
            found[name] = pin
    return found


def declared() -> list[Requirement]:
    project = PYPROJECT["project"]
    groups = [project["dependencies"], PYPROJECT["build-system"]["requires"]]
    groups += project["optional-dependencies"].values()
    return [Requirement(line) for group in groups for line in group]


def test_constraints_are_names_and_versions_only() -> None:
    shape = re.compile(
        r'[a-z0-9-]+==[0-9a-z.]+( ; python_version == "3\.\d+"( or python_version == "3\.\d+")*)?'
    )
    lines = TEXTS["constraints.txt"].splitlines()
    assert [line for line in lines if not line.startswith("#") and not shape.fullmatch(line)] == []


@pytest.mark.parametrize("python", PYTHONS)
def test_every_library_is_pinned_to_a_version_in_range(python: str) -> None:
    pinned = pinned_on(python)
    for requirement in declared():
        pin = pinned.get(canonicalize_name(requirement.name))
        assert pin is not None, f"{requirement.name} has no pin on Python {python}"
        (specifier,) = pin.specifier
        assert requirement.specifier.contains(specifier.version), f"{requirement} against {pin}"


def test_every_library_has_its_place_and_reason_in_the_docs() -> None:
    table = TEXTS["docs/libraries.md"]
    missing = [need.name for need in declared() if f"| {need.name} |" not in table]
    assert missing == []


def test_the_supported_pythons_are_said_once_and_the_same() -> None:
    classifiers = PYPROJECT["project"]["classifiers"]
    named = [line.rsplit(" ", 1)[1] for line in classifiers if re.search(r":: 3\.\d+$", line)]
    assert tuple(named) == PYTHONS
    assert PYPROJECT["project"]["requires-python"] == ">=3.11,<3.14"


def test_the_licence_is_the_eupl_whole() -> None:
    text = TEXTS["LICENSE"]
    assert text.startswith(
        "EUROPEAN UNION PUBLIC LICENCE v. 1.2\nEUPL © the European Union 2007, 2016"
    )
    for article in range(1, 16):
        assert re.search(rf"^{article}\.\s*[A-Z]", text, re.MULTILINE), f"article {article}"
    assert "‘Compatible Licences’ according to Article 5 EUPL are:" in text
    last = "additions to this Appendix require the production of a new EUPL version."
    assert text.rstrip().endswith(last)
    assert PYPROJECT["project"]["license"] == "EUPL-1.2"


def test_the_citation_names_this_version_and_licence() -> None:
    citation = TEXTS["CITATION.cff"]
    assert re.search(r"^cff-version: 1\.2\.0$", citation, re.MULTILINE)
    assert re.search(rf"^version: {re.escape(__version__)}$", citation, re.MULTILINE)
    assert re.search(r"^license: EUPL-1\.2$", citation, re.MULTILINE)


def test_the_changelog_has_a_place_for_this_version() -> None:
    headings = re.findall(r"^## \[(.+?)\]", TEXTS["CHANGELOG.md"], re.MULTILINE)
    assert headings[0] == "Unreleased" or headings[0] == __version__


def test_links_inside_the_project_lead_somewhere() -> None:
    broken = []
    for name, text in TEXTS.items():
        if not name.endswith(".md"):
            continue
        for target in re.findall(r"\]\(([^)#\s]+)", text):
            if "://" not in target and not ((ROOT / name).parent / target).exists():
                broken.append(f"{name}: {target}")
    assert broken == []


def test_the_readme_names_the_two_commands_of_the_makefile() -> None:
    targets = set(re.findall(r"^(\w+):", TEXTS["Makefile"], re.MULTILINE))
    named = set(re.findall(r"make (\w+)", TEXTS["README.md"]))
    assert {"run", "test"} <= named <= targets
