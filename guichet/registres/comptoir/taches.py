"""What is due to a family within a delay of working hours (rule 16, source 4.12)."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple

from guichet.erreurs.identifiants import TacheInconnue
from guichet.fiches.comptoir.taches import FicheTache
from guichet.formats import nom_affiche
from guichet.registres.comptoir import actes
from guichet.registres.socle import auteurs
from guichet.regles.comptoir.echeances import echeance_ouvree, etat_echeance
from guichet.regles.socle.actes import TypeActe
from guichet.regles.socle.domaine import EtatTache, NatureTache

if TYPE_CHECKING:
    from guichet.base.ecriture import Ecriture
    from guichet.base.lecture import Lecteur
    from guichet.fiches.comptoir.destinataires import Destinataire
    from guichet.registres.socle.acte import Acte
    from models import Tache

OUBLI = NatureTache.IDENTIFIANTS_OUBLIES.value
SUITE_HEURES = 24
"""Working hours in which what follows an act is looked at."""
_MEME = (
    "SELECT id FROM tache WHERE nature = :nature AND famille_id = :f AND etat = :etat "
    "AND coalesce(personne_id, 0) = coalesce(CAST(:p AS INTEGER), 0)"
)
_DEMANDE = "Envoi de nouveaux identifiants demandé"

# The offer of a place closes by itself once its day is past: nobody can take it any more.
_A_VENIR = "(r.jour IS NULL OR r.jour >= :aujourdhui)"
OFFERTE = f"EXISTS (SELECT 1 FROM tache t WHERE t.reservation_id = r.id AND t.etat = 'a_faire' AND {_A_VENIR})"  # noqa: S608 - our own words
"""SQL of whether the place of a reservation `r` is offered and can be taken still; its reader binds `:aujourdhui`."""

_LIRE = (
    "SELECT t.id AS tache_id, t.nature, t.famille_id, f.code, coalesce(p.nom, '') AS nom, "
    "coalesce(p.prenom, '') AS prenom, t.personne_id, t.demandee_le, t.echeance, t.detail "
    "FROM tache t JOIN famille f ON f.id = t.famille_id LEFT JOIN personne p ON p.id = t.personne_id "
    "LEFT JOIN reservation r ON r.id = t.reservation_id WHERE t.etat = :etat AND " + _A_VENIR
)


class _Due(NamedTuple):
    """A task as it is read, before its urgency is judged."""

    tache_id: int
    nature: str
    famille_id: int
    code: str
    nom: str
    prenom: str
    personne_id: int | None
    demandee_le: datetime
    echeance: datetime
    detail: str


def demander(s: Ecriture, acte: Acte, a: Destinataire, demandee_le: datetime, detail: str = "") -> Tache:
    """Note that identifiers are to be sent to a responsable; one asked already keeps its earlier clock."""
    from sqlmodel import col, select

    from models import JourFerie, Tache

    ouverte = _ouverte(s, a.famille_id, a.personne_id)
    if ouverte is not None:
        # Sealed once, with its clock; the visit says that the parent asked again.
        actes.noter(s, acte, a.famille_id, _DEMANDE)
        return ouverte
    fermes = frozenset(s.exec(select(col(JourFerie.jour))))
    echeance = echeance_ouvree(acte.local(demandee_le), acte.commune.identifiants.delai_oubli_heures, fermes)
    tache = Tache(
        nature=OUBLI,
        famille_id=a.famille_id,
        personne_id=a.personne_id,
        demandee_le=demandee_le,
        echeance=echeance,
        etat=EtatTache.A_FAIRE.value,
        detail=detail,
    )
    s.add(tache)
    s.flush()
    dus = {"tache": tache.id, "nature": OUBLI, "personne": a.personne_id}
    actes.tracer(s, acte, TypeActe.TACHE_DEMANDER, a.famille_id, _DEMANDE, faits=dus)
    return tache


def ouvrir(s: Ecriture, acte: Acte, nature: NatureTache, famille_id: int, personne_id: int | None, detail: str) -> None:
    """Something to follow up, said in `detail`; open already for the same person, it keeps its clock and says that."""
    from models import Tache

    qui = {"nature": nature.value, "f": famille_id, "p": personne_id, "etat": EtatTache.A_FAIRE.value}
    if ouverte := s.une(_MEME, qui):
        s.ordre("UPDATE tache SET detail = :d WHERE id = :id", {"d": detail[:200], "id": ouverte[0]})
        return
    fermes = frozenset(ligne[0] for ligne in s.lignes("SELECT jour FROM jour_ferie"))
    tache = Tache(
        nature=nature.value,
        famille_id=famille_id,
        personne_id=personne_id,
        demandee_le=acte.le,
        echeance=echeance_ouvree(acte.local(acte.le), SUITE_HEURES, fermes),
        etat=EtatTache.A_FAIRE.value,
        detail=detail[:200],
    )
    s.add(tache)
    s.flush()
    dus = {"tache": tache.id, "nature": nature.value, "personne": personne_id}
    actes.tracer(s, acte, TypeActe.TACHE_DEMANDER, famille_id, faits=dus)


def clore_suite(s: Ecriture, acte: Acte, nature: NatureTache, famille_id: int) -> None:
    """Tick off what there was to follow up for a household: it is settled."""
    lues = {"nature": nature.value, "f": famille_id, "etat": EtatTache.A_FAIRE.value}
    for (id_,) in s.lignes("SELECT id FROM tache WHERE nature = :nature AND famille_id = :f AND etat = :etat", lues):
        finir(s, acte, charger(s, id_), EtatTache.FAITE)
        actes.tracer(s, acte, TypeActe.TACHE_FAIRE, famille_id, tache=id_, nature=nature.value)


def clore(s: Ecriture, acte: Acte, a: Destinataire) -> None:
    """Tick off what was due to somebody who has just been given a new secret (source 4.12: never the old one)."""
    tache = _ouverte(s, a.famille_id, a.personne_id)
    if tache is not None:
        finir(s, acte, tache, EtatTache.FAITE)
        actes.tracer(s, acte, TypeActe.TACHE_FAIRE, a.famille_id, tache=tache.id, nature=tache.nature)


def finir(s: Ecriture, acte: Acte, tache: Tache, etat: EtatTache) -> None:
    """Close a task."""
    tache.etat = etat.value
    tache.faite_le = acte.le
    tache.faite_par = acte.agent
    s.add(tache)
    s.flush()


def charger(s: Ecriture, tache_id: int) -> Tache:
    """A task still to do.

    Raises:
        TacheInconnue: no such task, or done or given up already: by whom, and when.
    """
    from models import Tache

    tache = s.get(Tache, tache_id)
    if tache is None:
        raise TacheInconnue(f"Il n’y a pas de tâche n° {tache_id} : relisez la liste.")
    if tache.etat != EtatTache.A_FAIRE:
        raise TacheInconnue(f"Cette tâche n’est plus à faire : elle {reglee(s, tache)}.")
    return tache


def reglee(s: Lecteur, tache: Tache) -> str:
    """« a été faite (le 16/11/2026 à 14:07, par Awa Diarra) » of a task that is no longer to be done."""
    mot = "annulée" if tache.etat == EtatTache.ANNULEE else "faite"
    return f"a été {mot}{auteurs.dit(s, tache.faite_le, tache.faite_par)}"


def a_faire(s: Lecteur, acte: Acte, famille_id: int | None = None) -> tuple[FicheTache, ...]:
    """Everything that can still be done, what is due first coming first; of one household when it is named."""
    suite = " AND t.famille_id = :famille_id" if famille_id is not None else ""
    lues = {"etat": EtatTache.A_FAIRE.value, "aujourdhui": acte.jour, "famille_id": famille_id}
    dues = s.lire(_Due, f"{_LIRE}{suite} ORDER BY t.echeance, t.id", lues)
    fermes = frozenset(ligne[0] for ligne in s.lignes("SELECT jour FROM jour_ferie")) if dues else frozenset()
    return tuple(_fiche(acte, due, fermes) for due in dues)


def fiche(s: Ecriture, acte: Acte, tache: Tache, a: Destinataire) -> FicheTache:
    """A task as shown, inside the transaction that wrote it."""
    from sqlmodel import col, select

    from models import JourFerie

    nom, prenom = s.une("SELECT nom, prenom FROM personne WHERE id = :id", {"id": a.personne_id}) or ("", "")
    due = _Due(
        tache_id=tache.id or 0,
        nature=tache.nature,
        famille_id=tache.famille_id,
        code=a.code,
        nom=nom,
        prenom=prenom,
        personne_id=tache.personne_id,
        demandee_le=tache.demandee_le,
        echeance=tache.echeance,
        detail=tache.detail,
    )
    return _fiche(acte, due, frozenset(s.exec(select(col(JourFerie.jour)))))


def _ouverte(s: Ecriture, famille_id: int, personne_id: int) -> Tache | None:
    from sqlmodel import select

    from models import Tache

    return s.exec(
        select(Tache).where(
            Tache.famille_id == famille_id,
            Tache.personne_id == personne_id,
            Tache.nature == OUBLI,
            Tache.etat == EtatTache.A_FAIRE.value,
        )
    ).first()


def _fiche(acte: Acte, due: _Due, fermes: frozenset[date]) -> FicheTache:
    urgence = etat_echeance(acte.local(due.demandee_le), acte.local(due.echeance), acte.local(acte.le), fermes)
    return FicheTache(
        tache_id=due.tache_id,
        nature=due.nature,
        famille_id=due.famille_id,
        code=due.code,
        famille=nom_affiche(due.nom, due.prenom),
        personne_id=due.personne_id,
        demandee_le=due.demandee_le,
        echeance=due.echeance,
        urgence=urgence.value,
        detail=due.detail,
    )
