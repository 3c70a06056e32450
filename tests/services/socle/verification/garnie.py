"""A base that holds at least one row of every sealed table, and somebody who writes in it without the program."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from guichet.base import Adresse
from guichet.contexte import Contexte
from guichet.fiches.reservations.planning import Demande
from guichet.registres.recherche import index_recherche
from guichet.services import reservations
from guichet.services.comptoir import passages
from guichet.services.socle import sessions
from guichet.services.socle.verification import verifier_base
from models import invariants
from tests.services.annee_scolaire import LUNDI, ouvrir_ville

_COMPTE = (
    "INSERT INTO compte_portail (id, personne_id, famille_id, identifiant, identifiant_cle, mode, etat, doit_changer, "
    "cgu_version, etape, france_connect, emissions, version) VALUES (1, :p, :f, 'sophie@orange.fr', "
    "'sophie@orange.fr', 'courriel', 'suspendu', FALSE, '', 0, FALSE, 1, 1)"
)
_SUITE = (
    "INSERT INTO identifiant_ancien (id, compte_id, identifiant, jusqu_au) VALUES (1, 1, 'sophie@free.fr', :le)",
    "INSERT INTO envoi_portail (id, le, geste, compte_id, identifiant, doit_changer) "
    "VALUES (1, :le, 'suspendre', 1, 'sophie@orange.fr', FALSE)",
    "INSERT INTO envoi_exporte (envoi_id, le, lot) VALUES (1, :le, 'lot 1')",
    "INSERT INTO remise (id, le, agent, famille_id, personne_id, objet, piece, canal) "
    "VALUES (1, :le, 'demo', :f, :p, 'cle', 'cni', 'guichet')",
    "INSERT INTO cle_enfance (id, famille_id, responsable_id, empreinte, etat, emission, emise_le, expire_le) "
    "VALUES (1, :f, :p, :hache, 'revoquee', 1, :le, :le)",
    "INSERT INTO piece_vue (famille_id, personne_id, piece, vue_le, agent) VALUES (:f, :p, 'assurance', :le, 'demo')",
    "INSERT INTO tache (id, nature, famille_id, demandee_le, echeance, etat, faite_par, detail) "
    "VALUES (1, 'identifiants_oublies', :f, :le, :le, 'faite', 'demo', '')",
    "INSERT INTO fusion (id, le, agent, famille_id, contenu, defaite_par) VALUES (1, :le, 'demo', :f, '{}', '')",
)


def garnir(ctx: Contexte) -> None:
    """Write it, through the program's own transactions."""
    ville = ouvrir_ville(ctx)
    reservations.enregistrer(ctx, demandes=[Demande(ville.lea, LUNDI, ville.unites["midi"])], attendu=None)
    passages.ouvrir(ctx, famille_id=ville.famille_id)
    sessions.ouvrir(ctx)
    with ctx.ecriture() as s:
        ((sophie,),) = s.lignes("SELECT personne_id FROM lien WHERE role = 'responsable'")
        qui = {"f": ville.famille_id, "p": sophie, "le": ctx.maintenant(), "hache": "a" * 64}
        s.ordre(_COMPTE, qui)
        for ordre in _SUITE:
            s.ordre(ordre, qui)
        # The rows of search follow what was written of the account.
        index_recherche.rafraichir(s, [ville.famille_id])
        ((passage,),) = s.lignes("SELECT id FROM passage")
        s.ordre(
            "INSERT INTO acte_passage (passage_id, le, libelle) VALUES (:p, :le, 'essai')",
            {"p": passage, "le": ctx.maintenant()},
        )


def sous_main(adresse: Adresse, *ordres: str) -> None:
    """Write as somebody who knows what they do: what forbids it taken off, then put back exactly."""
    if adresse.fichier is None:
        import psycopg

        with psycopg.connect(adresse.url) as serveur:
            serveur.execute("SET session_replication_role = replica")
            for ordre in ordres:
                serveur.execute(ordre)
        return
    sous_main_fichier(adresse.fichier, *ordres)


def sous_main_fichier(fichier: Path, *ordres: str) -> None:
    """The same, of a file."""
    with closing(sqlite3.connect(fichier)) as c, c:
        for nom in invariants.attendus_sqlite():
            c.execute(f"DROP TRIGGER {nom}")
        for ordre in ordres:
            c.execute(ordre)
        for sql in invariants.attendus_sqlite().values():
            c.execute(sql)


def dit(ctx: Contexte) -> list[str]:
    """What `guichet verifier` finds, in its words."""
    return [a.phrase for a in verifier_base(ctx.base).anomalies]


def vides(ctx: Contexte, tables: Iterable[str]) -> list[str]:
    """Tables without a row."""
    with ctx.lecture() as s:
        return [t for t in tables if s.une(f"SELECT 1 FROM {t}") is None]
