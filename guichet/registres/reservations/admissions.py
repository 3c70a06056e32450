"""A registration that found every day full: admitted in its rank as soon as a day is left to it (rule 4)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

from guichet.formats.naissances import connue
from guichet.registres.comptoir import actes
from guichet.registres.reservations import attente, file_inscriptions, places
from guichet.regles.familles.ages import age_connu
from guichet.regles.reservations.etats import EtatInscription
from guichet.regles.socle.actes import TypeActe

if TYPE_CHECKING:
    from datetime import date

    from guichet.base.ecriture import Ecriture
    from guichet.base.lecture import Lecteur
    from guichet.formats.naissances import Naissance
    from guichet.registres.socle.acte import Acte


def admettre(s: Ecriture, acte: Acte, groupe_ids: Iterable[int] | None = None) -> int:
    """Admit those that wait for these groups (None: for any), in order, one for each place left; returns how many.

    Called after the places freed were offered to the days that wait: these pass first. Their families are to be
    called, as for a freed place.
    """
    admises: Counter[int] = Counter()
    for i in file_inscriptions.lire(s, groupe_ids):
        debut, devant = max(i.du, acte.jour), admises[i.groupe_id]
        if i.au < acte.jour or not _reste_un_jour(
            s, i.groupe_id, i.activite_id, connue(i.naissance, i.naissance_partielle), debut, i.au, devant
        ):
            continue
        admises[i.groupe_id] += 1
        s.ordre(
            "UPDATE inscription SET etat = :etat, version = version + 1 WHERE id = :id",
            {"etat": EtatInscription.ACTIVE.value, "id": i.numero},
        )
        tache = attente.appeler(
            s,
            acte,
            famille_id=i.famille_id,
            personne_id=i.personne_id,
            quoi=f"Inscription acceptée : {i.activite}",
            jour=i.au,
        )
        actes.tracer(s, acte, TypeActe.INSCRIPTION_ADMETTRE, objet=i.code, inscription=i.numero, tache=tache)
    return admises.total()


def _reste_un_jour(
    s: Lecteur, groupe_id: int, activite_id: int, naissance: Naissance, du: date, au: date, devant: int
) -> bool:
    """Whether a day is left for this child beyond those that wait for it, and those admitted just before.

    On a closed day no place is.
    """
    unites = [u for (u,) in s.lignes("SELECT id FROM unite WHERE activite_id = :a", {"a": activite_id})]
    for (_, _, jour), p in places.places(s, [groupe_id], unites, du, au).items():
        libres = p.restantes_pour(age_connu(naissance, jour))
        if libres is None or libres > p.attente + devant:
            return True
    return False
