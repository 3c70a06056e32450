"""A child of separated parents belongs to two households, which know nothing of each other (rule 32)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from guichet.base import transaction
from guichet.erreurs.familles import FamilleInconnue, FoyerImpossible, MembreInconnu
from guichet.erreurs.saisie import SaisiesInvalides
from guichet.formats.mots import de
from guichet.registres.comptoir import actes
from guichet.registres.dossier import lecture
from guichet.registres.familles import codes, membres
from guichet.registres.familles import payeurs as registre_payeurs
from guichet.registres.garde import reglage
from guichet.registres.reservations.suites import gardes
from guichet.registres.socle import repose
from guichet.regles.familles.alternance import lire_partage
from guichet.regles.socle.actes import TypeActe
from guichet.regles.socle.code_famille import affiche
from guichet.regles.socle.domaine import RoleLien
from guichet.regles.socle.droits import Droit

if TYPE_CHECKING:
    from collections.abc import Collection

    from guichet.base.ecriture import Ecriture
    from guichet.contexte import Contexte
    from guichet.fiches.familles.foyer import FicheFamille
    from guichet.fiches.socle.repose import Sort
    from guichet.registres.socle.acte import Acte
    from guichet.regles.garde.jours import PartVacances
    from models import Lien

# Printed for this household: even the code of the other one is not for it to read (rule 32).
_REGLES = "second foyer, semaines et vacances réglés"


@transaction
def rattacher_enfant(
    ctx: Contexte,
    *,
    lien_id: int,
    autre_code: str,
    rythme: str,
    ancre: date | str,
    vacances: PartVacances | None = None,
    payeurs: Collection[int] | None = None,
    fratrie: Collection[int] = (),
    vues: Collection[str] | None = None,
    sort: Sort | None = None,
) -> int:
    """Put a child into a second household, wholly settled; returns the identifier of the new link.

    Args:
        ctx: who, where, when.
        lien_id: the child's place in the household on the screen.
        autre_code: code of the other household, with or without its check character.
        rythme: share of the household on the screen, « 1/2 » for one week in two; the other has the rest.
        ancre: a Monday a stay in the household on the screen begins.
        vacances: half of the holidays spent in the household on the screen; None: they follow the weeks.
        payeurs: adults of the household on the screen who receive its bills; None: as they are.
        vues: `cle` of what this household booked on days it gives away, as ReposeDessus showed it.
        sort: what becomes of it: kept, or given back.
        fratrie: places of brothers and sisters in the household on the screen, who come and go with the child.

    Raises:
        ReposeDessus: days booked are given away, and `vues` or `sort` does not say it all; nothing is written.
        SaisiesInvalides: rhythm, anchor, payer or code that cannot be read.
        FoyerImpossible: not a child, the same household, or the child is there already.
        MembreInconnu: the child has left.
    """
    ctx.exiger(Droit.MODIFIER_FAMILLE)
    part, lundi = lire_partage(rythme, ancre)
    with ctx.ecriture() as s:
        acte = ctx.acte()
        liens = [_enfant(s, id_) for id_ in (lien_id, *fratrie)]
        famille_id = liens[0].famille_id
        if any(lien.famille_id != famille_id for lien in liens):
            raise MembreInconnu("Cette personne n’est plus dans ce foyer : relisez le dossier (F5).")
        donnes = [gardes.fait(s, lien.personne_id, famille_id, acte.jour) for lien in liens]
        nouveaux: list[Lien] = []
        for lien in liens:
            autre = _autre_foyer(s, lien, autre_code)
            nouveau = membres.placer(s, acte, autre.famille_id, lien.personne_id, {"role": RoleLien.ENFANT.value})
            reglage.partager_semaines(lien, [nouveau], part, lundi)
            reglage.partager_vacances(s, lien, [nouveau], vacances)
            dite = f"garde alternée {de(actes.prenom(s, lien.personne_id))} : {_REGLES}"
            _sceller(s, acte, lien, nouveau, dite)
            nouveaux.append(nouveau)
        if payeurs is not None:
            registre_payeurs.choisir(s, acte, famille_id, payeurs)
        s.flush()
        repose.demander(s, acte, donnes, vues=vues, sort=sort)
        repose.suivre(s, acte, donnes, sort=sort)
        assert nouveaux[0].id is not None  # noqa: S101 - given by the flush
        return nouveaux[0].id


def _sceller(s: Ecriture, acte: Acte, ici: Lien, ailleurs: Lien, phrase: str) -> None:
    for lien, dite in ((ici, phrase), (ailleurs, "")):
        champs = "garde_ancre,garde_rythme"
        reglage.dire(s, acte, TypeActe.MEMBRE_RATTACHER, lien, dite, rythme=lien.garde_rythme, champs=champs)


def _enfant(s: Ecriture, lien_id: int) -> Lien:
    from models import Lien

    lien = s.get(Lien, lien_id)
    if lien is None or lien.au is not None:
        raise MembreInconnu("Cette personne n’est plus dans ce foyer : relisez le dossier (F5).")
    if lien.role != RoleLien.ENFANT.value:
        raise FoyerImpossible("Seul un enfant vit dans deux foyers : choisissez l’enfant concerné.")
    return lien


def _autre_foyer(s: Ecriture, lien: Lien, autre_code: str) -> FicheFamille:
    """The household meant by a code, which the child is not in yet."""
    try:
        autre = lecture.famille(s, codes.resoudre(s, autre_code))
    except FamilleInconnue as refus:
        raise SaisiesInvalides({"autre_code": refus.message}) from refus
    if autre.famille_id == lien.famille_id:
        raise FoyerImpossible("C’est le foyer affiché : donnez le code de l’autre foyer.", champ="autre_code")
    if _present(s, lien.personne_id, autre.famille_id):
        raise FoyerImpossible(f"L’enfant est déjà dans le foyer {affiche(autre.code)}.", champ="autre_code")
    if reglage.ailleurs(s, lien):
        raise FoyerImpossible("L’enfant a déjà deux foyers : réglez sa garde, ou retirez-le d’abord de l’autre.")
    return autre


def _present(s: Ecriture, personne_id: int, famille_id: int) -> bool:
    return (
        s.une(
            "SELECT 1 FROM lien WHERE personne_id = :personne_id AND famille_id = :famille_id AND au IS NULL",
            {"personne_id": personne_id, "famille_id": famille_id},
        )
        is not None
    )
