"""Two files made one: of two accounts of one person one stays, of two Clés the last; the portal is told."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from guichet.formats.mots import majuscule
from guichet.registres.comptoir import actes, taches
from guichet.registres.portail import cles_enfance, comptes_portail, envois, suspensions
from guichet.registres.socle.sql import en_liste, en_mots
from guichet.regles.portail.compte_portail import EtatComptePortail, Geste, gestes_possibles
from guichet.regles.portail.etats_cle import VIVANTES, GesteCle
from guichet.regles.portail.fusions import CompteTenu, compte_garde
from guichet.regles.portail.motifs import MotifSuspension
from guichet.regles.socle.actes import TypeActe
from guichet.regles.socle.domaine import EtatCle, EtatTache

if TYPE_CHECKING:
    from guichet.base.ecriture import Ecriture
    from guichet.base.lecture import Lecteur
    from guichet.registres.socle.acte import Acte

_VIVANTES = en_mots(EtatCle(e) for e in VIVANTES)


class Deux(NamedTuple):
    """What one person has twice: the row that goes on, those that do not."""

    personne_id: int
    garde_id: int
    autres: tuple[int, ...]
    quoi: str
    devient: str


class _Compte(NamedTuple):
    id: int
    personne_id: int
    famille_id: int
    identifiant: str
    etat: str
    derniere_connexion: datetime | None


class _Ligne(NamedTuple):
    id: int
    personne_id: int
    famille_id: int
    depuis: datetime


L = TypeVar("L", _Compte, _Ligne)


def dire(s: Lecteur, acte: Acte, familles: Collection[int], siens: Mapping[int, int]) -> tuple[str, ...]:
    """What of the portal is decided, in words.

    Args:
        s: a snapshot, or the transaction before anything is written.
        acte: surroundings.
        familles: the household kept, then the one absorbed.
        siens: person absorbed → the one kept.
    """
    deux = [*_comptes(s, familles, siens), *_cles(s, acte, familles, siens), *_envois(s, familles, siens)]
    return tuple(f"{d.quoi} : {d.devient}." for d in deux)


def reunir(s: Ecriture, acte: Acte, familles: Collection[int], siens: Mapping[int, int]) -> None:
    """Suspend, revoke, send once: as it was said, before the rows are moved."""
    for d in list(_comptes(s, familles, siens)):
        for compte_id in d.autres:
            compte = comptes_portail.charger(s, compte_id)
            etat = EtatComptePortail(compte.etat)
            if Geste.SUSPENDRE in gestes_possibles(etat):
                suspensions.suspendre(s, acte, compte, MotifSuspension.DOUBLE)
            elif etat is EtatComptePortail.A_EMETTRE:
                s.delete(compte)
                s.flush()
    for d in list(_cles(s, acte, familles, siens)):
        for cle_id in d.autres:
            cle = cles_enfance.charger(s, cle_id)
            geste = GesteCle.EXPIRER if cle.expire_le <= acte.le else GesteCle.REVOQUER
            cles_enfance.clore(s, acte, cle, geste, "Clé Enfance en double révoquée")
    for d in list(_envois(s, familles, siens)):
        for tache_id in d.autres:
            tache = taches.charger(s, tache_id)
            taches.finir(s, acte, tache, EtatTache.ANNULEE)
            actes.tracer(s, acte, TypeActe.TACHE_ANNULER, tache.famille_id, tache=tache_id, nature=tache.nature)


def rouvrir(s: Ecriture, acte: Acte, compte_ids: Collection[int]) -> None:
    """Tell the portal that accounts are as they were before the merge: their rows were given back."""
    s.expire_all()
    for compte_id in sorted(compte_ids):
        envois.inscrire(s, acte, comptes_portail.charger(s, compte_id), Geste.RETABLIR)


def _comptes(s: Lecteur, familles: Collection[int], siens: Mapping[int, int]) -> Iterator[Deux]:
    lus = s.lire(
        _Compte,
        "SELECT id, personne_id, famille_id, identifiant, etat, derniere_connexion FROM compte_portail "  # noqa: S608
        f"WHERE {_concernes('personne_id', familles, siens)} ORDER BY id",
    )
    for qui, ses in _par_cible(lus, familles, siens).items():
        tenus = [
            CompteTenu(
                c.id,
                c.identifiant,
                EtatComptePortail(c.etat),
                c.derniere_connexion,
                c.personne_id not in siens and c.famille_id == next(iter(familles)),
            )
            for c in ses
        ]
        garde = compte_garde(tenus)
        perdus = [c for c in tenus if c.id != garde.id and c.etat not in comptes_portail.CLOS]
        if perdus:
            noms = ", ".join(f"« {c.identifiant} »" for c in perdus)
            yield Deux(
                qui,
                garde.id,
                tuple(c.id for c in perdus),
                f"Deux comptes du portail, « {garde.identifiant} » est gardé",
                f"{noms} est suspendu, le portail en est averti",
            )


def _cles(s: Lecteur, acte: Acte, familles: Collection[int], siens: Mapping[int, int]) -> Iterator[Deux]:
    mot = majuscule(acte.commune.mots_portail.cle_enfance)
    lues = s.lire(
        _Ligne,
        "SELECT id, responsable_id AS personne_id, famille_id, emise_le AS depuis FROM cle_enfance "  # noqa: S608
        f"WHERE etat IN ({_VIVANTES}) AND ({_concernes('responsable_id', familles, siens)}) ORDER BY emise_le, id",
    )
    for qui, ses in _par_cible(lues, familles, siens).items():
        if len(ses) > 1:
            autres = tuple(c.id for c in ses[:-1])
            yield Deux(qui, ses[-1].id, autres, f"Deux {mot} en cours, la dernière est gardée", "l’autre est révoquée")


def _envois(s: Lecteur, familles: Collection[int], siens: Mapping[int, int]) -> Iterator[Deux]:
    lus = s.lire(
        _Ligne,
        "SELECT id, personne_id, famille_id, demandee_le AS depuis FROM tache WHERE nature = :nature AND etat = :etat "  # noqa: S608
        f"AND ({_concernes('personne_id', familles, siens)}) ORDER BY demandee_le, id",
        {"nature": taches.OUBLI, "etat": EtatTache.A_FAIRE.value},
    )
    for qui, ses in _par_cible(lus, familles, siens).items():
        if len(ses) > 1:
            autres = tuple(t.id for t in ses[1:])
            yield Deux(qui, ses[0].id, autres, "Des identifiants sont à envoyer deux fois", "un seul envoi reste dû")


def _concernes(colonne: str, familles: Collection[int], siens: Mapping[int, int]) -> str:
    gens = en_liste([*siens, *siens.values()])
    return f"famille_id IN ({en_liste(familles)}) OR {colonne} IN ({gens})"


def _par_cible(lues: Collection[L], familles: Collection[int], siens: Mapping[int, int]) -> dict[int, list[L]]:
    """Rows of one person in one household, once the files are one; by person, where there are several."""
    garde_id = next(iter(familles))
    memes: defaultdict[tuple[int, int], list[L]] = defaultdict(list)
    for lue in lues:
        famille_id = garde_id if lue.famille_id in familles else lue.famille_id
        memes[siens.get(lue.personne_id, lue.personne_id), famille_id].append(lue)
    return {qui: ses for (qui, _), ses in memes.items() if len(ses) > 1}
