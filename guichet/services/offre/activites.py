"""What the town offers: read, completed from its preset, opened for a year, corrected day by day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from guichet.base.transaction import transaction
from guichet.erreurs.activites import ActiviteInconnue, OuvertureImpossible
from guichet.erreurs.reservations import ReglesIllisibles
from guichet.fiches.offre.activites import FicheActivite, FicheGroupe, FicheUnite, JourCorrige
from guichet.formats import date_num
from guichet.registres.comptoir import actes
from guichet.registres.offre import activites, calendrier, ouvertures
from guichet.registres.reservations import places
from guichet.registres.reservations.suites import fermetures, places_rendues
from guichet.regles.offre.regles_activite import PAIRES, ReglesActivite, depuis_json, qualifier
from guichet.regles.socle.actes import TypeActe
from guichet.regles.socle.droits import Droit

if TYPE_CHECKING:
    from guichet.base.lecture import Lecteur
    from guichet.contexte import Contexte

_UNITES = "SELECT a.code, u.code FROM unite u JOIN activite a ON a.id = u.activite_id"
_ACTIVITE = "SELECT id AS activite_id, code, nom, sigle, genre FROM activite"
_SANS_DETAIL = ("groupes", "unites", "regles")


def lister(ctx: Contexte) -> tuple[FicheActivite, ...]:
    """Activities of the town in the order it gives them; see `montrer` for what each is made of."""
    ctx.exiger(Droit.CONSULTER)
    with ctx.lecture() as s:
        return tuple(s.lire(FicheActivite, f"{_ACTIVITE} WHERE active ORDER BY ordre, code", sauf=_SANS_DETAIL))


def montrer(ctx: Contexte, code: str) -> FicheActivite:
    """One activity, its groups, units and rules.

    Raises:
        ActiviteInconnue.
    """
    ctx.exiger(Droit.CONSULTER)
    with ctx.lecture() as s:
        fiche = _trouver(s, code)
        champs = {"a": fiche.activite_id}
        groupes = s.lire(
            FicheGroupe,
            "SELECT id AS groupe_id, code, nom, site, ecole, age_min_mois, age_max_mois, session_du, session_au, "
            "classes FROM groupe WHERE activite_id = :a AND active "
            "ORDER BY coalesce(session_du, '2000-01-01'), age_min_mois, nom",
            champs,
        )
        unites = s.lire(
            FicheUnite,
            "SELECT id AS unite_id, code, nom, lettre, debut_minute, fin_minute FROM unite WHERE activite_id = :a "
            "ORDER BY ordre, id",
            champs,
        )
        regles = s.lignes(
            "SELECT du, contenu, reference FROM regle_activite WHERE activite_id = :a ORDER BY du DESC", champs
        )
        return replace(
            fiche,
            groupes=tuple(groupes),
            unites=tuple(unites),
            regles=tuple((du, contenu, reference) for du, contenu, reference in regles),
        )


@transaction
def completer(ctx: Contexte, *, annee: int) -> tuple[str, ...]:
    """Write the activities of the preset the base lacks, opened for a year; returns their codes.

    Raises:
        VacancesInconnues: the holidays of that year.
    """
    ctx.exiger(Droit.GERER_ACTIVITES)
    with ctx.ecriture() as s:
        acte = ctx.acte()
        creees = tuple(activites.creer(s, acte.commune))
        nombre = ouvertures.generer(s, acte.commune, annee)
        actes.tracer(
            s, acte, TypeActe.ACTIVITES_COMPLETER, objet="", activites=len(creees), ouvertures=nombre, annee=annee
        )
        return creees


@transaction
def generer_ouvertures(ctx: Contexte, *, annee: int) -> int:
    """Open the days of a school year; returns how many were missing. Days corrected by hand are left alone.

    Raises:
        VacancesInconnues: the holidays of that year.
    """
    ctx.exiger(Droit.GERER_ACTIVITES)
    with ctx.ecriture() as s:
        acte = ctx.acte()
        nombre = ouvertures.generer(s, acte.commune, annee)
        actes.tracer(s, acte, TypeActe.ACTIVITES_OUVRIR, objet="", annee=annee, ouvertures=nombre)
        return nombre


@transaction
def corriger_ouverture(
    ctx: Contexte,
    *,
    groupe_id: int,
    unite_id: int,
    jour: date,
    capacite: int | None,
    fermee: bool = False,
    motif: str = "",
    annuler: bool | None = None,
) -> JourCorrige:
    """Set one day right: its places (None: no limit), or closed with its reason.

    Places added are offered to those who wait, in order. A day the calendar closes stays so till its period goes.

    Args:
        ctx: surroundings.
        groupe_id: the group.
        unite_id: the part of the day.
        jour: the day.
        capacite: places, None: no limit.
        fermee: it closes.
        motif: why.
        annuler: what becomes of the bookings of a day that closes; None: be told first.

    Raises:
        ActiviteInconnue: no such unit; OuvertureImpossible: more children are expected; ReservationsTouchees:
        children are booked on a day that closes, and `annuler` is None.
    """
    ctx.exiger(Droit.GERER_ACTIVITES)
    if capacite is not None and capacite < 0:
        raise OuvertureImpossible("Un nombre de places ne peut pas être négatif.", champ="capacite")
    cle = {"groupe": groupe_id, "unite": unite_id, "jour": jour}
    with ctx.ecriture() as s:
        acte = ctx.acte()
        du_calendrier = _ferme_au_calendrier(s, groupe_id, unite_id, jour)
        annulees = fermetures.vider(s, acte, (groupe_id, unite_id, jour), motif=motif, annuler=annuler) if fermee else 0
        fermee, motif = fermee or bool(du_calendrier), motif or du_calendrier
        _verifier_attendus(s, groupe_id, unite_id, jour, capacite, fermee=fermee)
        s.ordre(
            "INSERT INTO ouverture (groupe_id, unite_id, jour, capacite, fermee, motif) "
            "VALUES (:groupe, :unite, :jour, :capacite, :fermee, :motif) ON CONFLICT (groupe_id, unite_id, jour) "
            "DO UPDATE SET capacite = excluded.capacite, fermee = excluded.fermee, motif = excluded.motif",
            cle | {"capacite": capacite, "fermee": fermee, "motif": motif[:100]},
        )
        actes.tracer(
            s,
            acte,
            TypeActe.OUVERTURE_CORRIGER,
            objet=f"{groupe_id}/{unite_id}",
            jour=str(jour),
            capacite=-1 if capacite is None else capacite,
            fermee=fermee,
            annulees=annulees,
        )
        # Nothing is offered of a day that is closed or full.
        offres = places_rendues.suivre(s, acte, [(groupe_id, unite_id, jour)])
        p = places.places(s, [groupe_id], [unite_id], jour, jour)[groupe_id, unite_id, jour]
        return JourCorrige(p.capacite, p.prises, p.restantes, p.fermee, p.motif, annulees, offres)


@transaction
def changer_regles(
    ctx: Contexte, *, code: str, du: date, reglages: Mapping[str, Any], reference: str = ""
) -> ReglesActivite:
    """Write a new version of an activity's rules from a day on; the former ones still explain what came before.

    Raises:
        ActiviteInconnue; ReglesIllisibles: a setting or a value nobody can read, or a day already past.
    """
    ctx.exiger(Droit.GERER_ACTIVITES)
    if du < ctx.aujourdhui():
        raise ReglesIllisibles("Des règles ne changent pas dans le passé : donnez un jour à venir.", champ="du")
    inconnus = sorted(set(reglages) - set(ReglesActivite.__dataclass_fields__))
    if inconnus:
        raise ReglesIllisibles(f"Réglage inconnu : « {inconnus[0]} ».", champ=inconnus[0])
    from models import RegleActivite

    with ctx.ecriture() as s:
        acte = ctx.acte()
        fiche = _trouver(s, code)
        _verifier_paires(s, code, reglages)
        derniere = s.une(
            "SELECT du, contenu FROM regle_activite WHERE activite_id = :a ORDER BY du DESC LIMIT 1",
            {"a": fiche.activite_id},
        )
        if derniere is not None and derniere[0] >= du:
            msg = f"Des règles existent déjà à partir du {date_num(derniere[0])} : donnez un jour plus tardif."
            raise ReglesIllisibles(msg, champ="du")
        actuelles = depuis_json(derniere[1]) if derniere is not None else ReglesActivite()
        nouvelles = replace(actuelles, **reglages).verifier()
        s.add(
            RegleActivite(activite_id=fiche.activite_id, du=du, contenu=nouvelles.en_json(), reference=reference[:100])
        )
        actes.tracer(s, acte, TypeActe.ACTIVITE_REGLES, objet=code, du=str(du), reglages=",".join(sorted(reglages)))
        return nouvelles


def _trouver(s: Lecteur, code: str) -> FicheActivite:
    fiche = s.lire_une(FicheActivite, f"{_ACTIVITE} WHERE code = :code", {"code": code}, sauf=_SANS_DETAIL)
    if fiche is None:
        codes = ", ".join(c for (c,) in s.lignes("SELECT code FROM activite WHERE active ORDER BY ordre, code"))
        raise ActiviteInconnue(f"L’activité « {code} » est inconnue. Activités : {codes or 'aucune'}.")
    return fiche


def _verifier_paires(s: Lecteur, code: str, reglages: Mapping[str, Any]) -> None:
    """Refuse a pair that names a unit nobody has: it would never speak."""
    connues = {(activite, unite) for activite, unite in s.lignes(_UNITES)}
    for champ in PAIRES:
        for paire in reglages.get(champ, ()):
            for unite in paire:
                if qualifier(code, unite) not in connues:
                    raise ReglesIllisibles(f"{champ} : l’unité « {unite} » est inconnue.", champ=champ)


def _ferme_au_calendrier(s: Lecteur, groupe_id: int, unite_id: int, jour: date) -> str:
    """Why the calendar closes that day to this group, "" when it does not."""
    ligne = s.une(
        "SELECT g.site, g.activite_id FROM groupe g JOIN unite u ON u.activite_id = g.activite_id "
        "WHERE g.id = :g AND u.id = :u",
        {"g": groupe_id, "u": unite_id},
    )
    if ligne is None:
        raise ActiviteInconnue("Ce groupe n’a pas cette unité : relisez l’activité.")
    return calendrier.charger(s, jour, jour).motif_fermeture(jour, site=ligne[0], activite_id=ligne[1])


def _verifier_attendus(
    s: Lecteur, groupe_id: int, unite_id: int, jour: date, capacite: int | None, *, fermee: bool
) -> None:
    """Say how many children are in the way; the base refuses it too."""
    if capacite is None or fermee:
        return
    actuelles = places.places(s, [groupe_id], [unite_id], jour, jour).get((groupe_id, unite_id, jour))
    if actuelles is None or (actuelles.capacite is not None and actuelles.capacite <= capacite):
        return
    if actuelles.prises > capacite:
        raise OuvertureImpossible(
            f"{actuelles.prises} enfants sont attendus ce jour-là : annulez des réservations, "
            f"ou gardez au moins {actuelles.prises} places.",
            champ="capacite",
        )
