"""The town's règlement: its versions, and a file loaded over the one in force, from a day on."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import TYPE_CHECKING

from guichet.base.transaction import transaction
from guichet.erreurs.activites import VacancesInconnues
from guichet.erreurs.reglement import ReglementImpossible
from guichet.fiches.offre.reglement import FicheReglement, ReglementCharge
from guichet.formats import date_num
from guichet.registres.comptoir import actes
from guichet.registres.offre import ouvertures, reglement
from guichet.registres.offre.reglement_activites import appliquer
from guichet.registres.offre.reglement_chantier import Chantier
from guichet.registres.reservations.attendus import AttendusReservations
from guichet.registres.reservations.suites import places_rendues
from guichet.regles.offre.annee import annee_de_rentree, annee_scolaire
from guichet.regles.socle.actes import TypeActe
from guichet.regles.socle.droits import Droit

if TYPE_CHECKING:
    from guichet.base.ecriture import Ecriture
    from guichet.communes import Commune
    from guichet.contexte import Contexte


def lister(ctx: Contexte) -> tuple[FicheReglement, ...]:
    """Versions of the règlement, newest first."""
    import json

    # Who keeps the settings does not open dossiers, hence does not search (guichet.regles.socle.droits).
    if Droit.GERER_COMMUNE not in ctx.agent.droits:
        ctx.exiger(Droit.CHERCHER)
    with ctx.lecture() as s:
        lignes = reglement.lister(s)
    en_vigueur = max(du for du, _, _ in lignes if du <= ctx.aujourdhui())
    return tuple(
        FicheReglement(du, json.loads(contenu)["nom"], empreinte, du == en_vigueur) for du, contenu, empreinte in lignes
    )


@transaction
def charger(ctx: Contexte, *, commune: Commune, le: date | None = None) -> ReglementCharge:
    """Write a new version of the règlement and bring the activities to it: rules, units, groups, places, openings.

    Bookings already made keep the rules of their day; what an agent set since by hand is left, and told.

    Args:
        ctx: surroundings.
        commune: what the file says, already validated.
        le: first day; today by default. What bears no date (names, ages) changes only when it is today.

    Raises:
        ReglementImpossible: a past day, a later version already, nothing to change, or what cannot change.
    """
    from guichet.communes import Commune

    ctx.exiger(Droit.GERER_COMMUNE)
    le = le or ctx.aujourdhui()
    if le < ctx.aujourdhui():
        raise ReglementImpossible(["Un règlement ne change pas dans le passé : donnez un jour à venir."])
    with ctx.ecriture() as s:
        acte = ctx.acte()
        depuis, contenu, _ = reglement.lister(s)[0]
        avant = Commune.depuis_json(contenu)
        if depuis >= le:
            msg = f"Un règlement vaut déjà à partir du {date_num(depuis)} : donnez un jour plus tardif."
            raise ReglementImpossible([msg])
        chantier = Chantier(s, avant, commune, le, immediat=le == ctx.aujourdhui(), attendus=AttendusReservations())
        chantier.changements += reglement.differences(avant, commune)
        chantier.refus += reglement.refus(s, avant, commune)
        appliquer(chantier)
        if chantier.refus:
            raise ReglementImpossible(chantier.refus)
        if commune == avant and not any(x.sorte != "garde" for x in chantier.changements):
            raise ReglementImpossible(["Ce fichier dit ce que dit déjà le règlement : il n’y a rien à changer."])
        if commune != avant:
            reglement.ecrire(s, commune, le)
        nombre, retenues = _ouvrir(s, commune, le)
        offres = places_rendues.suivre(s, acte, set(chantier.agrandies), groupes=None)
        actes.tracer(
            s,
            acte,
            TypeActe.REGLEMENT_CHARGER,
            objet=commune.slug,
            du=str(le),
            empreinte=hashlib.sha256(commune.en_json().encode()).hexdigest(),
            changements=sum(x.sorte != "garde" for x in chantier.changements),
            ouvertures=nombre,
            propositions=offres,
        )
        return ReglementCharge(le, commune.nom, tuple(chantier.changements), nombre, offres, retenues)


def _ouvrir(s: Ecriture, commune: Commune, le: date) -> tuple[int, tuple[str, ...]]:
    """Open what the file adds, from that day on, over the years already open and that of the day.

    Returns how many days, and what is told of the years held back because their holidays are not known.
    """
    (dernier,) = s.une("SELECT max(jour) FROM ouverture") or (None,)
    premiere = annee_de_rentree(le)
    # Read as text by SQLite, which knows no date under max().
    derniere = max(annee_scolaire(le), annee_de_rentree(date.fromisoformat(str(dernier))) if dernier else premiere)
    nombre, retenues = 0, []
    for annee in range(premiere, derniere + 1):
        try:
            nombre += ouvertures.generer(s, commune, annee, depuis=le)
        except VacancesInconnues as refus:
            retenues.append(refus.message)
    return nombre, tuple(retenues)
