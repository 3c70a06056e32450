"""A registration that found every day full: admitted in its rank as soon as a day is left to it (rule 4)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

from guichet.registres.comptoir import actes
from guichet.registres.reservations import attente, pieces, places
from guichet.registres.reservations.detenues import DEPUIS
from guichet.registres.socle.sql import en_liste
from guichet.regles.familles.ages import age_mois
from guichet.regles.reservations.etats import EtatInscription
from guichet.regles.socle.actes import TypeActe

if TYPE_CHECKING:
    from datetime import date

    from guichet.base.ecriture import Ecriture
    from guichet.base.lecture import Lecteur
    from guichet.registres.socle.acte import Acte

_CANDIDATES = (
    "SELECT i.id, i.famille_id, i.personne_id, i.groupe_id, i.activite_id, i.du, i.au, p.naissance, f.code, a.nom "  # noqa: S608 - words of ours
    "FROM inscription i JOIN personne p ON p.id = i.personne_id JOIN famille f ON f.id = i.famille_id "
    "JOIN activite a ON a.id = i.activite_id WHERE i.etat = 'en_attente' AND i.au >= :jour{groupes} "
    f"AND {pieces.CLASSEE.format('i')} ORDER BY i.groupe_id, i.priorite DESC, {DEPUIS.format('i')}, i.id"
)


def admettre(s: Ecriture, acte: Acte, groupe_ids: Iterable[int] | None = None) -> int:
    """Admit those that wait for these groups (None: for any), in order, one for each place left; returns how many.

    Called after the places freed were offered to the days that wait: these pass first. Their families are to be
    called, as for a freed place.
    """
    lesquels = f" AND i.groupe_id IN ({en_liste(groupe_ids)})" if groupe_ids is not None else ""
    candidates = s.lignes(_CANDIDATES.format(groupes=lesquels), {"jour": acte.jour, **pieces.SANS_RANG})
    admises: Counter[int] = Counter()
    for id_, famille_id, personne_id, groupe_id, activite_id, du, au, naissance, code, activite in candidates:
        debut = max(du, acte.jour)
        if not _reste_un_jour(s, groupe_id, activite_id, naissance, debut, au, admises[groupe_id]):
            continue
        admises[groupe_id] += 1
        s.ordre(
            "UPDATE inscription SET etat = :etat, version = version + 1 WHERE id = :id",
            {"etat": EtatInscription.ACTIVE.value, "id": id_},
        )
        tache = attente.appeler(
            s,
            acte,
            famille_id=famille_id,
            personne_id=personne_id,
            quoi=f"Inscription acceptée\u00a0: {activite}",
            jour=au,
        )
        actes.tracer(s, acte, TypeActe.INSCRIPTION_ADMETTRE, objet=code, inscription=id_, tache=tache)
    return admises.total()


def _reste_un_jour(
    s: Lecteur, groupe_id: int, activite_id: int, naissance: date | None, du: date, au: date, devant: int
) -> bool:
    """Whether a day is left for this child beyond those that wait for it, and those admitted just before."""
    unites = [u for (u,) in s.lignes("SELECT id FROM unite WHERE activite_id = :a", {"a": activite_id})]
    for (_, _, jour), p in places.places(s, [groupe_id], unites, du, au).items():
        if p.fermee:
            continue
        libres = p.restantes_pour(age_mois(naissance, jour))
        if libres is None or libres > p.attente + devant:
            return True
    return False
