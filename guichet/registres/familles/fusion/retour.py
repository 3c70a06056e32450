"""Taking a merge apart within its day: every row as it was, unless something written since rests on it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from guichet.erreurs.familles import FusionImpossible
from guichet.fiches.familles.fusion import FusionFaite
from guichet.formats import date_num
from guichet.registres.familles import codes, en_masse
from guichet.registres.familles.fusion import perimetre, photo
from guichet.registres.familles.fusion.photo import Ecrit
from guichet.regles.socle.code_famille import affiche

if TYPE_CHECKING:
    from guichet.base.ecriture import Ecriture
    from guichet.base.lecture import Lecteur
    from guichet.registres.socle.acte import Acte

Plume = Callable[[Mapping[int, Mapping[str, Any]]], None]
"""Gives rows of a table back, where it has a writer of its own: number → columns as they were."""

_LIRE = (
    "SELECT f.id AS fusion_id, f.le, coalesce(a.prenom || ' ' || a.nom, f.agent) AS agent, f.famille_id, f.fondue_id, "
    "g.code, coalesce(x.code, '') AS code_fondu, f.contenu, f.defaite_le FROM fusion f "
    "JOIN famille g ON g.id = f.famille_id LEFT JOIN famille x ON x.id = f.fondue_id "
    "LEFT JOIN agent a ON a.identifiant = f.agent WHERE "
)
_SANS_EFFET = frozenset({"passage", "consultation"})
"""Who came and who looked since is true of both files: it holds nothing back."""
_EUX_MEMES = frozenset({perimetre.FAMILLE, perimetre.PERSONNE})
_MOTS = {
    "reservation": "des jours ont été réservés ou changés",
    "inscription": "une inscription a été écrite",
    "compte_portail": "un compte du portail a changé",
    "cle_enfance": "une Clé Enfance a été émise",
    "remise": "des identifiants ont été remis",
    "lien": "un membre du foyer a été changé",
    "personne": "la fiche d’une personne a été modifiée",
    "famille": "la fiche du foyer a été modifiée",
    "scolarite": "une école a été changée",
    "quotient": "un quotient a été écrit",
    "tache": "une demande a été notée",
    "piece_vue": "une pièce a été vue",
    "pai_detail": "un PAI a été changé",
}


class _Lue(NamedTuple):
    fusion_id: int
    le: datetime
    agent: str
    famille_id: int
    fondue_id: int | None
    code: str
    code_fondu: str
    contenu: str
    defaite_le: datetime | None


@dataclass(frozen=True, slots=True)
class Reunion:
    """A merge, and what it changed."""

    fusion_id: int
    familles: tuple[int, ...]
    """The household kept, then the one absorbed."""
    siens: Mapping[int, int]
    """Person absorbed → the one kept."""
    gens: tuple[int, ...]
    """Everybody of the household absorbed."""
    presentes: frozenset[photo.Cle]
    ecrits: tuple[Ecrit, ...]

    @property
    def personnes(self) -> tuple[int, ...]:
        """Everybody made one with somebody."""
        return (*self.siens, *self.siens.values())


def du_jour(s: Lecteur, acte: Acte, famille_id: int) -> tuple[FusionFaite, ...]:
    """Merges of today into this household that were not taken apart, the last one first."""
    lues = s.lire(_Lue, _LIRE + "f.famille_id = :f AND f.defaite_le IS NULL ORDER BY f.id DESC", {"f": famille_id})
    return tuple(
        FusionFaite(
            lue.fusion_id,
            lue.famille_id,
            affiche(lue.code),
            affiche(lue.code_fondu) if lue.code_fondu else "",
            acte.local(lue.le),
            lue.agent,
        )
        for lue in lues
        if acte.local(lue.le).date() == acte.jour
    )


def refuser_deja(s: Lecteur, acte: Acte, famille_id: int, code: str) -> None:
    """Refuse a code this household absorbed already, with the day where it did so itself.

    Raises:
        FusionImpossible.
    """
    absorbe = codes.fondu(s, code)
    if absorbe is None:
        return
    lues = s.lire(
        _Lue,
        _LIRE + "f.famille_id = :f AND f.fondue_id = :x AND f.defaite_le IS NULL",
        {"f": famille_id, "x": absorbe[0]},
    )
    le = f" depuis le {date_num(acte.local(lues[0].le).date())}" if lues else ""
    (garde,) = s.une("SELECT code FROM famille WHERE id = :f", {"f": famille_id}) or ("",)
    raise FusionImpossible(
        f"Le dossier {affiche(absorbe[1])} est déjà réuni à {affiche(garde)}{le} : il n’y a plus rien à réunir."
    )


def charger(s: Ecriture, acte: Acte, fusion_id: int) -> Reunion:
    """A merge that can be taken apart.

    Raises:
        FusionImpossible: none such, taken apart already, of another day, or something written since rests on it.
    """
    lue = s.lire_une(_Lue, _LIRE + "f.id = :id", {"id": fusion_id})
    if lue is None:
        raise FusionImpossible("Cette réunion n’existe pas : relisez le dossier (F5).")
    if lue.defaite_le is not None:
        raise FusionImpossible("Cette réunion vient d’être défaite : relisez le dossier (F5).")
    if acte.local(lue.le).date() != acte.jour:
        raise FusionImpossible(
            "Une réunion ne se défait que le jour même : recréez l’autre dossier (F6), et retirez-en les personnes ici."
        )
    dit = json.loads(lue.contenu)
    reunion = Reunion(
        lue.fusion_id,
        (lue.famille_id, *([lue.fondue_id] if lue.fondue_id is not None else [])),
        {fondu: garde for garde, fondu in dit["paires"]},
        tuple(dit["gens"]),
        frozenset((nom, tuple(cle)) for nom, cle in dit["presentes"]),
        tuple(photo.lire_ecrits(dit["ecrits"])),
    )
    _refuser_suivante(s, reunion)
    _refuser_ce_qui_repose(s, reunion)
    return reunion


def _refuser_suivante(s: Lecteur, r: Reunion) -> None:
    suivante = s.une(
        "SELECT 1 FROM fusion WHERE id > :id AND defaite_le IS NULL AND (famille_id = :f OR fondue_id = :f)",
        {"id": r.fusion_id, "f": r.familles[0]},
    )
    if suivante is not None:
        raise FusionImpossible("Ce dossier a été réuni à un autre depuis : défaites d’abord la dernière réunion.")


def _refuser_ce_qui_repose(s: Lecteur, r: Reunion) -> None:
    """What changed of what was moved, what was written since for somebody who would go back."""
    ici = photo.prendre(s, r.familles, r.personnes)
    for e in r.ecrits:
        lue = ici.get((e.table, tuple(e.cle.values())))
        if (lue is None) != (e.apres is None) or (
            lue is not None and e.apres is not None and any(lue[c] != v for c, v in e.apres.items())
        ):
            raise _repose(e.table)
    revenants = {*r.gens, *r.siens.values()}
    for nom, cle in sorted(ici.keys() - r.presentes, key=str):
        gens = [x.colonne for x in perimetre.renvois() if x.table == nom and x.vers == perimetre.PERSONNE]
        if nom not in _SANS_EFFET and any(ici[nom, cle][colonne] in revenants for colonne in gens):
            raise _repose(nom)


def _repose(table: str) -> FusionImpossible:
    quoi = _MOTS.get(table, "ce dossier a été changé")
    return FusionImpossible(f"Depuis la réunion, {quoi} : elle ne se défait plus. Corrigez le dossier à la main.")


def rendre(s: Ecriture, acte: Acte, r: Reunion, plumes: Mapping[str, Plume]) -> None:
    """Give every row back as it was.

    Args:
        s: the open write transaction.
        acte: surroundings.
        r: the merge, once `charger` found nothing that rests on it.
        plumes: tables whose rows are given back by their own writer.
    """
    siennes = [e for e in r.ecrits if e.table in plumes]
    autres = [e for e in r.ecrits if e.table not in plumes]
    venues = [e for e in autres if e.avant is None]
    parties = [e for e in autres if e.apres is None]
    # What goes back to the other file goes first: two live rows of one person never stand side by side.
    changees = sorted(
        (e for e in autres if e.avant is not None and e.apres is not None), key=lambda e: (not _repart(e), _rang(e))
    )
    for e in reversed(venues):
        ou = " AND ".join(f"{c} = :{c}" for c in e.cle)
        s.ordre(f"DELETE FROM {e.table} WHERE {ou}", e.cle)  # noqa: S608 - the models
    partent = [e for e in changees if _repart(e)]
    for e in (e for e in partent if e.table in _EUX_MEMES):
        _changer(s, e)
    with _sans_responsable(s, r):
        for e in (e for e in partent if e.table not in _EUX_MEMES):
            _changer(s, e)
    _reecrire(s, parties)
    for e in (e for e in changees if not _repart(e)):
        _changer(s, e)
    for nom, plume in plumes.items():
        plume(
            {e.cle["id"]: e.avant for e in sorted(siennes, key=lambda e: not _repart(e)) if e.avant and e.table == nom}
        )
    s.ordre(
        "UPDATE fusion SET defaite_le = :le, defaite_par = :agent WHERE id = :id",
        {"le": acte.le, "agent": acte.agent, "id": r.fusion_id},
    )


@contextmanager
def _sans_responsable(s: Ecriture, r: Reunion) -> Iterator[None]:
    """The household kept may be one that death had left to nobody: those who came go all the same, as it was.

    A household keeps an adult (models.invariants), but one made one with another: so is this one called meanwhile.
    """
    garde, *fondus = r.familles
    dans = "UPDATE famille SET fusionnee_dans = :dans WHERE id = :id"
    for fondu in fondus:
        s.ordre(dans, {"dans": fondu, "id": garde})
    yield
    if fondus:
        s.ordre(dans, {"dans": None, "id": garde})


def _reecrire(s: Ecriture, parties: Sequence[Ecrit]) -> None:
    """Write again rows that had gone: under their number, or another where SQLite gave it to somebody meanwhile."""
    autres: dict[tuple[str, Any], int] = {}
    for e in parties:
        assert e.avant is not None  # noqa: S101 - neither there before nor after is no row
        champs = dict(e.avant)
        if lien := perimetre.par_lien(e.table):
            colonne, parent = lien
            champs[colonne] = autres.get((parent, champs[colonne]), champs[colonne])
        elif "id" in champs and s.une(f"SELECT 1 FROM {e.table} WHERE id = :id", {"id": champs["id"]}):  # noqa: S608 - the models
            (autres[e.table, champs["id"]],) = neuf = en_masse.reserver(s, e.table, 1)
            champs["id"] = neuf[0]
        colonnes, valeurs = ", ".join(champs), ", ".join(f":{c}" for c in champs)
        s.ordre(f"INSERT INTO {e.table} ({colonnes}) VALUES ({valeurs})", champs)  # noqa: S608 - the models


def _repart(e: Ecrit) -> bool:
    """Whether a row goes back to the household or the person absorbed; they themselves stand first of all."""
    if e.table in _EUX_MEMES:
        return True
    return any(x.table == e.table and x.colonne in (e.avant or ()) for x in perimetre.renvois())


def _rang(e: Ecrit) -> int:
    return perimetre.tables().index(e.table)


def _changer(s: Ecriture, e: Ecrit) -> None:
    assert e.avant is not None  # noqa: S101 - rows that came are not changed
    champs = ", ".join(f"{c} = :n_{c}" for c in e.avant)
    ou = " AND ".join(f"{c} = :{c}" for c in e.cle)
    neufs = {f"n_{c}": v for c, v in e.avant.items()}
    s.ordre(f"UPDATE {e.table} SET {champs} WHERE {ou}", {**e.cle, **neufs})  # noqa: S608 - the models
