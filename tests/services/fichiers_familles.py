"""Families files as tests write them, and what a base holds after one."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from guichet.base.simulation import BaseSimulee
from guichet.contexte import Contexte
from guichet.fiches.familles.imports import Gravite, RapportImport

JEUX = Path(__file__).parent.parent / "jeux"
GRAND = Path(__file__).parents[3] / "shared" / "jeux" / "familles.csv"
TITRES = (
    "code_famille;role;civilite;nom;nom_naissance;prenom;naissance;courriel;mobile;fixe;adresse;code_postal;"
    "ville;ecole;classe;qf;qf_mois;allergies"
)
MERE = "20001;responsable;Mme;Launay;;Élise;29/11/1990;elise@orange.fr;0635452208;;1, rue Haute;78999;Clairval-sur-Seine;;;871;10/2026;"
FILS = "20001;enfant;G;Launay;;Joseph;18/04/2021;;;;;;;Molière;GS;;;"


def ecrire(dossier: Path, *lignes: str, titres: str = TITRES, encodage: str = "utf-8") -> Path:
    fichier = dossier / "familles.csv"
    fichier.write_bytes("\r\n".join([titres, *lignes, ""]).encode(encodage))
    return fichier


def simule(ctx: Contexte) -> Contexte:
    """The same surroundings on a base that keeps nothing, as `--simulation` opens it."""
    return replace(ctx, base=BaseSimulee.de(ctx.base))


def photo(ctx: Contexte) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table an import may write to, the journal included."""
    tables = ("famille", "personne", "lien", "quotient", "scolarite", "pai_detail", "fiche_recherche", "journal")
    with ctx.lecture() as s:
        return {t: sorted(s.lignes(f"SELECT * FROM {t}"), key=repr) for t in tables}


def remarques(rapport: RapportImport) -> list[tuple[int, str, Gravite]]:
    return [(a.ligne, a.colonne, a.gravite) for a in rapport.anomalies]
