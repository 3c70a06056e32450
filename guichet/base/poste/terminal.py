"""Which terminal a process runs in, told apart from every other, those of the past included."""

from __future__ import annotations

import os
import platform
import pwd
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class TerminalIci:
    """One terminal of one account."""

    cle: str
    """Key of its visits: account, machine, device, and the session that was opened in it (a device serves again)."""
    compte: str
    """Account and machine: « agnes@mairie »."""
    dit: str
    """For people: « agnes@mairie pts/3 »."""


def terminal_ici() -> TerminalIci:
    """The terminal of this process; a script without one has the session it was started from."""
    # Not $LOGNAME: whoever sets it is not who runs the program.
    try:
        qui = pwd.getpwuid(os.geteuid()).pw_name
    except KeyError:
        qui = str(os.geteuid())
    dit = f"{qui}@{platform.node() or 'machine'}"
    peripherique = _peripherique()
    session = os.getsid(0)
    return TerminalIci(
        f"{dit[:60]} {peripherique or 'sans terminal'} {session}.{_debut(session)}"[:120],
        dit[:120],
        f"{dit} {peripherique}".rstrip(),
    )


def disparu(cle: str) -> bool:
    """Whether that terminal was one of this machine and is closed: nobody will end what was begun there.

    Never true of a workstation with a name, nor of another machine's terminal: it cannot be told from here.
    """
    debut, _, fin = cle.rpartition(" ")
    session, point, depart = fin.partition(".")
    machine = f"@{platform.node() or 'machine'} "
    if not (point and session.isdigit() and depart.isdigit() and machine in debut):
        return False
    return _debut(int(session)) != depart


def _peripherique() -> str:
    for fd in (0, 1, 2):
        with suppress(OSError):
            return os.ttyname(fd).removeprefix("/dev/")
    return ""


def _debut(pid: int) -> str:
    """When a process began, in ticks since the machine did; "0" when there is none, or where the system does not say.

    Its number alone would not do: numbers serve again.
    """
    try:
        lu = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return "0"
    return lu.rpartition(")")[2].split()[19]
