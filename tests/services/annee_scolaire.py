"""A small town with a school year of activities, written straight into the tables."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from guichet.contexte import Contexte
from guichet.regles.offre.regles_activite import ReglesActivite
from tests.services.foyer_simple import foyer

DU, AU = date(2026, 9, 1), date(2027, 7, 2)
LUNDI = date(2026, 12, 7)
"""Three weeks after the clock of the tests: J-15 is not past."""
PROCHE = date(2026, 11, 23)
"""One week after it: J-15 is past."""


@dataclass
class Ville:
    """What the tests name of it."""

    famille_id: int = 0
    lea: int = 0
    tom: int = 0
    groupes: dict[str, int] = field(default_factory=dict)
    unites: dict[str, int] = field(default_factory=dict)
    activites: dict[str, int] = field(default_factory=dict)


def ouvrir_ville(ctx: Contexte, *, capacite: int | None = 2, **regles: object) -> Ville:
    """Canteen (meal, midday it implies, picnic it excludes) on school days, Wednesdays in two units, for Léa and Tom."""
    from models import Activite, Groupe, Lien, Personne, RegleActivite, Unite

    ville = Ville()
    ville.famille_id, personnes = foyer(ctx)
    reglees = ReglesActivite(
        **({"reservation": ("J-15",), "annulation": ("J-8",), "majoration_pourcent": 50} | regles)  # type: ignore[arg-type]
    )
    with ctx.ecriture() as s:
        tom = Personne(nom="Léger-Martin", prenom="Tom", naissance=date(2021, 5, 6))
        cantine = Activite(code="can", nom="Restauration", genre="restauration", ordre=1)
        mercredi = Activite(code="mer", nom="Mercredi", genre="mercredi", ordre=2)
        s.add_all([tom, cantine, mercredi])
        s.flush()
        ville.lea, ville.tom = personnes[-1], tom.id
        s.add(Lien(personne_id=tom.id, famille_id=ville.famille_id, role="enfant", rang=1, du=DU))
        for activite, codes in ((cantine, ("midi", "repas", "picnic")), (mercredi, ("matin",))):
            groupe = Groupe(
                activite_id=activite.id, code=activite.code, nom=activite.nom, age_min_mois=36, age_max_mois=144
            )
            s.add(groupe)
            s.add(RegleActivite(activite_id=activite.id, du=DU, contenu=reglees.en_json(), reference="art. 6"))
            unites = [
                Unite(activite_id=activite.id, code=c, nom=c.capitalize(), lettre=c[0].upper(), debut_minute=720,
                      fin_minute=810, ordre=rang)
                for rang, c in enumerate(codes)
            ]  # fmt: skip
            s.add_all(unites)
            s.flush()
            ville.activites[activite.code] = activite.id
            ville.groupes[activite.code] = groupe.id
            ville.unites |= {u.code: u.id for u in unites}
            for u in unites:
                jours = _jours((0, 1, 3, 4) if activite is cantine else (2,))
                _ouvrir(s, groupe.id, u.id, jours, capacite)
            for p in (ville.lea, ville.tom):
                inscrire(s, ctx, ville, p, activite.code)
    return ville


def inscrire(s, ctx: Contexte, ville: Ville, personne_id: int, activite: str, **champs: object) -> int:
    """Give a child the right to attend all year."""
    from models import Inscription

    valeurs = {
        "famille_id": ville.famille_id,
        "du": DU,
        "au": AU,
        "etat": "active",
        "complete_le": ctx.maintenant(),
    } | champs
    inscription = Inscription(
        personne_id=personne_id,
        activite_id=ville.activites[activite],
        groupe_id=ville.groupes[activite],
        demandee_le=ctx.maintenant(),
        **valeurs,
    )
    s.add(inscription)
    s.flush()
    return inscription.id


def enfants(ctx: Contexte, ville: Ville, nombre: int, activite: str = "can", **champs: object) -> list[int]:
    """So many more children of other households, registered."""
    from models import Famille, Lien, Personne

    ids = []
    with ctx.ecriture() as s:
        for rang in range(nombre):
            famille = Famille(code=f"3{rang:04}", ville="Clairval-sur-Seine", creee_le=ctx.maintenant())
            p = Personne(nom="Autre", prenom=f"Enfant{chr(97 + rang % 26)}", naissance=date(2018, 1, 1))
            s.add_all([famille, p])
            s.flush()
            s.add(Lien(personne_id=p.id, famille_id=famille.id, role="enfant", du=DU))
            inscrire(s, ctx, ville, p.id, activite, famille_id=famille.id, **champs)
            ids.append(p.id)
    return ids


def _jours(semaine: tuple[int, ...]) -> list[date]:
    tous = (DU + timedelta(days=rang) for rang in range((AU - DU).days + 1))
    return [jour for jour in tous if jour.weekday() in semaine]


def _ouvrir(s, groupe_id: int, unite_id: int, jours: list[date], capacite: int | None) -> None:
    s.ordres(
        "INSERT INTO ouverture (groupe_id, unite_id, jour, capacite, fermee, motif) "
        "VALUES (:g, :u, :jour, :capacite, :fermee, '')",
        [{"g": groupe_id, "u": unite_id, "jour": j, "capacite": capacite, "fermee": False} for j in jours],
    )
