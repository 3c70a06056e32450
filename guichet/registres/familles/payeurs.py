"""Who receives the bills of a household: named by hand, or after the payer who goes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from guichet.erreurs.saisie import SaisiesInvalides
from guichet.registres.comptoir import actes, taches
from guichet.regles.familles.payeurs import Adulte, Succession, succession
from guichet.regles.socle.actes import TypeActe
from guichet.regles.socle.domaine import NatureTache, RoleLien

if TYPE_CHECKING:
    from guichet.base.ecriture import Ecriture
    from guichet.base.lecture import Lecteur
    from guichet.fiches.socle.repose import Fait
    from guichet.registres.socle.acte import Acte

_MANQUE = NatureTache.RESPONSABLE_MANQUANT
_ADULTES = (
    "SELECT p.id AS personne_id, p.prenom, l.payeur FROM lien l JOIN personne p ON p.id = l.personne_id "
    "WHERE l.famille_id = :famille AND l.role = :role AND l.au IS NULL AND l.personne_id <> :partant "
    "ORDER BY l.rang, l.id"
)


def apres(s: Lecteur, fait: Fait) -> Succession:
    """Who pays after a responsable goes; the same before the departure is written and after."""
    if fait.role != RoleLien.RESPONSABLE.value or fait.personne_id is None or not fait.avant.get("payeur"):
        return Succession()
    champs = {"famille": fait.famille_id, "role": fait.role, "partant": fait.personne_id}
    partant, designe = Adulte(fait.personne_id, "", payeur=True), fait.apres.get("payeur")
    restent = s.lire(Adulte, _ADULTES, champs)
    return succession([partant, *restent], fait.personne_id, designe if isinstance(designe, int) else None)


def choisir(
    s: Ecriture, acte: Acte, famille_id: int, payeurs: Iterable[int], phrase: str = "", *, details: Sequence[str] = ()
) -> bool:
    """Name who receives the bills of a household; returns whether that changed anything.

    The visit says `phrase`, or the lines it sums up, once, however many adults it concerns.

    Raises:
        SaisiesInvalides: nobody, or somebody who is not an adult of this household (rule 32).
    """
    from sqlmodel import select

    from models import Lien

    adultes = s.exec(select(Lien).where(Lien.famille_id == famille_id, Lien.role == RoleLien.RESPONSABLE.value))
    presents = {adulte.personne_id: adulte for adulte in adultes if adulte.au is None}
    voulus = set(payeurs)
    if not voulus or voulus - presents.keys():
        raise SaisiesInvalides({"payeur": "Payeur : choisissez un responsable de ce foyer."})
    changes = [a for a in presents.values() if a.payeur is not (a.personne_id in voulus)]
    for rang, adulte in enumerate(changes):
        adulte.payeur = not adulte.payeur
        adulte.version += 1
        faits = {"personne": adulte.personne_id, "lien": adulte.id, "champs": "payeur"}
        actes.tracer(
            s, acte, TypeActe.MEMBRE_MODIFIER, famille_id, "" if rang else phrase, details=details, faits=faits
        )
    return bool(changes)


def repondre(s: Ecriture, acte: Acte, famille_id: int) -> None:
    """Somebody answers again for a household that had lost its last responsable: they pay, and nobody looks for them.

    Nothing where nobody was looked for.
    """
    qui = {"famille": famille_id, "role": RoleLien.RESPONSABLE.value, "partant": 0, "nature": _MANQUE.value}
    adultes = s.lire(Adulte, _ADULTES, qui)
    cherche = s.une("SELECT 1 FROM tache WHERE famille_id = :famille AND nature = :nature AND etat = 'a_faire'", qui)
    if not adultes or not cherche:
        return
    if not any(a.payeur for a in adultes):
        choisir(s, acte, famille_id, [adultes[0].personne_id], f"factures : {adultes[0].prenom} paie désormais")
    taches.clore_suite(s, acte, _MANQUE, famille_id)
