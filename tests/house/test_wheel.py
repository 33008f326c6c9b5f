"""What a user installs: the wheel, in an environment of its own, away from the checkout."""

import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

from simulation import __version__
from tests.house.tree import PACKAGES, ROOT, repository_files


def run(*command: str | Path, cwd: Path) -> str:
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", out, ROOT, cwd=out)
    (built,) = out.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def environment(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh environment with the wheel, and this one's libraries behind it.

    The libraries come in by a path file, which makes the folder importable without reading the
    path files inside it: the editable install of the checkout stays out of sight.
    """
    place = tmp_path_factory.mktemp("fresh") / "venv"
    run(sys.executable, "-m", "venv", "--without-pip", place, cwd=place.parent)
    python = place / "bin" / "python"
    pip = (sys.executable, "-m", "pip", "--python", python, "--disable-pip-version-check")
    run(*pip, "install", "--quiet", "--no-deps", "--no-index", wheel, cwd=place.parent)
    site = f"lib/python{sys.version_info.major}.{sys.version_info.minor}/site-packages"
    (place / site / "libraries.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return place


def inside(environment: Path, tmp_path: Path, code: str) -> str:
    return run(environment / "bin" / "python", "-P", "-c", code, cwd=tmp_path).strip()


def test_the_packages_come_from_the_wheel(environment: Path, tmp_path: Path) -> None:
    for package in PACKAGES:
        where = inside(environment, tmp_path, f"import {package}; print({package}.__file__)")
        assert Path(where).resolve().is_relative_to(environment.resolve()), where


def test_the_checkout_is_out_of_sight(environment: Path, tmp_path: Path) -> None:
    paths = inside(environment, tmp_path, "import sys; print(*sys.path, sep='\\n')").splitlines()
    assert ROOT.resolve() not in {Path(path).resolve() for path in paths}


def test_every_file_of_the_packages_is_in_the_wheel(wheel: Path) -> None:
    shipped = set(zipfile.ZipFile(wheel).namelist())
    ours = {path.relative_to(ROOT).as_posix() for path in repository_files()}
    expected = {name for name in ours if name.split("/")[0] in PACKAGES}
    assert expected - shipped == set()


def test_nothing_else_is_in_the_wheel(wheel: Path) -> None:
    tops = {name.split("/")[0] for name in zipfile.ZipFile(wheel).namelist()}
    assert tops == {*PACKAGES, f"doorstroom-{__version__}.dist-info"}


def test_the_data_files_lie_in_the_environment(environment: Path, tmp_path: Path) -> None:
    endings = (".toml", ".csv", ".yaml", ".png")
    data = [
        path.relative_to(ROOT).as_posix()
        for path in repository_files()
        if path.relative_to(ROOT).parts[0] in PACKAGES and path.suffix in endings
    ]
    (site,) = environment.glob("lib/python*/site-packages")
    assert data
    assert [name for name in data if not (site / name).is_file()] == []


def test_the_command_tells_its_version(environment: Path, tmp_path: Path) -> None:
    assert __version__ in run(environment / "bin" / "doorstroom", "--version", cwd=tmp_path)


def test_the_licence_travels_along(wheel: Path) -> None:
    archive = zipfile.ZipFile(wheel)
    metadata = archive.read(f"doorstroom-{__version__}.dist-info/METADATA").decode()
    assert "License-Expression: EUPL-1.2" in metadata
    shipped = archive.read(f"doorstroom-{__version__}.dist-info/licenses/LICENSE")
    assert shipped == (ROOT / "LICENSE").read_bytes()
