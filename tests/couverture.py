"""Coverage of the full run: what decides and what writes is above 95 %, each package on its own.

Only when the whole suite runs with `--cov`, as README's command does: a developer who runs one file is left alone.
"""

from __future__ import annotations

import io
from pathlib import Path

import pytest

SEUIL = 95.0
PAQUETS = ("guichet/regles", "guichet/registres", "guichet/services")
RESULTATS = pytest.StashKey[dict[str, float]]()


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    config = session.config
    complet = config.args_source is pytest.Config.ArgsSource.TESTPATHS and not (
        config.option.keyword or config.option.markexpr or getattr(config.option, "lf", False) or config.option.maxfail
    )
    if hasattr(config, "workerinput") or not complet or not getattr(config.option, "cov_source", None):
        return
    from coverage import Coverage

    mesure = Coverage(config_file=str(Path(config.rootpath) / "pyproject.toml"))
    mesure.load()
    resultats = {p: mesure.report(include=[f"*/{p}/*"], file=io.StringIO(), skip_covered=False) for p in PAQUETS}
    config.stash[RESULTATS] = resultats
    if min(resultats.values()) <= SEUIL and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    resultats = config.stash.get(RESULTATS, None)
    if resultats is None:
        return
    terminalreporter.section("coverage of what decides and what writes")
    for paquet, taux in resultats.items():
        suite = "" if taux > SEUIL else f"  INSUFFICIENT: above {SEUIL:g} % is asked"
        terminalreporter.write_line(f"{paquet:<20} {taux:5.1f} %{suite}", red=bool(suite))
