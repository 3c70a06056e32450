"""A year of bookings of a big town, written by the driver: 48 schools, each with its canteen, mornings and evenings."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from guichet.contexte import Contexte

ECOLES = 48
LIBRES = 120
"""Children registered at the first school who have booked nothing yet."""
_GENRES = ("accueil-matin", "restauration", "accueil-soir", "etude")


@dataclass
class Ville:
    """What the measures need."""

    reservations: int = 0
    famille_id: int = 0
    enfants: list[int] = field(default_factory=list)
    libres: list[int] = field(default_factory=list)
    jours: list[date] = field(default_factory=list)
    unites: list[int] = field(default_factory=list)
    midi: int = 0
    groupe: int = 0


def peupler(ctx: Contexte, fichier: Path, nombre: int) -> Ville:
    """Register children and write about so many bookings."""
    from guichet.base import Adresse
    from guichet.base.engines import creer_moteur
    from models import invariants

    ctx.base.fermer()
    c = sqlite3.connect(fichier, isolation_level=None)
    c.execute("PRAGMA synchronous = OFF")
    # Half an hour of triggers for rows known to be right; they come back before anything is measured.
    for (nom,) in c.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        c.execute(f"DROP TRIGGER {nom}")
    ville = Ville()
    c.execute("BEGIN")
    _groupes(c, ville, nombre)
    c.execute("COMMIT")
    c.execute("ANALYZE")
    c.close()
    moteur = creer_moteur(Adresse(fichier))
    with moteur.begin() as connexion:
        invariants.creer(connexion)
    moteur.dispose()
    return ville


def _groupes(c: sqlite3.Connection, ville: Ville, nombre: int) -> None:
    jours = [j for (j,) in c.execute("SELECT DISTINCT jour FROM ouverture o JOIN groupe g ON g.id = o.groupe_id "
                                     "JOIN activite a ON a.id = g.activite_id WHERE a.code = 'restauration'")]  # fmt: skip
    ville.jours = [date.fromisoformat(j) for j in sorted(jours)]
    activites = [c.execute("SELECT a.id, u.id FROM activite a JOIN unite u ON u.activite_id = a.id WHERE a.code = ?", (g,)).fetchone()
                 for g in _GENRES]  # fmt: skip
    ville.unites, ville.midi = [u for _, u in activites], activites[1][1]
    foyers = c.execute("SELECT personne_id, famille_id FROM lien WHERE role = 'enfant' ORDER BY id").fetchall()
    trois = c.execute(
        "SELECT famille_id FROM lien WHERE role = 'enfant' GROUP BY famille_id HAVING count(*) = 3"
    ).fetchone()[0]
    ville.famille_id = trois
    ville.enfants = [p for p, f in foyers if f == trois]
    autres = iter([x for x in foyers if x[1] != trois])
    par_jour = nombre // (ECOLES * len(activites) * len(jours))
    for ecole in range(ECOLES):
        eleves = [next(autres) for _ in range(par_jour)]
        libres = [next(autres) for _ in range(LIBRES)] + [(p, trois) for p in ville.enfants] if ecole == 0 else []
        for activite, unite in activites:
            groupe = c.execute(
                "INSERT INTO groupe (activite_id, code, nom, site, ecole, age_min_mois, age_max_mois, active) "
                "VALUES (?, ?, ?, ?, '', 0, 240, 1)", (activite, f"perf{ecole}", f"École {ecole}", f"perf{ecole}"),
            ).lastrowid  # fmt: skip
            if ecole == 0 and unite == ville.midi:
                ville.groupe = groupe
            c.executemany(
                "INSERT INTO ouverture (groupe_id, unite_id, jour, capacite, fermee, motif) VALUES (?, ?, ?, ?, 0, '')",
                [(groupe, unite, j, par_jour + LIBRES + 10) for j in jours],
            )
            for personne, famille in eleves + libres:
                inscription = c.execute(
                    "INSERT INTO inscription (personne_id, famille_id, activite_id, groupe_id, du, au, etat, demandee_le, "
                    "priorite, version) VALUES (?, ?, ?, ?, '2026-09-01', '2027-07-02', 'active', "
                    "'2026-06-01 08:00:00.000000', 0, 1)", (personne, famille, activite, groupe),
                ).lastrowid  # fmt: skip
                if (personne, famille) in eleves:
                    c.executemany(
                        "INSERT INTO reservation (inscription_id, personne_id, famille_id, groupe_id, unite_id, jour, etat, "
                        "demandee_le, origine, majoree, derogation_agent, derogation_motif, priorite, facturee) VALUES "
                        "(?, ?, ?, ?, ?, ?, 'reservee', '2026-06-01 08:00:00.000000', 'portail', 0, '', '', 0, 1)",
                        [(inscription, personne, famille, groupe, unite, j) for j in jours],
                    )
                    ville.reservations += len(jours)
        if ecole == 0:
            ville.libres = [p for p, _ in libres[:LIBRES]]
