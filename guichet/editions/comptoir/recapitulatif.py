"""The one summary slip that ends a visit: what was done, what remains to do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from guichet.editions.socle import phrases
from guichet.editions.socle.feuille import Feuille, Liste, pdf_feuille, texte_feuille
from guichet.formats.mots import majuscule

_PRESENCES = {
    "sur_place": "Au guichet",
    "rendez_vous": "Sur rendez-vous",
    "telephone": "Par téléphone",
    "courrier": "Par courrier",
}


@dataclass(frozen=True, slots=True)
class DonneesPassage:
    """One visit. `presence` is a known kind or the words to print; hours are local."""

    commune: str
    site_nom: str
    famille: str
    code: str
    agent: str
    ouvert_le: datetime
    clos_le: datetime
    presence: str
    actes: tuple[tuple[str, str], ...]
    """(time as shown on screen, what was done)."""
    restes: tuple[str, ...] = ()
    site_adresse: str = ""
    site_telephone: str = ""
    site_horaires: tuple[str, ...] = ()
    formation: bool = False


def pdf_passage(donnees: DonneesPassage) -> bytes:
    """The summary as one A4 page."""
    return pdf_feuille(_feuille(donnees))


def texte_passage(donnees: DonneesPassage) -> str:
    """The same summary in plain text, 78 columns at most."""
    return texte_feuille(_feuille(donnees))


def _feuille(d: DonneesPassage) -> Feuille:
    presence = _PRESENCES.get(d.presence, d.presence)
    telephone = f"Tél. {d.site_telephone}" if d.site_telephone else ""
    faits = tuple((heure, majuscule(fait)) for heure, fait in d.actes)
    actes = faits or (("", "Renseignement donné, aucun changement au dossier."),)
    restes = tuple(("", reste) for reste in d.restes)
    return Feuille(
        commune=d.commune,
        lieu=tuple(ligne for ligne in (d.site_nom, d.site_adresse, telephone, *d.site_horaires) if ligne),
        code=d.code,
        titre="Votre passage",
        pour=(
            f"Famille {d.famille}",
            f"{presence}, {_quand(d)}",
        ),
        listes=(
            Liste("Ce qui a été fait", "actes", actes),
            *((Liste("Ce qu’il vous reste à faire", "restes", restes),) if restes else ()),
        ),
        attentions=() if restes else ("Vous n’avez rien d’autre à faire.",),
        pied=f"{d.agent} vous a répondu. Une question ? Donnez votre code famille, {d.code}.",
        edite_le=d.clos_le,
        formation=d.formation,
    )


def _quand(d: DonneesPassage) -> str:
    """A suspended visit may end on another day (ecrans.md, Échap twice)."""
    if phrases.local(d.ouvert_le).date() == phrases.local(d.clos_le).date():
        debut, fin = phrases.heure(d.ouvert_le), phrases.heure(d.clos_le)
        return f"le {phrases.jour(d.ouvert_le)}, de {debut} à {fin}"
    return f"du {phrases.jour_et_heure(d.ouvert_le)} au {phrases.jour_et_heure(d.clos_le)}"
