"""The household's own sheet: address, invoices, coordinates confirmed."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from guichet import textes
from guichet.base import transaction
from guichet.erreurs.familles import FamilleInconnue
from guichet.erreurs.saisie import SaisiesInvalides
from guichet.fiches.socle.repose import Change, Fait
from guichet.formats.mots import minuscule
from guichet.registres.comptoir import actes
from guichet.registres.familles import coordonnees, fiche_modifiee, membres
from guichet.registres.familles.validation import lire_champs
from guichet.registres.socle import repose
from guichet.regles.comptoir.retours import Revers
from guichet.regles.familles.residence import retenir
from guichet.regles.socle.actes import TypeActe
from guichet.regles.socle.domaine import LIBELLES, EnvoiFactures, Residence
from guichet.regles.socle.droits import Droit

if TYPE_CHECKING:
    from guichet.base.ecriture import Ecriture
    from guichet.communes.modele import Commune
    from guichet.contexte import Contexte
    from guichet.fiches.socle.repose import Sort
    from guichet.registres.socle.acte import Acte
    from models import Famille

Formulaire = Mapping[str, object]
_ENVOI = ("envoi_factures", "envoi_depuis")


@transaction
def modifier_famille(
    ctx: Contexte,
    *,
    famille_id: int,
    avant: Formulaire,
    apres: Formulaire,
    vues: Collection[str] | None = None,
    sort: Sort | None = None,
    residence: str = "",
) -> None:
    """Modify the household's sheet; `avant` is what the form opened with, `apres` what it holds now.

    Args:
        ctx: surroundings.
        famille_id: the household.
        avant: what the form opened with.
        apres: what it holds now.
        vues: what rests on living in the town, as it was shown.
        sort: what becomes of what was booked.
        residence: « commune » or « exterieur », as the family answered; kept where the address does not tell.

    Raises:
        SaisiesInvalides: fields that cannot be read.
        FicheModifiee: somebody else changed the sheet meanwhile; nothing is written.
        ReposeDessus: what rests on living in the town, as long as `vues` does not name it all, or `sort` does not say
            what becomes of what was booked.
        EnvoiElectroniqueImpossible: electronic invoices without any mail address.
    """
    _modifier(ctx, TypeActe.FAMILLE_MODIFIER, famille_id, avant, apres, vues, sort, residence)


@transaction
def demenager(
    ctx: Contexte,
    *,
    famille_id: int,
    avant: Formulaire,
    apres: Formulaire,
    vues: Collection[str] | None = None,
    sort: Sort | None = None,
    residence: str = "",
) -> None:
    """Change the address of a household that moved; whether it lives in the town is worked out again (rule 8).

    Args:
        ctx: surroundings.
        famille_id: the household.
        avant: the address it leaves.
        apres: the one it goes to.
        vues: see modifier_famille.
        sort: see modifier_famille.
        residence: see modifier_famille.

    Raises:
        SaisiesInvalides, FicheModifiee, ReposeDessus: see modifier_famille.
    """
    _modifier(ctx, TypeActe.FAMILLE_DEMENAGER, famille_id, avant, apres, vues, sort, residence)


@transaction
def choisir_factures(ctx: Contexte, *, famille_id: int, envoi: str) -> None:
    """Record how invoices leave from today: « papier » or « electronique » (source 4.5).

    Raises:
        EnvoiElectroniqueImpossible: no responsable has a mail address.
        SaisiesInvalides: another word.
    """
    ctx.exiger(Droit.MODIFIER_FAMILLE)
    _, fautes = lire_champs({"envoi_factures": envoi}, jour=ctx.aujourdhui())
    if fautes:
        raise SaisiesInvalides(fautes)
    with ctx.ecriture() as s:
        acte = ctx.acte()
        famille = _charger(s, famille_id)
        if famille.envoi_factures == envoi:
            return
        avant = {champ: getattr(famille, champ) for champ in _ENVOI}
        _choisir_envoi(ctx, s, famille, envoi)
        famille.version += 1
        apres = {champ: getattr(famille, champ) for champ in _ENVOI}
        s.accompli.revers.append(Revers(TypeActe.FAMILLE_FACTURES, famille_id, avant, apres))
        phrase = f"factures : envoi {LIBELLES[EnvoiFactures(envoi)]}"
        actes.tracer(s, acte, TypeActe.FAMILLE_FACTURES, famille_id, phrase, envoi=envoi, champs="envoi_factures")


@transaction
def confirmer_coordonnees(ctx: Contexte, famille_id: int) -> None:
    """Note that the family was asked and that its coordinates are right as they stand.

    Raises:
        FamilleInconnue: no such household.
    """
    ctx.exiger(Droit.MODIFIER_FAMILLE)
    with ctx.ecriture() as s:
        acte = ctx.acte()
        _charger(s, famille_id)
        s.accompli.revers.append(Revers(TypeActe.FAMILLE_CONFIRMER, famille_id))
        actes.tracer(s, acte, TypeActe.FAMILLE_CONFIRMER, famille_id, "coordonnées confirmées")


def _modifier(
    ctx: Contexte,
    verbe: TypeActe,
    famille_id: int,
    avant: Formulaire,
    apres: Formulaire,
    vues: Collection[str] | None,
    sort: Sort | None,
    repondu: str,
) -> None:
    ctx.exiger(Droit.MODIFIER_FAMILLE)
    dite = Residence(repondu) if repondu in (Residence.COMMUNE, Residence.EXTERIEUR) else None
    base, voulu = fiche_modifiee.lire_formulaire(ctx.acte(), avant, apres)
    with ctx.ecriture() as s:
        acte = ctx.acte()
        famille = _charger(s, famille_id)
        ici = famille.model_dump()
        actuel = {champ: ici[champ] for champ in base.keys() | voulu.keys()}
        neuf = fiche_modifiee.a_ecrire(s, acte, [famille.code], base, voulu, actuel)
        residence = _residence(ctx.commune, famille, neuf, dite)
        if not neuf and (dite is None or residence == famille.residence):
            return
        avant_residence = famille.residence
        faits = _faits(famille_id, acte, avant_residence, residence)
        repose.demander(s, acte, faits, vues=vues, sort=sort)
        coordonnees.historiser(s, acte, actuel, neuf, famille_id=famille_id)
        envoi = neuf.pop("envoi_factures", None)
        for champ, valeur in neuf.items():
            setattr(famille, champ, valeur)
        if envoi is not None:
            _choisir_envoi(ctx, s, famille, str(envoi))
            neuf["envoi_factures"] = envoi
        famille.residence = residence
        famille.version += 1
        s.flush()
        repose.suivre(s, acte, faits, sort=sort)
        dits = ", ".join(minuscule(textes.libelle(champ)) for champ in sorted(neuf))
        lignes = coordonnees.dits(ici, neuf)
        quoi = "changement d’adresse" if verbe == TypeActe.FAMILLE_DEMENAGER else f"foyer modifié : {dits}"
        if not neuf:
            verbe = TypeActe.FAMILLE_RESIDENCE
            quoi = f"résidence confirmée : {LIBELLES[Residence(residence)]}"
        elif famille.residence != avant_residence:
            desormais = f"{LIBELLES[Residence(residence)]} désormais"
            quoi, lignes = f"{quoi}, {desormais}", (*lignes, f"résidence : {desormais}")
        champs = ",".join(sorted(neuf))
        choisi = {"sort": sort.value} if sort is not None and faits else {}
        faite = {"champs": champs, "residence": famille.residence} | choisi
        actes.tracer(s, acte, verbe, famille_id, quoi, details=lignes, faits=faite)


def _residence(commune: Commune, famille: Famille, neuf: dict[str, object], dite: Residence | None) -> str:
    """Where the household lives from now on: what was asked once of a town stays said of it."""
    ici = {"ville": famille.ville, "code_postal": famille.code_postal} | neuf
    dedans = commune.residence(str(ici["ville"]), str(ici["code_postal"]))
    connue = None if neuf.keys() & {"ville", "code_postal"} else Residence(famille.residence)
    return retenir(dedans, dite=dite, connue=connue).value


def _faits(famille_id: int, acte: Acte, avant: str, apres: str) -> tuple[Fait, ...]:
    """What of an address others may rest on."""
    if avant == apres:
        return ()
    changee = Fait(Change.RESIDENCE, famille_id, acte.jour, avant={"residence": avant}, apres={"residence": apres})
    return (changee,)


def _choisir_envoi(ctx: Contexte, s: Ecriture, famille: Famille, envoi: str) -> None:
    famille.envoi_factures = envoi
    famille.envoi_depuis = ctx.aujourdhui()
    s.add(famille)
    s.flush()
    assert famille.id is not None  # noqa: S101 - it comes from the base
    membres.exiger_courriel(s, famille.id, ctx.aujourdhui())


def _charger(s: Ecriture, famille_id: int) -> Famille:
    from models import Famille

    famille = s.get(Famille, famille_id)
    if famille is None:
        raise FamilleInconnue("Ce dossier n’existe pas : revenez à la recherche (F3).")
    if famille.fusionnee_dans is not None:
        raise FamilleInconnue("Ce dossier vient d’être réuni à un autre : rouvrez-le par son code (F3).")
    return famille
