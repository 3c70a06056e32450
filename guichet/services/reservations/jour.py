"""One day of an activity: until when, and how many places."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from guichet.erreurs.reservations import ReservationImpossible
from guichet.fiches.reservations.planning import FicheDelai, LignePlaces
from guichet.formats import instant_court, jour_long, pluriel
from guichet.formats.mots import majuscule
from guichet.registres.offre import calendrier, catalogue, jours_ouverts
from guichet.registres.reservations import places
from guichet.registres.reservations.jugement.decisions import MARGE
from guichet.registres.reservations.jugement.limites import Limites
from guichet.regles.offre.ouvertures import dernier_moment
from guichet.regles.socle.droits import Droit

if TYPE_CHECKING:
    from guichet.base.lecture import Lecteur
    from guichet.contexte import Contexte
    from guichet.registres.offre.catalogue import Offre
    from guichet.regles.offre.delais import Limite
    from guichet.regles.offre.regles_activite import ReglesActivite


def delai(ctx: Contexte, activite_code: str, jour: date) -> FicheDelai:
    """Last moment to book and to cancel a day, with the rule it comes from.

    Raises:
        DroitInsuffisant: the agent may not look.
        ReservationImpossible: no such activity.
    """
    ctx.exiger(Droit.CHERCHER)
    with ctx.lecture() as s:
        offerte = _activite(s, activite_code)
        limites = Limites(calendrier.charger(s, jour - MARGE, jour))
        premiere = next(iter(offerte.unites.values()))
        if not jours_ouverts.ouvert(s, premiere.activite_id, jour):
            return _rien(s, premiere.activite_id, premiere.activite, jour, limites)
        session = s.une(
            "SELECT session_du FROM groupe WHERE activite_id = :activite_id AND session_du <= :jour "
            "AND session_au >= :jour ORDER BY session_du LIMIT 1",
            {"activite_id": premiere.activite_id, "jour": jour},
        )
    session_du = session[0] if session else None
    regles, article = offerte.regles_du(premiere.activite_id, jour)
    ouverture = min(u.debut_minute for u in offerte.unites.values())
    reserver = limites.de(regles.reservation, jour, session_du, regles.report, ouverture)
    annuler = limites.de(regles.annulation, jour, session_du, regles.report, ouverture)
    fenetre = limites.fenetre(regles, premiere, jour) if reserver else None
    ouvertures = limites.fenetres_de(regles.ouvertures_reservation, jour, session_du)
    ouverte = fenetre is not None and not fenetre.passee(ctx.maintenant())
    phrases = [
        *(f.dite(ctx.maintenant()) for f in ouvertures),
        _phrase("Réserver", reserver),
        f"La fenêtre de rentrée lève ce délai jusqu’au {instant_court(fenetre.instant)}."
        if fenetre and ouverte
        else "",
        _apres(regles) if reserver else "",
        _a_l_arrivee(regles) if reserver else "",
        _phrase("Annuler", annuler),
    ]
    ecrites = " · ".join(dict.fromkeys(x.regle for x in (reserver, annuler) if x)) or "aucun délai"
    return FicheDelai(
        activite=premiere.activite,
        jour=jour,
        ouvert=True,
        limite_reservation=dernier_moment(reserver, fenetre, None, ouvertures),
        ouverture_reservation=min((f.ouvre for f in ouvertures), default=None),
        ouverture_exterieurs=min((f.autres for f in ouvertures), default=None),
        limite_annulation=_instant(annuler),
        regle=f"{ecrites} ({article})" if article else ecrites,
        motif=f"{majuscule(jour_long(jour))}. " + " ".join(p for p in phrases if p),
    )


def _rien(s: Lecteur, activite_id: int, activite: str, jour: date, limites: Limites) -> FicheDelai:
    """The answer for a day on which nothing is open: no deadline, why where it is known, and the nearest days."""
    fermeture = limites.calendrier.motif_fermeture(jour, activite_id=activite_id)
    avant, apres = (None if lu is None else jour_long(lu) for lu in jours_ouverts.voisins(s, activite_id, jour))
    phrases = [
        f"{majuscule(jour_long(jour))}.",
        f"Fermé : {fermeture}." if fermeture else "",
        "Rien n’est ouvert ce jour-là.",
        f"Jour ouvert d’avant : {avant}." if avant else "",
        f"Jour ouvert d’après : {apres}." if apres else "",
    ]
    return FicheDelai(
        activite=activite,
        jour=jour,
        ouvert=False,
        limite_reservation=None,
        limite_annulation=None,
        regle="rien n’est ouvert",
        ouverture_reservation=None,
        ouverture_exterieurs=None,
        motif=" ".join(p for p in phrases if p),
    )


def places_du_jour(ctx: Contexte, activite_code: str, jour: date) -> tuple[LignePlaces, ...]:
    """Places of every group and unit of an activity on a day; none where nothing takes place.

    Raises:
        DroitInsuffisant: the agent may not look.
        ReservationImpossible: no such activity.
    """
    ctx.exiger(Droit.CHERCHER)
    with ctx.lecture() as s:
        offerte = _activite(s, activite_code)
        groupes: dict[int, tuple[str, str]] = {
            id_: (nom, site)
            for id_, nom, site in s.lignes(
                "SELECT g.id, g.nom, g.site FROM groupe g JOIN activite a ON a.id = g.activite_id "
                "WHERE a.code = :code AND g.active ORDER BY g.site, g.nom, g.id",
                {"code": activite_code},
            )
        }
        lues = places.places(s, groupes, offerte.unites, jour, jour)
        fermeture = calendrier.charger(s, jour, jour)
    lignes = []
    for groupe_id, (nom, site) in groupes.items():
        for unite in offerte.unites.values():
            if (p := lues.get((groupe_id, unite.unite_id, jour))) is not None:
                motif = fermeture.motif_fermeture(jour, site=site, activite_id=unite.activite_id) or p.motif
                fermee = p.fermee or bool(fermeture.fermeture_du(jour, site=site, activite_id=unite.activite_id))
                restantes = 0 if fermee else p.restantes
                lignes.append(
                    LignePlaces(
                        groupe=nom,
                        site=site,
                        unite=unite.libelle,
                        capacite=p.capacite,
                        prises=p.prises,
                        attente=p.attente,
                        restantes=restantes,
                        fermee=fermee,
                        motif=motif,
                        tranches=", ".join(f"{q.nom} {q.prises}/{q.places}" for q in p.quotas),
                    )
                )
    return tuple(lignes)


def _activite(s: Lecteur, code: str) -> Offre:
    offerte = catalogue.de_l_activite(s, code)
    if not offerte.unites:
        raise ReservationImpossible(f"Aucune activité ne porte le code « {code} » : vérifiez-le.", champ="activite")
    return offerte


def _phrase(verbe: str, limite: Limite | None) -> str:
    return f"{verbe} : {limite.phrase}." if limite else f"{verbe} : sans délai."


def _instant(limite: Limite | None) -> datetime | None:
    return limite.instant if limite else None


def _a_l_arrivee(regles: ReglesActivite) -> str:
    """What is lifted for whoever has just come."""
    if not regles.arrivee_jours:
        return ""
    return f"Délai levé pendant {pluriel(regles.arrivee_jours, 'jour')} après la première inscription d’un enfant."


def _apres(regles: ReglesActivite) -> str:
    """What lateness costs."""
    if regles.hors_delai == "refuse":
        return "Ensuite, aucune demande n’est acceptée."
    if regles.hors_delai == "derogation":
        return "Ensuite, une dérogation motivée est nécessaire."
    return f"Ensuite : {regles.majoration}." if regles.majoration else "Ensuite, accepté sans majoration."
