"""A disk that answers by an error, for real: the kernel gives EIO to the system calls named, for the rest of the process."""

from __future__ import annotations

import ctypes
import errno
import platform
import struct

APPELS = {"pread64": 17, "fsync": 74, "fdatasync": 75}
"""Numbers on x86-64."""
POSSIBLE = platform.machine() == "x86_64" and platform.system() == "Linux"

_LD_NR, _JEQ, _RET = 0x20, 0x15, 0x06
_ERRNO, _PERMIS = 0x00050000, 0x7FFF0000
_NO_NEW_PRIVS, _SECCOMP, _FILTRE = 38, 22, 2


class _Programme(ctypes.Structure):
    _fields_ = (("longueur", ctypes.c_ushort), ("filtre", ctypes.c_void_p))


def disque_en_panne(*appels: str) -> None:
    """From now on these calls fail with EIO (a seccomp filter, which nothing lifts)."""
    n = len(appels)
    ordres = [struct.pack("HBBI", _LD_NR, 0, 0, 0)]
    ordres += [struct.pack("HBBI", _JEQ, n - rang, 0, APPELS[nom]) for rang, nom in enumerate(appels)]
    ordres += [struct.pack("HBBI", _RET, 0, 0, _PERMIS), struct.pack("HBBI", _RET, 0, 0, _ERRNO | errno.EIO)]
    octets = ctypes.create_string_buffer(b"".join(ordres))
    programme = _Programme(len(ordres), ctypes.addressof(octets))
    libc = ctypes.CDLL(None, use_errno=True)
    assert libc.prctl(_NO_NEW_PRIVS, 1, 0, 0, 0) == 0
    assert libc.prctl(_SECCOMP, _FILTRE, ctypes.byref(programme), 0, 0) == 0, ctypes.get_errno()
