"""Alternate custody in words a parent understands: real dates, never the parity of a week."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from guichet.fiches.garde.reglage import Reglage
from guichet.formats import date_num, jour_court, plage_courte
from guichet.formats.mots import majuscule
from guichet.regles.familles.alternance import Rythme, semaine_ici
from guichet.regles.garde.jours import Garde, PartVacances, ici
from guichet.regles.offre.annee import lundi_de
from guichet.regles.offre.calendrier import Calendrier, Periode
from guichet.regles.socle.domaine import MoitieVacances

if TYPE_CHECKING:
    from guichet.fiches.familles.foyer import Membre

_JOUR = timedelta(days=1)
_SEMAINES = 8
"""How many weeks are named: four turns of one week in two."""

_MORCEAUX = 3
"""Stretches of a holiday that are still read at a glance; beyond, it goes week after week."""

_TETE = re.compile(r"^vacances (?:de la |de l’|du |de |d’)?")

COMME_LES_SEMAINES = "comme les semaines"
MOITIES: dict[MoitieVacances, str] = {
    MoitieVacances.PREMIERE: "première moitié",
    MoitieVacances.SECONDE: "seconde moitié",
}
"""What a form proposes for the next holidays, besides « comme les semaines »."""

ALTERNEE, FIXE = "l’autre moitié", "la même moitié"
"""What a form proposes for the years after."""


def nom_vacances(vacances: Periode) -> str:
    """« Noël », « Toussaint », « Hiver »."""
    return majuscule(_TETE.sub("", vacances.libelle))


def prochaines(calendrier: Calendrier, jour: date) -> list[Periode]:
    """School holidays under way or to come, in order."""
    vues = {jour + rang * _JOUR for rang in range(380)}
    trouvees = {v.du: v for j in vues if (v := calendrier.vacances_du(j)) is not None}
    return [trouvees[du] for du in sorted(trouvees)]


def annee_dite(calendrier: Calendrier, jour: date) -> int:
    """The year a half is said for: that of the next holidays."""
    suivantes = prochaines(calendrier, jour)
    return suivantes[0].du.year if suivantes else jour.year


def dite_pour(part: PartVacances | None, annee: int) -> PartVacances | None:
    """The same half said for another year, so that two ways to say one thing compare equal."""
    return None if part is None else PartVacances(part.moitie_en(annee), annee, part.alterne)


def sejours_de(garde: Garde, calendrier: Calendrier, du: date, au: date) -> Iterator[tuple[date, date, bool]]:
    """Stretches of days from `du` to `au`: first day, last day, whether the child is here."""
    debut, present = du, ici(garde, du, calendrier)
    jour = du
    while jour < au:
        jour += _JOUR
        suivant = ici(garde, jour, calendrier)
        if suivant is not present:
            yield debut, jour - _JOUR, present
            debut, present = jour, suivant
    yield debut, au, present


def dire_vacances(garde: Garde, calendrier: Calendrier, vacances: Periode, *, ici_seul: bool = False) -> str:
    """« 19–26 déc. ici, 27 déc.–3 janv. ailleurs », exceptions included; with `ici_seul` the days here alone."""
    morceaux = list(sejours_de(garde, calendrier, vacances.du, vacances.au))
    if len(morceaux) > _MORCEAUX and garde.vacances is None:
        return "une semaine après l’autre"
    if ici_seul or len(morceaux) > _MORCEAUX:
        siens = [plage_courte(du, au) for du, au, present in morceaux if present]
        return f"{', '.join(siens)} ici" if siens else "aucun jour ici"
    return ", ".join(f"{plage_courte(du, au)} {'ici' if present else 'ailleurs'}" for du, au, present in morceaux)


def lundis_ici(rythme: Rythme, ancre: date, jour: date, *, present: bool = True) -> list[date]:
    """Mondays of the coming weeks spent here, or elsewhere."""
    premier = lundi_de(jour)
    lundis = [premier + timedelta(weeks=n) for n in range(_SEMAINES)]
    return [lundi for lundi in lundis if semaine_ici(rythme, ancre, lundi) is present]


def dire_semaines(rythme: Rythme, ancre: date, jour: date) -> tuple[str, str]:
    """Mondays of the coming weeks here, then elsewhere: « lun. 16 nov., lun. 30 nov. »."""
    siennes, ailleurs = (lundis_ici(rythme, ancre, jour, present=present) for present in (True, False))
    return ", ".join(map(jour_court, siennes)), ", ".join(map(jour_court, ailleurs))


def nommer_payeurs(adultes: Sequence[Membre], payeurs: Collection[int]) -> str:
    """« Sophie », « les deux », « Sophie et Paul »: as one of `choix_payeurs` whenever it can be."""
    voulus = [texte for texte, ids in choix_payeurs(adultes) if ids == frozenset(payeurs)]
    return voulus[0] if voulus else " et ".join(_nom(adultes, m) for m in adultes if m.personne_id in payeurs)


def choix_payeurs(adultes: Sequence[Membre]) -> list[tuple[str, frozenset[int]]]:
    """Each adult of the household, then all of them."""
    un_par_un = [(_nom(adultes, m), frozenset({m.personne_id})) for m in adultes]
    if len(adultes) < 2:
        return un_par_un
    ensemble = "les deux" if len(adultes) == 2 else "tous"
    return [*un_par_un, (ensemble, frozenset(m.personne_id for m in adultes))]


def _nom(adultes: Sequence[Membre], m: Membre) -> str:
    homonyme = sum(autre.prenom == m.prenom for autre in adultes) > 1
    return f"{m.prenom} {m.nom.upper()}" if homonyme else m.prenom


def en_champs(reglage: Reglage, annee: int, adultes: Sequence[Membre]) -> dict[str, str]:
    """A custody as the fields of its form hold it; halves are said for the holidays of `annee`."""
    part = dite_pour(reglage.vacances, annee)
    ancre = reglage.ancre
    return {
        "garde_rythme": reglage.rythme,
        "garde_ancre": date_num(ancre) if isinstance(ancre, date) else ancre,
        "garde_moitie": COMME_LES_SEMAINES if part is None else MOITIES[part.moitie],
        "garde_alterne": "" if part is None else ALTERNEE if part.alterne else FIXE,
        "payeur": nommer_payeurs(adultes, reglage.payeurs or ()),
    }


def des_champs(champs: Mapping[str, str], annee: int, adultes: Sequence[Membre]) -> Reglage:
    """What the form holds, for the services; rhythm and anchor stay as typed, they are judged there."""
    moitie = next((m for m, texte in MOITIES.items() if texte == champs["garde_moitie"]), None)
    alterne = champs["garde_alterne"] != FIXE
    return Reglage(
        rythme=champs["garde_rythme"],
        ancre=champs["garde_ancre"],
        vacances=None if moitie is None else PartVacances(moitie, annee, alterne),
        payeurs=dict(choix_payeurs(adultes)).get(champs["payeur"]),
    )
