"""People of a household: modify, let go."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from guichet import textes
from guichet.base import transaction
from guichet.fiches.socle.repose import Change, Fait
from guichet.formats.mots import de, minuscule
from guichet.formats.naissances import colonnes
from guichet.registres.comptoir import actes
from guichet.registres.dossier import lecture
from guichet.registres.familles import coordonnees, fiche_modifiee, membres, pai, payeurs, places
from guichet.registres.garde import reglage
from guichet.registres.reservations.suites import gardes
from guichet.registres.socle import repose
from guichet.regles.socle.actes import TypeActe
from guichet.regles.socle.domaine import RoleLien
from guichet.regles.socle.droits import Droit

if TYPE_CHECKING:
    from guichet.base.ecriture import Ecriture
    from guichet.contexte import Contexte
    from guichet.fiches.socle.repose import Sort
    from guichet.registres.socle.acte import Acte
    from models import Lien, Personne

_RESPONSABLE = RoleLien.RESPONSABLE.value
_SCOLARITE = frozenset({"ecole", "classe"})
_A_PART = _SCOLARITE | {pai.CHAMP}
"""Fields of the form kept in tables of their own."""
_GARDE = frozenset({"garde_rythme", "garde_ancre"})
_DU_GROUPE = _SCOLARITE | {"naissance"}
"""Fields that decide which group takes a child."""


class _Place(NamedTuple):
    personne_id: int
    famille_id: int
    role: str


@transaction
def modifier_membre(
    ctx: Contexte,
    *,
    lien_id: int,
    avant: Mapping[str, object],
    apres: Mapping[str, object],
    vues: Collection[str] | None = None,
    sort: Sort | None = None,
) -> None:
    """Modify a person's sheet and place in the household: the fields of fiches.familles.foyer.Membre, and `pai_detail`.

    Args:
        ctx: surroundings.
        lien_id: the person's place in the household.
        avant: the sheet as the form opened with it.
        apres: as it holds it now.
        vues: `cle` of what rests on what changes, as ReposeDessus showed it; None: be told first.
        sort: what becomes of it, where there is a choice.

    Raises:
        DroitInsuffisant: the detail of the PAI is among the fields, and this role does not need to know it.
        SaisiesInvalides: fields that cannot be read.
        FicheModifiee: somebody else changed the sheet meanwhile; nothing is written.
        RetraitImpossible: the last responsable would become something else.
        PayeurADesigner: the payer would, and several could pay.
        ReposeDessus: what rests on their place, authority, school, class, birth or weeks of custody, as long as
            `vues` does not name it all and `sort` does not say what becomes of it.
        EnvoiElectroniqueImpossible: the last mail of a household on electronic invoices is taken away.
        MembreInconnu: the person is no longer there.
    """
    ctx.exiger(Droit.MODIFIER_FAMILLE)
    base, voulu = fiche_modifiee.lire_formulaire(ctx.acte(), avant, apres)
    champs_vus = base.keys() | voulu.keys()
    if pai.CHAMP in champs_vus:
        ctx.exiger(Droit.VOIR_PAI)
    with ctx.ecriture() as s:
        acte = ctx.acte()
        lien = places.charger(s, lien_id)
        actuel = _actuel(s, lien, champs_vus, acte.jour)
        foyers = membres.foyers(s, lien.personne_id)
        neuf = pai.accorder(fiche_modifiee.a_ecrire(s, acte, foyers.values(), base, voulu, actuel))
        if not neuf:
            return
        _garder_qui_repond(s, lien, neuf)
        faits = _faits(lien, actuel, neuf, acte.jour)
        places.dire_qui_paie(s, [fait for fait in faits if fait.change is Change.ROLE])
        lignes = repose.dire(s, acte, faits)
        garde = gardes.fait(s, lien.personne_id, lien.famille_id, acte.jour) if _GARDE & neuf.keys() else None
        coordonnees.historiser(s, acte, actuel, neuf, personne_id=lien.personne_id)
        personne = _ecrire(s, acte, lien, neuf)
        if garde is not None:
            # Days given away are known once the weeks are written: a refusal undoes the sheet.
            faits, lignes = (*faits, garde), (*lignes, *repose.dire(s, acte, [garde]))
        repose.exiger(lignes, vues=vues, sort=sort)
        repose.suivre(s, acte, faits, sort=sort)
        payeurs.repondre(s, acte, lien.famille_id)
        if "courriel" in neuf:
            _exiger_courriel(s, foyers, acte)
        quoi = {} if sort is None or not faits else {"sort": sort.value}
        _tracer(s, acte, lien, personne, actuel, neuf, foyers, quoi)


def _tracer(
    s: Ecriture,
    acte: Acte,
    lien: Lien,
    personne: Personne,
    avant: Mapping[str, object],
    neuf: Mapping[str, object],
    foyers: Collection[int],
    quoi: Mapping[str, str],
) -> None:
    """Seal which fields of a sheet changed, never their values: those are for the visit, which the parent reads."""
    champs = sorted(neuf)
    dits = ", ".join(minuscule(textes.libelle(champ)) for champ in champs)
    phrase = f"fiche {de(personne.prenom)} modifiée : {dits}"
    faits: dict[str, Any] = {"personne": lien.personne_id, "lien": lien.id, "champs": ",".join(champs), **quoi}
    details = coordonnees.dits(avant, neuf, personne.prenom)
    actes.tracer(
        s, acte, TypeActe.MEMBRE_MODIFIER, lien.famille_id, phrase, foyers=foyers, details=details, faits=faits
    )


def _garder_qui_repond(s: Ecriture, lien: Lien, neuf: Mapping[str, object]) -> None:
    """Refuse to leave a household without a responsable, or without a payer."""
    if neuf.get("role", lien.role) != lien.role:
        places.laisser_un_responsable(s, lien)
    if neuf.get("payeur") is False:
        places.garder_un_payeur(s, lien)


def _exiger_courriel(s: Ecriture, foyers: Iterable[int], acte: Acte) -> None:
    """Refuse to leave a household on electronic invoices without a mail."""
    for famille_id in foyers:
        membres.exiger_courriel(s, famille_id, acte.jour, champ="courriel")


def _ecrire(s: Ecriture, acte: Acte, lien: Lien, neuf: Mapping[str, object]) -> Personne:
    """Write the fields of a sheet where each is kept."""
    from models import Personne, PersonneBase

    personne = s.get_one(Personne, lien.personne_id)
    if "naissance" in neuf:
        personne.naissance, personne.naissance_partielle = colonnes(neuf["naissance"])  # type: ignore[arg-type]
    for champ in neuf.keys() - _A_PART - {"naissance"}:
        setattr(personne if champ in PersonneBase.model_fields else lien, champ, neuf[champ])
    if _GARDE & neuf.keys():
        reglage.aligner(s, lien)
    pai.ecrire(s, lien.personne_id, neuf)
    # One version for the whole sheet, whichever half was changed: the form shows them as one.
    personne.version += 1
    lien.version += 1
    s.flush()
    if _SCOLARITE & neuf.keys():
        membres.scolariser(s, acte, lien.personne_id, neuf)
    return personne


def _actuel(s: Ecriture, lien: Lien, champs: Collection[str], jour: date) -> dict[str, object]:
    """The fields of the form as the base has them."""
    assert lien.id is not None  # noqa: S101 - a row read by its key
    membre = lecture.membre(s, lien.id, jour)
    actuel = {c: membre.nee if c == "naissance" else getattr(membre, c) for c in champs if c != pai.CHAMP}
    return actuel | ({pai.CHAMP: pai.detail(s, lien.personne_id)} if pai.CHAMP in champs else {})


def _fait(lien: Lien, change: Change, le: date) -> Fait:
    return Fait(change, lien.famille_id, le, lien.personne_id, lien.role)


def _faits(lien: Lien, actuel: Mapping[str, object], neuf: Mapping[str, object], le: date) -> tuple[Fait, ...]:
    """What of a sheet about to be written others may rest on."""
    faits = []
    if neuf.get("role", lien.role) != lien.role:
        faits.append(replace(_fait(lien, Change.ROLE, le), avant={"payeur": lien.payeur}))
    elif lien.role == _RESPONSABLE and neuf.get("autorite_parentale") is False:
        faits.append(_fait(lien, Change.AUTORITE, le))
    if lien.role == RoleLien.ENFANT.value and (decisifs := _DU_GROUPE & neuf.keys()):
        avant, apres = ({c: lues[c] for c in decisifs} for lues in (actuel, neuf))
        faits.append(replace(_fait(lien, Change.GROUPE, le), avant=avant, apres=apres))
    return tuple(faits)
