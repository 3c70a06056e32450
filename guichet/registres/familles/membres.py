"""Putting people into a household: the person, the link, the school, what is confidential."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from guichet.erreurs.familles import EnvoiElectroniqueImpossible
from guichet.formats.naissances import colonnes
from guichet.registres.familles import pai
from guichet.regles.offre.annee import annee_scolaire
from guichet.regles.socle.domaine import EnvoiFactures, RoleLien

if TYPE_CHECKING:
    from guichet.base.ecriture import Ecriture
    from guichet.base.lecture import Lecteur
    from guichet.registres.socle.acte import Acte
    from models import Lien


def creer(s: Ecriture, acte: Acte, famille_id: int, valeurs: Mapping[str, Any]) -> Lien:
    """Write a new person and their place in the household, from values already validated."""
    from models import Personne, PersonneBase

    if valeurs.get(pai.CHAMP):
        # A form that offers « PAI : non » and a detail below it: what was typed wins over what was proposed.
        valeurs = {**valeurs, "pai": True}
    personne = Personne(**{nom: valeurs[nom] for nom in PersonneBase.model_fields if nom in valeurs})
    personne.naissance, personne.naissance_partielle = colonnes(valeurs.get("naissance"))
    s.add(personne)
    s.flush()
    assert personne.id is not None  # noqa: S101 - given by the flush
    scolariser(s, acte, personne.id, valeurs)
    pai.ecrire(s, personne.id, valeurs)
    return placer(s, acte, famille_id, personne.id, valeurs)


def placer(s: Ecriture, acte: Acte, famille_id: int, personne_id: int, valeurs: Mapping[str, Any]) -> Lien:
    """Give a person their place in the household from today, after those of the same role."""
    from models import Lien, LienBase

    dernier = s.une(
        "SELECT coalesce(max(rang), 0) FROM lien WHERE famille_id = :famille_id", {"famille_id": famille_id}
    )
    lien = Lien(
        **{nom: valeurs[nom] for nom in LienBase.model_fields if nom in valeurs},
        personne_id=personne_id,
        famille_id=famille_id,
        role=valeurs["role"],
        rang=(dernier[0] if dernier else 0) + 1,
        du=acte.jour,
    )
    s.add(lien)
    s.flush()
    return lien


def scolariser(s: Ecriture, acte: Acte, personne_id: int, valeurs: Mapping[str, Any]) -> None:
    """Write school and class of the current school year, when the form carries them."""
    from sqlmodel import select

    from models import Scolarite

    nouvelles = {nom: valeurs[nom] for nom in ("ecole", "classe") if nom in valeurs}
    annee = annee_scolaire(acte.jour)
    connue = s.exec(select(Scolarite).where(Scolarite.personne_id == personne_id, Scolarite.annee == annee)).first()
    if connue is None and not any(nouvelles.values()):
        return
    scolarite = connue or Scolarite(personne_id=personne_id, annee=annee)
    for nom, valeur in nouvelles.items():
        setattr(scolarite, nom, valeur)
    s.add(scolarite)
    s.flush()


def foyers(s: Lecteur, personne_id: int) -> dict[int, str]:
    """Households the person is in now or was: id → code."""
    lignes = s.lignes(
        "SELECT f.id, f.code FROM lien l JOIN famille f ON f.id = l.famille_id WHERE l.personne_id = :personne_id",
        {"personne_id": personne_id},
    )
    return dict(lignes)


def exiger_courriel(s: Lecteur, famille_id: int, jour: date, *, champ: str = "envoi_factures") -> None:
    """Refuse that a household on electronic invoices have no address to send them to (source 4.5).

    Raises:
        EnvoiElectroniqueImpossible: no responsable has a mail address.
    """
    ligne = s.une(
        "SELECT f.envoi_factures, (SELECT count(*) FROM lien l JOIN personne p ON p.id = l.personne_id "
        "WHERE l.famille_id = f.id AND l.role = :role AND p.courriel <> '' AND (l.au IS NULL OR l.au >= :jour)) "
        "FROM famille f WHERE f.id = :famille_id",
        {"famille_id": famille_id, "role": RoleLien.RESPONSABLE.value, "jour": jour},
    )
    if ligne is not None and ligne[0] == EnvoiFactures.ELECTRONIQUE.value and not ligne[1]:
        raise EnvoiElectroniqueImpossible(
            "Les factures électroniques partent par courriel et aucun responsable n’en aurait : "
            "ajoutez une adresse, ou choisissez l’envoi papier.",
            champ=champ,
        )
