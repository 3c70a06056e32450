"""The QR code of the portal's exact address: parents who type it into a search engine land elsewhere."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from segno import QRCode

_BLANC = 2  # Quiet zone in modules on screen; paper keeps the 4 of ISO/IEC 18004.


def lien(adresse: str) -> str:
    """`adresse` as a phone understands it: without a scheme, a camera app runs a web search on it."""
    return adresse if "://" in adresse else f"https://{adresse}"


def code(adresse: str) -> QRCode:
    """The symbol itself, level M: survives a fold and a coffee stain without growing too dense."""
    import segno

    return segno.make(lien(adresse), error="m", micro=False, boost_error=False)


def svg(adresse: str) -> bytes:
    tampon = BytesIO()
    code(adresse).save(tampon, kind="svg", border=4, xmldecl=False, svgns=True, light="#fff")
    return tampon.getvalue()


def demi_blocs(adresse: str) -> str:
    """Two rows of modules per line of text, dark on light: for paper or a light terminal."""
    lignes = [[bool(module) for module in ligne] for ligne in code(adresse).matrix_iter(border=_BLANC)]
    if len(lignes) % 2:
        lignes.append([False] * len(lignes[0]))
    signes = {(False, False): " ", (True, False): "▀", (False, True): "▄", (True, True): "█"}
    return "\n".join(
        "".join(signes[paire] for paire in zip(haut, bas, strict=True))
        for haut, bas in zip(lignes[::2], lignes[1::2], strict=True)
    )
