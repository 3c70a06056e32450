"""What somebody does to a base without the program, orders and files."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from guichet.base import Adresse
from tests.bases import remplir
from tests.services.socle.verification.garnie import sous_main_fichier

Geste = Callable[[Path, Path], None]
"""Receives the base, and a copy of its folder as it was some acts before."""


def sql(*ordres: str) -> Geste:
    def geste(fichier: Path, _avant: Path) -> None:
        sous_main_fichier(fichier, *ordres)

    return geste


def schema(*ordres: str) -> Geste:
    """Change what the base is made of, its triggers left as the orders leave them."""

    def geste(fichier: Path, _avant: Path) -> None:
        with closing(sqlite3.connect(fichier, isolation_level=None)) as c:
            c.execute("PRAGMA writable_schema = ON")
            for ordre in ordres:
                c.execute(ordre)

    return geste


def ancienne_ligne(fichier: Path, avant: Path) -> None:
    sous_main_fichier(
        fichier,
        f"ATTACH '{avant / fichier.name}' AS avant",
        "INSERT OR REPLACE INTO main.compte_portail SELECT * FROM avant.compte_portail",
        "INSERT OR REPLACE INTO main.sceau SELECT * FROM avant.sceau WHERE objet = 'compte_portail'",
    )


def totaux_d_avant(fichier: Path, avant: Path) -> None:
    ancienne_ligne(fichier, avant)
    sous_main_fichier(
        fichier,
        f"ATTACH '{avant / fichier.name}' AS avant",
        "INSERT OR REPLACE INTO main.sceau SELECT * FROM avant.sceau WHERE objet = ''",
    )


def rechainer(fichier: Path, _avant: Path) -> None:
    from guichet.registres.socle.journal import empreinte

    ordres, precedent = [], ""
    with closing(sqlite3.connect(fichier)) as c:
        lignes = c.execute("SELECT seq, le, agent, poste, type, objet, contenu FROM journal ORDER BY seq").fetchall()
    for seq, *champs in lignes:
        champs[1] = "personne" if seq == 2 else champs[1]
        hache = empreinte(precedent, seq, *champs)
        ordres.append(
            f"UPDATE journal SET agent = '{champs[1]}', precedent = '{precedent}', empreinte = '{hache}' WHERE seq = {seq}"
        )
        precedent = hache
    sous_main_fichier(fichier, *ordres)


def rechainer_avec_le_temoin(fichier: Path, avant: Path) -> None:
    rechainer(fichier, avant)
    temoin(fichier).write_text(lignes_du_temoin(fichier))


def lignes_du_temoin(fichier: Path) -> str:
    with closing(sqlite3.connect(fichier)) as c:
        return "".join(f"{s} {e} {'0' * 64}\n" for s, e in c.execute("SELECT seq, empreinte FROM journal ORDER BY seq"))


def sans_mac(fichier: Path, _avant: Path) -> None:
    vu = temoin(fichier)
    vu.write_text("".join(ligne.rsplit(" ", 1)[0] + "\n" for ligne in vu.read_text().splitlines()))


def couper(fichier: Path, _avant: Path) -> None:
    sous_main_fichier(fichier, "DELETE FROM journal WHERE seq = (SELECT max(seq) FROM journal)")
    vu = temoin(fichier)
    vu.write_text("".join(vu.read_text().splitlines(keepends=True)[:-1]))


def ajouter_au_journal(fichier: Path, _avant: Path) -> None:
    from guichet.registres.socle.journal import empreinte

    with closing(sqlite3.connect(fichier)) as c:
        ((seq, precedent),) = c.execute("SELECT seq, empreinte FROM journal ORDER BY seq DESC LIMIT 1")
    champs = ("2026-11-16T13:07:00.000000+00:00", "demo", "poste 2", "essai", "", "{}")
    hache = empreinte(precedent, seq + 1, *champs)
    valeurs = ", ".join(f"'{v}'" for v in (*champs, precedent, hache))
    sous_main_fichier(fichier, f"INSERT INTO journal VALUES ({seq + 1}, {valeurs})")


def remettre_la_base(fichier: Path, avant: Path) -> None:
    shutil.copy(avant / fichier.name, fichier)


def remettre_tout(fichier: Path, avant: Path) -> None:
    for ancien in (avant / fichier.name, temoin(avant / fichier.name)):
        shutil.copy(ancien, fichier.with_name(ancien.name))


def temoin(fichier: Path) -> Path:
    return fichier.with_name(fichier.name + ".temoin")


def en_dossier(fichier: Path, _avant: Path) -> None:
    temoin(fichier).unlink()
    temoin(fichier).mkdir()


def effacer_le_temoin(fichier: Path, _avant: Path) -> None:
    temoin(fichier).unlink()


def vider_le_temoin(fichier: Path, _avant: Path) -> None:
    temoin(fichier).write_text("")


def temoin_d_une_autre_base(fichier: Path, avant: Path) -> None:
    autre = avant / "autre.db"
    remplir(Adresse(autre))
    shutil.copy(temoin(autre), temoin(fichier))


def remettre_le_temoin(fichier: Path, avant: Path) -> None:
    shutil.copy(temoin(avant / fichier.name), temoin(fichier))


def forger_le_temoin(fichier: Path, _avant: Path) -> None:
    temoin(fichier).write_text(lignes_du_temoin(fichier))


def retirer_la_cle(fichier: Path, _avant: Path) -> None:
    fichier.with_name(fichier.name + ".cles").unlink()
