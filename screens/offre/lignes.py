"""What the calendar says in words: its periods, the day under the cursor, what a change does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from textual.content import Content

from guichet import formats
from guichet.fiches.offre.activites import FichePeriode
from guichet.fiches.offre.calendrier import Retrait
from guichet.regles.offre.calendrier import NaturePeriode
from screens.offre.annee import AUJOURDHUI, NATURES, Annee, Sorte
from screens.widgets.page import LignePage, caler, ligne

STYLES = {Sorte.FERME: "refus", Sorte.PONT: "attention", Sorte.FERIE: "fort", Sorte.VACANCES: "discret"}
ETROITES = (27, 18)
"""Columns of the name and of the days, where a period is one line."""


@dataclass(frozen=True, slots=True)
class Entree:
    """One line of the list: a period, or a bank holiday, which nobody removes."""

    du: date
    au: date
    libelle: str
    sorte: Sorte
    ou: str = ""
    """Site and activity it is kept to, "" for the whole town."""
    source: str = ""
    periode: FichePeriode | None = None

    def contient(self, jour: date) -> bool:
        """Whether that day is in it."""
        return self.du <= jour <= self.au


def entrees(
    annee: Annee, periodes: Sequence[FichePeriode], sites: Mapping[str, str], activites: Mapping[str, str]
) -> list[Entree]:
    """Periods and bank holidays in order of days."""
    lues = [
        Entree(
            p.du,
            p.au,
            p.libelle,
            NATURES[NaturePeriode(p.nature)],
            ", ".join(m for m in (sites.get(p.site, p.site), activites.get(p.activite, p.activite)) if m),
            p.source,
            p,
        )
        for p in periodes
    ]
    lues += [Entree(j, j, nom, Sorte.FERIE, source="jour férié") for j, nom in annee.calendrier.feries.items()]
    return sorted(lues, key=lambda e: (e.du, e.au, e.libelle))


def du_jour(liste: Sequence[Entree], jour: date) -> list[Entree]:
    """Those a day is in, what closes it first."""
    ordre = list(STYLES)
    return sorted((e for e in liste if e.contient(jour)), key=lambda e: (ordre.index(e.sorte), e.du))


def rangees(liste: Sequence[Entree], largeur: int, *, haute: bool) -> list[LignePage]:
    """The list: two lines a period where there is no width, one where there is no height."""
    lignes: list[LignePage] = []
    for e in liste:
        signe = (f"{e.sorte.signe} ", STYLES[e.sorte])
        quand = formats.plage_courte(e.du, e.au)
        if not haute:
            suite = " · ".join(m for m in (e.ou, e.source) if m)
            reste = largeur - sum(ETROITES) - 6
            nom = (caler(e.libelle, ETROITES[0]), "fort")
            lignes.append(ligne(signe, nom, caler(quand, ETROITES[1]), (caler(suite, reste), "discret"), cible=e))
        elif e.periode is None:
            lignes.append(ligne(signe, e.libelle, cible=e, droite=((quand, ""),)))
        else:
            # « scolaire C »: which calendar is all there is room for.
            suite = " · ".join(m for m in (e.ou, e.source.removeprefix("calendrier ")) if m)
            lignes.append(ligne(signe, (caler(e.libelle, largeur - 5), "fort"), cible=e))
            lignes.append(ligne(f"  {quand}  ", (caler(suite, largeur - 7 - len(quand)), "discret"), cible=e))
    return lignes or [ligne(("Aucune période connue : F6 en ajoute, i reprend un fichier.", "discret"))]


def legende() -> Content:
    """Every sign with its word."""
    mots = {Sorte.ECOLE: "école"}
    parts = [(s.signe, mots.get(s, s.mot)) for s in Sorte] + [(AUJOURDHUI, "aujourd’hui")]
    morceaux: list[str | tuple[str, str]] = []
    for signe, mot in parts:
        morceaux += [(signe, "bold"), (f" {mot}  ", "$discret")]
    return Content.assemble(*morceaux)


def dire_sans_vacances(annee: Annee) -> str:
    """What warns of a year whose holidays are not known, not all, "" elsewhere."""
    return "▲ vacances inconnues : i les importe" if annee.calendrier.sans_vacances(*annee.bornes) else ""


def dire_jour(jour: date, sorte: Sorte, ici: Sequence[Entree], aujourdhui: date) -> Content:
    """« lun. 23 nov. 2026   × grève (Molière) · ░ … · aujourd’hui »."""
    morceaux: list[str | tuple[str, str]] = [(formats.jour_long(jour), "bold"), "   "]
    dites = [f"{e.sorte.signe} {e.libelle}{f' ({e.ou} seulement)' if e.ou else ''}" for e in ici]
    morceaux.append(" · ".join(dites or [f"{sorte.signe} {sorte.mot}"]))
    if jour == aujourdhui:
        morceaux.append((f" · {AUJOURDHUI} aujourd’hui", "$primary"))
    return Content.assemble(*morceaux)


def dire_entree(e: Entree) -> str:
    """« grève », lun. 23 nov., Molière."""
    quand = formats.jour_court(e.du) if e.du == e.au else f"du {formats.jour_court(e.du)} au {formats.jour_court(e.au)}"
    return f"« {e.libelle} », {quand}" + (f", {e.ou}" if e.ou else "")


def dire_retrait(e: Entree, r: Retrait) -> str:
    """The question before a period is removed: what opens again, what does not come back."""
    rouvre = "rien ne rouvre"
    if r.ouvertures:
        jours = formats.pluriel(r.jours, "jour rouvre", "jours rouvrent")
        rouvre = f"{jours} ({formats.pluriel(r.ouvertures, 'accueil')})"
    phrases = [f"{dire_entree(e)} : {rouvre}."]
    if r.autrement:
        restent = formats.pluriel(r.autrement, "autre reste fermé", "autres restent fermés")
        phrases.append(f"{restent} pour une autre raison.")
    if r.gardees:
        gardees = formats.pluriel(r.gardees, "réservation gardée vaut", "réservations gardées valent")
        phrases.append(f"{gardees} de nouveau.")
    if r.ouvertures:
        phrases.append("Les réservations annulées le restent.")
    return " ".join(phrases)
