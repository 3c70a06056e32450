"""A whole new household in one transaction, after a look at those that may already be it."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from guichet.base import transaction
from guichet.erreurs.saisie import SaisiesInvalides
from guichet.fiches.familles.refus import DoublonsPossibles
from guichet.fiches.socle.saisies import SaisieFamille
from guichet.registres.comptoir import actes
from guichet.registres.familles import codes, membres
from guichet.registres.familles import doublons as ressemblances
from guichet.registres.familles.validation import lire_champs
from guichet.regles.familles.doublons import Portrait
from guichet.regles.familles.residence import retenir
from guichet.regles.socle.actes import TypeActe
from guichet.regles.socle.domaine import EnvoiFactures, RoleLien
from guichet.regles.socle.droits import Droit

if TYPE_CHECKING:
    from guichet.contexte import Contexte

_FOYER = ("adresse", "complement", "code_postal", "ville", "envoi_factures")
_RESPONSABLE = RoleLien.RESPONSABLE.value


@transaction
def creer(ctx: Contexte, saisie: SaisieFamille, *, malgre_doublons: bool = False) -> str:
    """Create a household with all its members; returns its code (body, without the check character).

    Raises:
        DroitInsuffisant: the agent may not create.
        SaisiesInvalides: every field to correct, at once.
        DoublonsPossibles: people who look like these are known; call again with `malgre_doublons`.
        EnvoiElectroniqueImpossible: electronic invoices without any mail address.
    """
    from models import Famille

    ctx.exiger(Droit.CREER_FAMILLE)
    foyer, personnes = _lire(ctx, saisie)
    code_postal, ville = foyer["code_postal"], foyer["ville"]
    with ctx.ecriture() as s:
        acte = ctx.acte()
        trouves = ressemblances.chercher(s, [_portrait(p, foyer) for p in personnes if p["role"] != "contact"])
        if trouves and not malgre_doublons:
            raise DoublonsPossibles(trouves)
        dedans = ctx.commune.residence(ville, code_postal)
        famille = Famille(
            **foyer,
            code=codes.prochain(s),
            residence=retenir(dedans).value,
            envoi_depuis=ctx.aujourdhui() if foyer["envoi_factures"] == EnvoiFactures.ELECTRONIQUE.value else None,
            creee_le=ctx.maintenant(),
        )
        s.add(famille)
        s.flush()
        assert famille.id is not None  # noqa: S101 - given by the flush
        for personne in personnes:
            membres.creer(s, acte, famille.id, personne)
        membres.exiger_courriel(s, famille.id, ctx.aujourdhui())
        compte = Counter(p["role"] for p in personnes)
        actes.tracer(
            s,
            acte,
            TypeActe.FAMILLE_CREER,
            famille.id,
            responsables=compte["responsable"],
            enfants=compte["enfant"],
            contacts=compte["contact"],
            residence=famille.residence,
            doublons_ecartes=",".join(dict.fromkeys(d.code for d in trouves)),
        )
        return famille.code


def _lire(ctx: Contexte, saisie: SaisieFamille) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Read the whole form; before the transaction, so that a slip holds nobody up."""
    jour = ctx.aujourdhui()
    foyer, fautes = lire_champs({champ: getattr(saisie, champ) for champ in _FOYER}, jour=jour)
    personnes: list[dict[str, Any]] = []
    rangs: Counter[str] = Counter()
    for membre in saisie.membres:
        rangs[membre.role] += 1
        valeurs, siennes = lire_champs(asdict(membre), jour=jour, prefixe=f"{membre.role}{rangs[membre.role]}.")
        fautes |= siennes
        personnes.append(valeurs)
    if not rangs[_RESPONSABLE]:
        fautes["responsable1.nom"] = "Un foyer a au moins un responsable : remplissez sa fiche."
    if fautes:
        raise SaisiesInvalides(fautes)
    adultes = [p for p in personnes if p["role"] == _RESPONSABLE]
    if not any(p["payeur"] for p in adultes):
        # Somebody receives the invoices; the first adult, unless the form names another.
        adultes[0]["payeur"] = True
    return foyer, personnes


def _portrait(personne: dict[str, Any], foyer: dict[str, Any]) -> Portrait:
    return ressemblances.portrait(
        nom=personne["nom"],
        prenom=personne["prenom"],
        nom_naissance=personne["nom_naissance"],
        naissance=personne["naissance"],
        telephones=[personne["mobile"], personne["fixe"]],
        courriel=personne["courriel"],
        adresse=foyer["adresse"],
        code_postal=foyer["code_postal"],
    )
