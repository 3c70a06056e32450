"""What becomes of each day asked: the preview of the screen, for a shell and for scripts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guichet.cli.cadre import sortie
from guichet.cli.cadre.sortie import ColonneSortie
from guichet.fiches.reservations.refus import ToutRefuse
from guichet.formats.mots import majuscule

if TYPE_CHECKING:
    from guichet.cli.cadre.appel import Appel
    from guichet.fiches.reservations.planning import Apercu

_COLONNES = (
    ColonneSortie("jour", "Jour", fixe=True),
    ColonneSortie("enfant", "Enfant"),
    ColonneSortie("unite", "Activité"),
    ColonneSortie("issue", "Issue", fixe=True),
    ColonneSortie("motif", "Motif", prose=True),
    ColonneSortie("regle", "Règle"),
    ColonneSortie("rang", "Rang"),
    ColonneSortie("facturee", "Reste facturée"),
)
ISSUES = {
    "reservee": "réservée",
    "majoree": "majorée",
    "attente": "en attente",
    "refusee": "refusée",
    "inchangee": "inchangée",
    "annulee": "annulée",
    "annulee_facturee": "annulée, reste facturée",
}
_A_DIRE = ("jour", "issue", "motif", "regle")
"""For the eye, which has 80 columns: the rank stands in the reason already, what never changes in the first line."""


def montrer(appel: Appel, apercu: Apercu) -> None:
    """Put the days on stdout, the count before them for the eye; refusals are counted on stderr once written.

    Raises:
        ToutRefuse: written, not simulated, and every day that could change was refused.
    """
    from guichet.regles.reservations.dits.series import sort_de

    brut = appel.format == "json"
    colonnes: tuple[ColonneSortie, ...] = _COLONNES
    if appel.format == "table":
        communs = {c: {getattr(ligne, c) for ligne in apercu.lignes} for c in ("enfant", "unite")}
        dits = "".join(f", {valeurs.pop()}" for valeurs in communs.values() if len(valeurs) == 1)
        sortie.phrase(appel.dite(f"{majuscule(resume(apercu))}{dits}."))
        colonnes = tuple(c for c in _COLONNES if c.cle in _A_DIRE or communs.get(c.cle))
    appel.lister(
        colonnes,
        [
            {
                "jour": ligne.jour,
                "enfant": ligne.enfant,
                "unite": ligne.unite,
                "issue": ligne.issue if brut else ISSUES[sort_de(ligne)],
                "motif": ligne.motif,
                "regle": ligne.regle,
                "rang": ligne.rang,
                "facturee": ligne.facturee,
            }
            for ligne in apercu.lignes
        ],
        vide="Aucun jour n’est concerné.",
    )
    if appel.simulation or not apercu.refusees:
        return
    if not (apercu.reservees or apercu.majorees or apercu.attente or apercu.annulees):
        raise ToutRefuse(apercu)
    appel.avertir(f"{apercu.refusees} refusée{'s' if apercu.refusees > 1 else ''} : la liste dit pourquoi.")


def resume(apercu: Apercu) -> str:
    """« 12 réservées, dont 2 majorées · 1 en attente »."""
    from guichet.regles.reservations.dits.comptes import comptes_dits

    return comptes_dits(apercu.lignes) or "rien ne change"
