"""`guichet planning`: the school year of a household's children, weeks as rows, as the screen shows it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from guichet.cli.cadre import demandes
from guichet.cli.cadre.appel import Appel
from guichet.cli.cadre.application import GUICHET, application
from guichet.cli.cadre.demandes import ENFANT, MOIS
from guichet.cli.cadre.options import CODE, commande
from guichet.cli.cadre.sortie import Bloc, ColonneSortie
from guichet.regles.offre.annee import lundi_de
from guichet.regles.reservations.dits.signes import CELLULES, VACANCES, signe_de_case

if TYPE_CHECKING:
    from guichet.fiches.reservations.planning import CasePlanning, EnfantPlanning, Planning

LEGENDE = (
    ("Signes", "   ".join(signe.dit for signe in CELLULES[:5])),
    ("", "   ".join(signe.dit for signe in CELLULES[5:] if signe is not VACANCES)),
)

_JOURS = ("lu", "ma", "me", "je", "ve", "sa", "di")
_COLONNES = (
    ColonneSortie("jour", "Jour", fixe=True),
    ColonneSortie("enfant", "Enfant"),
    ColonneSortie("unite", "Activité"),
    ColonneSortie("etat", "État"),
    ColonneSortie("majoree", "Majorée"),
    ColonneSortie("due", "Annulée, due"),
    ColonneSortie("rang", "Rang"),
    ColonneSortie("capacite", "Places"),
    ColonneSortie("prises", "Prises"),
    ColonneSortie("motif", "Motif"),
    ColonneSortie("limite_reservation", "Réserver avant", fixe=True),
    ColonneSortie("limite_annulation", "Annuler avant", fixe=True),
    ColonneSortie("ouverture_reservation", "Ouverture", fixe=True),
)


@commande(application, "planning", "Montrer les réservations des enfants d’un foyer.", panneau=GUICHET)
def planning(appel: Appel, code: CODE, mois: MOIS = "", enfant: ENFANT = "") -> None:
    """Show a planner; who looked is written in the access log, as the screen does."""
    from guichet.services import reservations
    from guichet.services.comptoir import passages
    from guichet.services.dossier import dossiers

    ctx = appel.contexte()
    lu = dossiers.lire(ctx, code)
    qui = demandes.enfant(lu.enfants, enfant).personne_id if enfant else None
    premier, annee = demandes.mois(mois, ctx.aujourdhui()) if mois else (None, None)
    passages.consulter(ctx, lu.famille.famille_id, "planning")
    p = reservations.planning(ctx, lu.famille.famille_id, annee)
    enfants = [e for e in p.enfants if qui in (None, e.personne_id)]
    cases = [
        case
        for case in p.cases.values()
        if qui in (None, case.personne_id)
        and (premier is None or (case.jour.year, case.jour.month) == (premier.year, premier.month))
    ]
    if appel.format == "table" and cases:
        appel.montrer({}, lambda: [*(_bloc(p, e, cases) for e in enfants), Bloc("", paires=LEGENDE)])
        return
    appel.lister(_COLONNES, list(_lignes(p, cases)), vide="Rien n’est ouvert à ces enfants : inscrivez-les.")


def _lignes(p: Planning, cases: Sequence[CasePlanning]) -> Iterator[dict[str, Any]]:
    prenoms = {e.personne_id: e.prenom for e in p.enfants}
    rangs = {colonne.unite_id: rang for rang, colonne in enumerate(p.colonnes)}
    noms = {colonne.unite_id: colonne.nom for colonne in p.colonnes}
    for case in sorted(cases, key=lambda c: (c.jour, prenoms[c.personne_id], rangs[c.unite_id])):
        yield {
            "jour": case.jour,
            "enfant": prenoms[case.personne_id],
            "unite": noms[case.unite_id],
            **{c.cle: getattr(case, c.cle) for c in _COLONNES[3:]},
        }


def _bloc(p: Planning, enfant: EnfantPlanning, cases: Sequence[CasePlanning]) -> Bloc:
    """Weeks of one child: one column a weekday, one letter a unit."""
    from guichet.regles.offre.annee import libelle_annee

    siennes = {(c.jour, c.unite_id): c for c in cases if c.personne_id == enfant.personne_id}
    lettres = {
        rang: [c for c in p.colonnes if any(j.weekday() == rang and u == c.unite_id for j, u in siennes)]
        for rang in range(len(_JOURS))
    }
    montres = [rang for rang, colonnes in lettres.items() if colonnes]

    def cellule(lundi: date, rang: int) -> str:
        jour = lundi + timedelta(days=rang)
        return "".join(_signe(p, siennes.get((jour, c.unite_id))) for c in lettres[rang])

    return Bloc(
        " ".join(filter(None, (enfant.prenom, enfant.classe, libelle_annee(p.annee)))),
        colonnes=("Semaine", *(f"{_JOURS[rang]} {''.join(c.lettre for c in lettres[rang])}" for rang in montres), ""),
        rangees=[
            (f"{lundi:%d/%m}", *(cellule(lundi, r) for r in montres), vacances)
            for lundi, vacances in _semaines(p, [jour for jour, _ in siennes])
        ],
    )


def _semaines(p: Planning, jours: Sequence[date]) -> Iterator[tuple[date, str]]:
    """Mondays from the first to the last of these days; holidays where nothing is open fold into their first week."""
    if not jours:
        return
    pleines = {lundi_de(jour) for jour in jours}
    dits = ""
    for semaine in p.semaines:
        if not min(pleines) <= semaine.lundi <= max(pleines):
            continue
        if semaine.lundi in pleines or semaine.vacances != dits:
            yield semaine.lundi, semaine.vacances
        dits = semaine.vacances


def _signe(p: Planning, case: CasePlanning | None) -> str:
    """As the screen draws it."""
    if case is None:
        return " "
    ailleurs = (case.personne_id, case.jour, case.unite_id) in p.ailleurs
    return signe_de_case(case.etat, majoree=case.majoree, due=case.due, motif=case.motif, ailleurs=ailleurs).dessin
