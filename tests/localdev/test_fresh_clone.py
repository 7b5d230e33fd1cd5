"""A newcomer has nothing of this machine but where its packages come from."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from localdev import fresh_clone
from localdev.fresh_clone import environment, free_ports, is_open, processes


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name, value in {
        "HOME": "/home/somebody", "npm_config_cache": "/home/somebody/.npm", "PIP_CACHE_DIR": "/warm", "PORT": "8010",
        "PIP_INDEX_URL": "https://packages.example/simple", "HTTPS_PROXY": "http://proxy.example", "CI": "true",
        "MAKEFLAGS": "-j4", "MAKELEVEL": "1", "AWS_PROFILE": "work", "STRIPE_SECRET_KEY": "sk_test_x",
        "PYTHONPATH": "/elsewhere", "VIRTUAL_ENV": "/active", "PATH": "/active/bin:/usr/bin:/bin",
    }.items():  # fmt: skip
        monkeypatch.setenv(name, value)
    return tmp_path / "home"


def test_every_cache_is_in_the_empty_home(home: Path) -> None:
    told = environment(home)
    warm = [name for name, value in told.items() if "somebody" in value or value == "/warm"]
    assert warm == []
    for name in ("HOME", "XDG_CACHE_HOME", "PIP_CACHE_DIR", "NPM_CONFIG_CACHE", "PLAYWRIGHT_BROWSERS_PATH"):
        assert Path(told[name]).is_relative_to(home), name
    assert "npm_config_cache" not in told


def test_where_packages_come_from_stays_a_setting_of_the_machine(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours = tmp_path / "pip.conf"
    ours.touch()
    monkeypatch.setattr(fresh_clone, "_pip_settings", lambda: str(ours))
    monkeypatch.delenv("PIP_CONFIG_FILE", raising=False)
    told = environment(home)
    assert (told["PIP_INDEX_URL"], told["HTTPS_PROXY"]) == ("https://packages.example/simple", "http://proxy.example")
    assert told["PIP_CONFIG_FILE"] == str(ours)


def test_nothing_that_somebody_activated_or_chose_comes_along(home: Path) -> None:
    told = environment(home)
    chosen = {"MAKEFLAGS", "MAKELEVEL", "AWS_PROFILE", "STRIPE_SECRET_KEY", "PYTHONPATH", "VIRTUAL_ENV", "PORT", "CI"}
    assert chosen & told.keys() == set()
    assert told["PATH"] == "/usr/bin:/bin"


def test_the_port_and_the_two_behind_it_are_free() -> None:
    port = free_ports()
    assert not any(is_open(port + step) for step in range(3))


def test_a_process_that_was_left_behind_is_found(tmp_path: Path) -> None:
    left = subprocess.Popen([sys.executable, "-c", "input()", str(tmp_path)], cwd=tmp_path, stdin=subprocess.PIPE)
    try:
        assert [line.split()[0] for line in processes(tmp_path)] == [str(left.pid)]
    finally:
        left.communicate(b"\n")
    assert processes(tmp_path) == []
    assert processes(Path(os.devnull)) == []
