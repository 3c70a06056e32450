"""A child of separated parents belongs to two households, which know nothing of each other (rule 32)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from guichet.base import transaction
from guichet.erreurs import SaisieInvalide
from guichet.erreurs.familles import FamilleInconnue, FoyerImpossible, MembreInconnu
from guichet.erreurs.saisie import SaisiesInvalides
from guichet.registres import actes, codes, dossier, index_recherche, membres
from guichet.regles.code_famille import affiche
from guichet.regles.domaine import RoleLien
from guichet.regles.droits import Droit
from guichet.regles.garde import Rythme, ancre_autre_foyer, lire_ancre, lire_rythme

if TYPE_CHECKING:
    from guichet.base.ecriture import Ecriture
    from guichet.contexte import Contexte
    from models import Lien


@transaction
def rattacher_enfant(ctx: Contexte, *, lien_id: int, autre_code: str, rythme: str, ancre: date | str) -> int:
    """Put a child into a second household; returns the identifier of the new link.

    Args:
        ctx: who, where, when.
        lien_id: the child's place in the household on the screen.
        autre_code: code of the other household, with or without its check character.
        rythme: share of the household on the screen, « 1/2 » for one week in two; the other has the rest.
        ancre: a Monday a stay in the household on the screen begins.

    Raises:
        SaisiesInvalides: rhythm, anchor or code that cannot be read.
        FoyerImpossible: not a child, the same household, or the child is there already.
        MembreInconnu: the child has left.
    """
    ctx.exiger(Droit.MODIFIER_FAMILLE)
    part, lundi = _lire(rythme, ancre)
    with ctx.ecriture() as s:
        lien = _enfant(s, lien_id)
        try:
            autre_id = codes.resoudre(s, autre_code)
        except FamilleInconnue as refus:
            raise SaisiesInvalides({"autre_code": refus.message}) from refus
        foyers = membres.foyers(s, lien.personne_id)
        autre = dossier.famille(s, autre_id)
        if autre_id == lien.famille_id:
            raise FoyerImpossible("C’est le foyer affiché : donnez le code de l’autre foyer.", champ="autre_code")
        if _present(s, lien.personne_id, autre_id):
            raise FoyerImpossible(f"L’enfant est déjà dans le foyer {affiche(autre.code)}.", champ="autre_code")
        lien.garde_rythme, lien.garde_ancre = str(part), lundi
        lien.version += 1
        nouveau = membres.placer(
            s,
            ctx,
            autre_id,
            lien.personne_id,
            {
                "role": RoleLien.ENFANT.value,
                "garde_rythme": str(part.reste),
                "garde_ancre": ancre_autre_foyer(part, lundi),
            },
        )
        for code, sien in ((foyers[lien.famille_id], lien), (autre.code, nouveau)):
            ctx.journaliser(
                s,
                "membre.rattacher",
                code,
                personne=lien.personne_id,
                lien=sien.id,
                rythme=sien.garde_rythme,
                champs="garde_ancre,garde_rythme",
            )
        index_recherche.rafraichir(s, [lien.famille_id, autre_id])
        actes.noter(s, ctx, lien.famille_id, f"garde alternée avec le foyer {affiche(autre.code)}")
        assert nouveau.id is not None  # noqa: S101 - given by the flush
        return nouveau.id


def _lire(rythme: str, ancre: date | str) -> tuple[Rythme, date]:
    from guichet.formats import lire_date

    try:
        jour = lire_date(ancre, champ="garde_ancre") if isinstance(ancre, str) else ancre
        return lire_rythme(rythme, champ="garde_rythme"), lire_ancre(jour, champ="garde_ancre")
    except SaisieInvalide as refus:
        raise SaisiesInvalides({refus.champ: refus.message}) from refus


def _enfant(s: Ecriture, lien_id: int) -> Lien:
    from models import Lien

    lien = s.get(Lien, lien_id)
    if lien is None or lien.au is not None:
        raise MembreInconnu("Cette personne n’est plus dans ce foyer : relisez le dossier (F5).")
    if lien.role != RoleLien.ENFANT.value:
        raise FoyerImpossible("Seul un enfant vit dans deux foyers : choisissez l’enfant concerné.")
    return lien


def _present(s: Ecriture, personne_id: int, famille_id: int) -> bool:
    return (
        s.une(
            "SELECT 1 FROM lien WHERE personne_id = :personne_id AND famille_id = :famille_id AND au IS NULL",
            {"personne_id": personne_id, "famille_id": famille_id},
        )
        is not None
    )
