"""The dossier against its bare queries, and the search for duplicates: `python -m tests.performance.dossier [familles]`."""

from __future__ import annotations

import random
import sqlite3
import sys
import tempfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from guichet.base.lecture import Lecture
from guichet.contexte import Contexte
from guichet.registres.familles import doublons as ressemblances
from guichet.services.dossier import dossiers
from tests.bases import sceller
from tests.performance.generer import base, indexer
from tests.performance.outils import afficher, cote_a_cote, median_us

if TYPE_CHECKING:
    from guichet.base.ecriture import Ecriture

ACTES = 40
"""Acts in the journal for each household measured: several years of visits."""


class Ecoute(Lecture):
    """A snapshot that notes its statements, to run the very same ones bare."""

    ordres: ClassVar[list[tuple[str, Any]]] = []

    def _curseur(self, sql: str, parametres: Any = None) -> Any:
        if sql.startswith("SELECT"):
            self.ordres.append((sql, dict(parametres or {})))
        return super()._curseur(sql, parametres)


def ordres(ctx: Contexte, code: str) -> list[tuple[str, Any]]:
    """The statements of one dossier."""
    from unittest.mock import patch

    Ecoute.ordres = []
    with patch("guichet.base.moteur.Lecture", Ecoute):
        dossiers.lire(ctx, code)
    return Ecoute.ordres


def nu(connexion: sqlite3.Connection, demandes: list[tuple[str, Any]]) -> None:
    """The same statements, and nothing else."""
    for sql, parametres in demandes:
        connexion.execute(sql, parametres).fetchall()


def animer(ctx: Contexte, codes: list[str]) -> None:
    """Give the households what a few years leave: acts, an account, a Clé, an open visit, a year booked."""
    from datetime import timedelta

    from models import ActePassage, CleEnfance, ComptePortail, Passage

    le = ctx.maintenant()
    with ctx.ecriture() as s:
        for code in codes:
            famille_id, personne_id = s.une(
                "SELECT f.id, min(l.personne_id) FROM famille f JOIN lien l ON l.famille_id = f.id WHERE f.code = :code GROUP BY f.id",
                {"code": code},
            )
            for _ in range(ACTES):
                sceller(s, ctx, "membre.modifier", code, champs="mobile")
            s.add(
                ComptePortail(
                    personne_id=personne_id,
                    famille_id=famille_id,
                    identifiant=code,
                    identifiant_cle=code,
                    mode="guichet",
                    etat="emis",
                    emis_le=le,
                    expire_le=le + timedelta(days=7),
                )
            )
            s.add(
                CleEnfance(
                    famille_id=famille_id,
                    responsable_id=personne_id,
                    empreinte=code.rjust(64, "0"),
                    etat="remise",
                    emission=1,
                    emise_le=le,
                    expire_le=le + timedelta(days=30),
                )
            )
            passage = Passage(
                famille_id=famille_id, agent="demo", poste="poste 2", terminal="", etat="suspendu", ouvert_le=le
            )
            s.add(passage)
            s.flush()
            s.add(ActePassage(passage_id=passage.id, le=le, libelle="identité vue (CNI)"))
            s.flush()
            reserver(s, ctx, famille_id)


def reserver(s: Ecriture, ctx: Contexte, famille_id: int) -> None:
    """Book the canteen and the evening of each child, every school day of the year."""
    enfants = s.lignes("SELECT personne_id FROM lien WHERE famille_id = :f AND role = 'enfant'", {"f": famille_id})
    for (enfant,) in enfants:
        for activite in ("restauration", "accueil-soir"):
            champs = {"enfant": enfant, "famille": famille_id, "activite": activite, "le": ctx.maintenant()}
            s.ordre(
                "INSERT INTO inscription (personne_id, famille_id, activite_id, groupe_id, du, au, etat, demandee_le, "
                "priorite, version) SELECT :enfant, :famille, a.id, min(g.id), '2026-09-01', '2027-08-31', 'active', "
                ":le, 0, 1 FROM activite a JOIN groupe g ON g.activite_id = a.id WHERE a.code = :activite GROUP BY a.id",
                champs,
            )
            s.ordre(
                "INSERT INTO reservation (inscription_id, personne_id, famille_id, groupe_id, unite_id, jour, etat, "
                "demandee_le, origine, majoree, derogation_agent, derogation_motif, priorite, facturee) "
                "SELECT i.id, :enfant, :famille, i.groupe_id, o.unite_id, o.jour, 'reservee', :le, 'guichet', 0, '', '', "
                "0, 1 FROM inscription i JOIN activite a ON a.id = i.activite_id AND a.code = :activite "
                "JOIN ouverture o ON o.groupe_id = i.groupe_id AND NOT o.fermee WHERE i.personne_id = :enfant",
                champs,
            )


def mesurer(nombre: int, dossier: Path) -> None:
    """Print every figure for a base of this size."""
    ctx = base(dossier, nombre)
    indexer(ctx)
    hasard = random.Random(nombre)
    codes = [str(20000 + hasard.randint(1, nombre)) for _ in range(15)]
    animer(ctx, sorted(set(codes)))
    # Plain connection: no conversion of dates, no Python but the driver's.
    nue = sqlite3.connect(f"file:{dossier / f'{nombre}.db'}?mode=ro", uri=True, isolation_level=None)
    paires = []
    for code in codes:
        # Dates as the driver would bind them.
        demandes = [
            (sql, {c: v if isinstance(v, str | int) else str(v) for c, v in p.items()}) for sql, p in ordres(ctx, code)
        ]
        paires.append((partial(dossiers.lire, ctx, code), partial(nu, nue, demandes)))
    print(f"\n{nombre} familles, {len(demandes)} ordres par dossier")
    geste, seuls = cote_a_cote(paires, repetitions=40)
    afficher("dossier", geste, seuls, 4)
    with ctx.lecture() as s:
        connus = s.lignes(
            "SELECT p.nom, p.prenom, p.naissance, p.mobile, f.adresse FROM personne p JOIN lien l ON l.personne_id = p.id "
            "JOIN famille f ON f.id = l.famille_id WHERE p.id % :pas = 0 LIMIT 15",
            {"pas": max(1, nombre // 20)},
        )
        portraits = [
            ressemblances.portrait(nom=n, prenom=p, naissance=j, telephones=[m], adresse=a) for n, p, j, m, a in connus
        ]
        durees = [median_us(partial(ressemblances.chercher, s, [portrait])) for portrait in portraits]
    afficher("doublons d’une personne (médiane)", sorted(durees)[len(durees) // 2], limite=50)
    afficher("doublons d’une personne (le plus long)", max(durees), limite=50)
    ctx.base.fermer()
    nue.close()


if __name__ == "__main__":
    for taille in [int(a) for a in sys.argv[1:]] or [20_000]:
        with tempfile.TemporaryDirectory() as provisoire:
            mesurer(taille, Path(provisoire))
