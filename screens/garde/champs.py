"""Fields of a custody as one household settles it, in words a parent understands."""

from __future__ import annotations

from datetime import date

from guichet import formats
from guichet.fiches.garde.reglage import FicheGarde
from guichet.regles.garde import dite
from guichet.regles.offre.annee import lundi_de
from guichet.textes import LIBELLES_CHAMPS
from screens.formulaires.champs import Champ, Section, forme_jour

RYTHMES = ("1/2", "2/4", "1/3", "2/3", "1/4", "3/4")
MOITIES = (*dite.MOITIES.values(), dite.COMME_LES_SEMAINES)
ANNEES = (dite.ALTERNEE, dite.FIXE)


def sections(fiche: FicheGarde, jour: date) -> tuple[Section, Section, Section]:
    """Weeks, holidays and payer; what a child of one household has not settled stands dim, ready to be kept."""
    lues = dite.en_champs(fiche.reglage, dite.annee_dite(fiche.calendrier, jour), fiche.responsables)
    if not fiche.enfant.autre_foyer and fiche.garde.vacances is None:
        lues["garde_moitie"] = ""
    return (
        Section("Semaines dans ce foyer-ci", (_rythme(lues["garde_rythme"]), _ancre(lues["garde_ancre"], jour))),
        Section(
            "Vacances dans ce foyer-ci", (_moitie(fiche, lues["garde_moitie"], jour), _alterne(lues["garde_alterne"]))
        ),
        Section("Factures de ce foyer-ci", (_payeur(fiche),)),
    )


def _rythme(valeur: str) -> Champ:
    return Champ(
        "garde_rythme",
        LIBELLES_CHAMPS["garde_rythme"],
        valeur,
        aide="Semaines ici, sur combien : 1/2, une sur deux ; 2/4, deux puis deux.",
        choix=RYTHMES,
        libre=True,
        defaut="1/2",
    )


def _ancre(valeur: str, jour: date) -> Champ:
    return Champ(
        "garde_ancre",
        LIBELLES_CHAMPS["garde_ancre"],
        valeur,
        aide="Un lundi où une semaine commence ici ; jamais une « semaine paire ».",
        defaut=formats.date_num(lundi_de(jour)),
        forme=forme_jour(jour),
    )


def _moitie(fiche: FicheGarde, valeur: str, jour: date) -> Champ:
    """The question is asked of the next holidays by their name: « Noël 2026 ici »."""
    suivantes = dite.prochaines(fiche.calendrier, jour)
    nom = f"{dite.nom_vacances(suivantes[0])} {suivantes[0].du.year} ici" if suivantes else ""
    return Champ(
        "garde_moitie",
        nom or LIBELLES_CHAMPS["garde_moitie"],
        valeur,
        aide="La moitié des vacances passée ici ; l’autre moitié se passe ailleurs.",
        choix=MOITIES,
        defaut=dite.COMME_LES_SEMAINES,
    )


def _alterne(valeur: str) -> Champ:
    return Champ(
        "garde_alterne",
        LIBELLES_CHAMPS["garde_alterne"],
        valeur,
        aide="Pour toutes les vacances qui commencent l’année suivante.",
        choix=ANNEES,
        defaut=dite.ALTERNEE,
    )


def _payeur(fiche: FicheGarde) -> Champ:
    noms = [texte for texte, _ in dite.choix_payeurs(fiche.responsables)]
    actuel = dite.nommer_payeurs(fiche.responsables, fiche.payeurs)
    return Champ(
        "payeur",
        LIBELLES_CHAMPS["payeur"],
        aide="Qui reçoit les factures de ce foyer-ci ; chaque foyer paie les jours qu’il réserve.",
        choix=tuple(dict.fromkeys((*noms, actuel) if actuel else noms)),
        defaut=actuel,
    )
