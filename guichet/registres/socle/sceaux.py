"""Are the sealed rows those that the program wrote? What is covered is named, and what is not (docs/decisions/0018)."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from guichet.base.sceaux import Cachet, Etat, colonnes
from guichet.base.sceaux.cachet import MODULO, SCEAU
from guichet.erreurs import IntegriteRompue
from guichet.erreurs.acces import SecretsIndisponibles
from guichet.erreurs.base import BaseIllisible, CleDeBaseAbsente
from guichet.fiches.socle.verification import Anomalie, Controle
from guichet.formats import pluriel
from guichet.registres.socle import structure
from guichet.registres.socle.cle import remplacement
from guichet.registres.socle.temoins import restauration

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from guichet.base.ecriture import Ecriture
    from guichet.base.lecture import Lecteur, Lecture, Ligne
    from guichet.base.sceaux import Cle
    from guichet.base.temoin import Tete, Vue
    from models.invariants.scellees import Scellee

_ILLISIBLE = (sqlite3.DatabaseError, ValueError, BaseIllisible)
"""A text that is none any more, a column that is gone."""

_NOMMEES = 3
"""Rows named of a table, of each kind of fault; the count tells the rest."""


@dataclass(slots=True)
class Compte:
    """Rows that are wrong, of one kind."""

    quoi: str
    """What is said of one, then of several."""
    quois: str
    nombre: int = 0
    cles: list[str] = field(default_factory=list)

    def noter(self, cle: object) -> None:
        """Count one, and name the first."""
        self.nombre += 1
        if len(self.cles) < _NOMMEES:
            self.cles.append(str(cle))

    def phrase(self, table: str) -> str:
        """Say which."""
        if self.nombre == 1:
            return f"Dans « {table} », la ligne {self.cles[0]} {self.quoi}."
        autres = self.nombre - len(self.cles)
        suite = f" et {pluriel(autres, 'autre', 'autres')}" if autres else ""
        return f"Dans « {table} », les lignes {', '.join(self.cles)}{suite} {self.quois}."


def exiger_formation(s: Lecture, cle: Cle) -> None:
    """Refuse a base that only says it is for training: one row changed by hand would ask nobody for a password.

    Raises:
        IntegriteRompue: the program did not write that it is. Without the key nothing is asked, nor can be written.
    """
    from models.invariants.scellees import scellees

    try:
        cachet = Cachet(cle(s))
    except (CleDeBaseAbsente, SecretsIndisponibles):
        return
    valeurs = scellees()["parametre"].valeurs("t", postgres=s.postgres)
    ligne = s.une(f"SELECT {valeurs} FROM parametre t WHERE cle = 'formation'")  # noqa: S608 - our own names
    sceau = s.une("SELECT valeur FROM sceau WHERE objet = 'parametre' AND cle = 'formation'")
    if ligne is None or sceau is None or cachet.sceau("parametre", ligne)[0] != sceau[0]:
        raise IntegriteRompue(
            "Cette base se dit de formation, et ce n’est pas Guichet qui l’a écrit : personne n’y entre sans mot de "
            "passe. Remettez une sauvegarde par « guichet restaurer »."
        )


def signees(s: Lecteur, cle: Cle) -> Callable[[Vue], bool] | None:
    """What tells a line of the witness that the program wrote; None where nothing can (another check says so)."""
    try:
        cachet = Cachet(cle(s))
    except (CleDeBaseAbsente, SecretsIndisponibles):
        return None
    etat = Etat.lire(s)
    depuis = 0 if etat is None else etat.depuis

    def signee(vue: Vue) -> bool:
        # Before, no key or another one signed: such a line is held against the journal alone.
        return vue.tete.seq < depuis or vue.mac == cachet.temoin(*vue.tete)

    return signee


def fautes_d_avant(s: Lecture, cle: Cle) -> list[str]:
    """What is wrong with the seals of a base that is about to be migrated, read by the columns it had."""
    try:
        cachet = Cachet(cle(s))
    except (CleDeBaseAbsente, SecretsIndisponibles):
        return [a.phrase for a in controler(s, cle, None)[1]]
    _, anomalies = controler(s, cle, restauration.tete(s), colonnes.d_avant(s, cachet))
    return [a.phrase for a in anomalies]


def controler(
    s: Lecture | Ecriture, cle: Cle, tete: Tete | None, tables: Sequence[Scellee] = ()
) -> tuple[Controle, list[Anomalie]]:
    """Read every sealed row again and hold it against its seal, each table against its total, all against the head.

    Args:
        s: the base.
        cle: what gives its secret.
        tete: last row of the journal, None when its chain is broken.
        tables: those that are sealed, when it is not by the columns of today.
    """
    try:
        cachet = Cachet(cle(s))
    except (CleDeBaseAbsente, SecretsIndisponibles) as refus:
        return _controle(s, 0), [Anomalie("sceaux", f"Les sceaux ne sont pas vérifiés. {refus.message}")]
    etat = Etat.lire(s)
    if etat is None:
        phrase = "Les sceaux de la base ont été retirés : plus rien ne dit que ses lignes sont celles de Guichet."
        return _controle(s, 0), [Anomalie("sceaux", phrase)]
    from models.invariants.scellees import STRUCTURE, scellees

    lues, anomalies = 0, []
    objets, phrases = structure.controler(s, cachet, etat.totaux.get(STRUCTURE, 0))
    for scellee in tables or scellees().values():
        try:
            with s.a_part():
                combien, fautes = _table(s, cachet, scellee, etat.totaux.get(scellee.table, 0))
        except _ILLISIBLE:
            combien, fautes = 0, [f"La table « {scellee.table} » ne se lit plus : elle a été changée hors de Guichet."]
        lues += combien
        anomalies += [Anomalie("sceaux", phrase) for phrase in fautes]
    if tete is not None and not etat.juste(cachet, (tete.seq, tete.empreinte)):
        anomalies.append(Anomalie("sceaux", _tete_fausse(tete) if etat.mac else _FAUSSE_AVANT))
    return _controle(s, lues, objets), anomalies + [Anomalie("structure", phrase) for phrase in phrases]


_FAUSSE_AVANT = (
    "Avant une mise à jour ou un changement de clé, la base avait été changée hors de Guichet : l’acte "
    "« base.moderniser » ou « base.remplacer_cle » dit en quoi."
)


def _tete_fausse(tete: Tete) -> str:
    return (
        f"Le journal finit à la ligne {tete.seq}, et ce n’est pas là que Guichet l’a laissé avec les sceaux : "
        "des lignes y ont été ajoutées ou récrites sans la clé, ou les sceaux sont ceux d’une autre copie."
    )


def _controle(s: Lecture | Ecriture, lues: int, objets: int = 0) -> Controle:
    from models.invariants.scellees import NOMS, non_scellees

    remarque = (
        f"Scellées ligne à ligne : {', '.join(NOMS)}. Sans sceau : {', '.join(non_scellees())}. "
        f"Tables, index, contraintes et garde-fous comparés par leur texte : {objets}."
    )
    remarque = f"{remarque} {remplacement.dire(s)}".rstrip()
    return Controle("sceaux", lues, "lignes scellées", remarque)


def _table(s: Lecture | Ecriture, cachet: Cachet, scellee: Scellee, total: int) -> tuple[int, list[str]]:
    """Rows read, and what is wrong with them."""
    table = scellee.table
    changees = Compte("a été modifiée hors de Guichet", "ont été modifiées hors de Guichet")
    ajoutees = Compte("a été ajoutée hors de Guichet", "ont été ajoutées hors de Guichet")
    sql = (
        f"SELECT z.cle, z.valeur, {scellee.valeurs('t', postgres=s.postgres)} "  # noqa: S608 - our own names
        f"FROM {table} t LEFT JOIN sceau z ON z.objet = '{table}' AND z.cle = {scellee.cle('t')}"
    )
    trouve, lues, fautives = 0, 0, []
    rangees = cachet.rangees(table)
    for lot in s.parcourir(sql):
        lues += len(lot)
        for ligne in lot:
            # In line: a function called for each of a million bookings costs as much as hashing them.
            h = rangees.copy()
            h.update(ascii(ligne[2:]).encode())
            hache = h.digest()
            if hache[:SCEAU] == ligne[1]:
                trouve += int.from_bytes(hache[SCEAU:], "big")
            else:
                fautives.append(ligne)
    for cle, sceau, *valeurs in fautives:
        (ajoutees if sceau is None else changees).noter(cle if sceau is not None else _nommer(scellee, valeurs))
    retirees = _retirees(s, scellee, lues - ajoutees.nombre)
    phrases = [compte.phrase(table) for compte in (changees, ajoutees, retirees) if compte.nombre]
    if not phrases and trouve % MODULO != total:
        phrases.append(
            f"Dans « {table} », chaque ligne porte un sceau de Guichet, mais leur total n’est plus le sien : "
            "une ligne a été effacée avec son sceau, ou remise comme elle était autrefois."
        )
    return lues, phrases


def _nommer(scellee: Scellee, valeurs: Iterable[object]) -> str:
    """Key of a row that has no seal to say it."""
    par_nom = dict(zip((nom for nom, _ in scellee.colonnes), valeurs, strict=True))
    return "/".join(str(par_nom[nom]) for nom, _ in scellee.cles)


def _retirees(s: Lecture | Ecriture, scellee: Scellee, portent: int) -> Compte:
    """Seals whose row is gone."""
    compte = Compte("a été effacée hors de Guichet", "ont été effacées hors de Guichet")
    objet = {"objet": scellee.table}
    scelles = s.une("SELECT count(*) FROM sceau WHERE objet = :objet", objet)
    if scelles is None or scelles[0] == portent:
        return compte
    restent: set[str] = {cle for (cle,) in s.lignes(f"SELECT {scellee.cle('t')} FROM {scellee.table} t")}  # noqa: S608
    lues: list[Ligne] = s.lignes("SELECT cle FROM sceau WHERE objet = :objet ORDER BY cle", objet)
    for (cle,) in lues:
        if cle not in restent:
            compte.noter(cle)
    return compte
