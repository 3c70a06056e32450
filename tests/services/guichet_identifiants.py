"""A household at the counter, for the tests of identifiers: two adults, a child, and a second household."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from guichet.contexte import Contexte

DEBUT = date(2024, 9, 2)


@dataclass(frozen=True)
class Foyer:
    famille: int
    sophie: int
    karim: int
    """Without a mail address."""
    lea: int
    code: str


def installer(
    ctx: Contexte, code: str = "20421", *, courriel: str = "sophie.leger@exemple.fr", nom: str = "Léger-Martin"
) -> Foyer:
    from models import Famille, Lien, Personne

    with ctx.ecriture() as s:
        famille = Famille(code=code, ville="Clairval-sur-Seine", creee_le=ctx.maintenant())
        sophie = Personne(nom=nom, prenom="Sophie", courriel=courriel, civilite="Mme")
        karim = Personne(nom=nom, prenom="Karim", civilite="M.")
        lea = Personne(nom=nom, prenom="Léa", naissance=date(2019, 3, 12))
        s.add_all([famille, sophie, karim, lea])
        s.flush()
        assert famille.id is not None
        for rang, (personne, role) in enumerate(((sophie, "responsable"), (karim, "responsable"), (lea, "enfant"))):
            assert personne.id is not None
            autorite = role == "responsable"
            s.add(
                Lien(
                    personne_id=personne.id,
                    famille_id=famille.id,
                    role=role,
                    rang=rang,
                    du=DEBUT,
                    autorite_parentale=autorite,
                )
            )
        s.flush()
        return Foyer(famille.id, sophie.id, karim.id, lea.id, code)  # type: ignore[arg-type]


def ouvrir_passage(ctx: Contexte, famille_id: int, presence: str = "sur_place") -> int:
    from models import Passage

    with ctx.ecriture() as s:
        passage = Passage(
            famille_id=famille_id,
            agent=ctx.agent.identifiant,
            poste=ctx.poste,
            terminal=ctx.ici,
            presence=presence,
            etat="ouvert",
            ouvert_le=ctx.maintenant(),
        )
        s.add(passage)
        s.flush()
        assert passage.id is not None
        return passage.id


def ville(ctx: Contexte, **portail: Any) -> Contexte:
    """The same counter in a town whose portal is set otherwise."""
    autre = ctx.commune.portail.model_copy(update=portail)
    return replace(ctx, commune=ctx.commune.model_copy(update={"portail": autre}))


def compter(ctx: Contexte, table: str) -> int:
    with ctx.lecture() as s:
        return s.une(f"SELECT count(*) FROM {table}")[0]  # type: ignore[index,no-any-return]


def colonne(ctx: Contexte, sql: str, **parametres: Any) -> list[Any]:
    with ctx.lecture() as s:
        return [ligne[0] if len(ligne) == 1 else ligne for ligne in s.lignes(sql, parametres)]
