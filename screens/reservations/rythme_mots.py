"""What the rhythm dialog says: help of its fields, lists of F4, and what would become of the days."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from textual.content import Content

from guichet import formats
from guichet.fiches.reservations.planning import Apercu, EssaiRythme, Planning
from guichet.formats.jours import JOURS
from guichet.regles.offre.activites_dites import ActiviteDite, a_l_activite
from guichet.regles.offre.annee import lundi_de
from guichet.regles.reservations.etats import Issue
from guichet.regles.reservations.rythmes.cadences import PARITES, Rythme, SorteJours
from guichet.regles.reservations.rythmes.dits import jours_dits, premiers_dits, semaines_dites
from screens.formulaires.champs import Champ
from screens.modales.choisir import Choix
from screens.widgets.lignes import ajuster

LIMITE_COURTE = 24
"""Cells of « lun. 16 nov. : » and of a word: less of a reason says nothing."""
EXEMPLES = "can lu ma je ve · can lu-ve dès demain · mer sem paires · can x3"

LIGNE = Champ("ligne", "Rythme", aide=f"Par exemple : {EXEMPLES}")
RANGS = (
    (Champ("activite", "Activité", aide="F4 liste celles où l’enfant est inscrit.", cherche=True),),
    (Champ("unites", "Moments", aide="Par exemple matin, repas ; vide, tous.", defaut="tous", cherche=True),),
    (
        Champ(
            "jours",
            "Jours de la semaine",
            aide="lu ma je ve, lu-ve, lundi, 1245 ; F4 en ajoute ou en retire un.",
            cherche=True,
        ),
    ),
    (
        Champ(
            "sur",
            "Semaines",
            aide="1/2, 1/3… ; paires, impaires ; vide, toutes.",
            defaut="toutes",
            cherche=True,
        ),
        Champ(
            "ancre",
            "Semaine gardée",
            aide="Un jour d’une semaine gardée : les autres se comptent de là.",
            cherche=True,
        ),
    ),
    (
        Champ("du", "Du", aide="Premier jour : demain, 9 nov, 9/11/2026.", cherche=True),
        Champ("au", "Au", aide="Dernier jour, inclus : 18 déc, 18/12/2026.", cherche=True),
    ),
    (
        Champ("sorte", "Parmi les jours", aide="scolaires, mercredis, vacances ou tous.", choix=tuple(SorteJours)),
        Champ(
            "pas", "Un jour sur", aide="2, 3… : un sur trois de ces jours ; vide, tous.", defaut="tous", cherche=True
        ),
    ),
)
"""Fields of the dialog, those of a line together."""

_SORTES = {
    SorteJours.SCOLAIRES: "jours de classe, et le mercredi s’il est nommé",
    SorteJours.MERCREDIS: "mercredis hors vacances",
    SorteJours.VACANCES: "du lundi au vendredi des vacances",
    SorteJours.TOUS: "jours de classe et vacances",
}
_ISSUES = (
    (Issue.RESERVEE, "●", "réservée", "$success"),
    (Issue.MAJOREE, "▲", "majorée", "bold $warning"),
    (Issue.ATTENTE, "○", "en attente", "$warning"),
    (Issue.REFUSEE, "×", "refusée", "bold $error"),
)


def choix_du_champ(nom: str, rythme: Rythme, activites: Sequence[ActiviteDite], aujourdhui: date) -> list[Choix[str]]:
    """What F4 lists for a field; each value is what the field will hold."""
    if nom == "activite":
        return [Choix(a.nom, a.nom) for a in activites]
    if nom == "unites":
        unites = next((a.unites for a in activites if a.code == rythme.activite), ())
        codes = [code for code, _ in unites]
        return [Choix("", "tous"), *_bascules(codes, list(rythme.unites))]
    if nom == "jours":
        return _bascules(JOURS[:6], [JOURS[rang] for rang in sorted(rythme.jours)])
    if nom == "ancre":
        lundi = lundi_de(rythme.du)
        semaines = [lundi + timedelta(weeks=n) for n in range(8)]
        return [Choix(formats.date_num(s), f"semaine du {formats.jour_court(s)}") for s in semaines]
    annee = rythme.au.year if rythme.au.month < 9 else rythme.au.year + 1
    fixes: dict[str, list[Choix[str]]] = {
        "sur": [
            Choix("", "toutes les semaines"),
            *(Choix(f"1/{n}", f"une semaine sur {mot}") for n, mot in ((2, "deux"), (3, "trois"), (4, "quatre"))),
            *(Choix(p.mot, f"semaines {p.mot}", "par leur numéro") for p in PARITES.values()),
        ],
        "pas": [Choix("", "tous les jours dits"), *(Choix(str(n), f"un jour sur {n}") for n in (2, 3, 4))],
        "sorte": [Choix(s.value, s.value, mot) for s, mot in _SORTES.items()],
        "du": [
            Choix(formats.date_num(jour), mot, formats.jour_long(jour))
            for jour, mot in (
                (aujourdhui, "aujourd’hui"),
                (date(annee, 1, 1), "2e trimestre"),
                (date(annee, 4, 1), "3e trimestre"),
            )
        ],
        "au": [
            Choix(formats.date_num(jour), mot, formats.jour_long(jour))
            for jour, mot in (
                (date(annee - 1, 12, 31), "fin du 1er trimestre"),
                (date(annee, 3, 31), "fin du 2e trimestre"),
                (date(annee, 8, 31), "fin de l’année"),
            )
        ],
    }
    return fixes.get(nom, [])


def _bascules(tous: Sequence[str], gardes: Sequence[str]) -> list[Choix[str]]:
    """One line each: chosen, it is added to those kept, or taken away."""
    lignes = []
    for mot in tous:
        ote = mot in gardes
        suite = [m for m in tous if (m in gardes) is not (m == mot)]
        lignes.append(Choix(", ".join(suite), mot, "gardé : retirer" if ote else "ajouter"))
    return [ligne for ligne in lignes if ligne.valeur]


def jours_en_mots(rythme: Rythme, essai: EssaiRythme, largeur: int) -> Content:
    """« 36 jours, du lun. 9 nov. au ven. 2 juil. », then the weeks of a rhythm that skips some, or its first days."""
    dits = semaines_dites if rythme.sur > 1 and rythme.pas == 1 else premiers_dits
    return Content.assemble((jours_dits(essai.jours), "bold"), "\n", (dits(essai.jours, largeur), "$discret"))


def exclus_en_mots(essai: EssaiRythme, p: Planning, activite_code: str) -> str:
    """« Issa : sans inscription à la restauration scolaire », « Léa : 3 jours sans inscription ni accueil »; or ""."""
    prenoms = {e.personne_id: e.prenom for e in p.enfants}
    noms = [c.nom for c in p.colonnes if c.activite_code == activite_code]
    # Of several moments, each column bears the activity, then its own name.
    activite = noms[0] if len(noms) == 1 else next(iter(noms), "").rpartition(", ")[0]
    entiers = [prenoms[e] for e, _, entier in essai.exclus if entier]
    dits = [f"{formats.enumerer(entiers)} : sans inscription {a_l_activite(activite)}"] if entiers else []
    for e, jours, entier in essai.exclus:
        if not entier:
            sans = formats.pluriel(jours, "jour sans inscription ni accueil", "jours sans inscription ni accueil")
            dits.append(f"{prenoms[e]} : {sans}")
    return " · ".join(dits)


def bilan_en_mots(essai: EssaiRythme, largeur: int, hauteur: int, exclus: str = "") -> Content:
    """Who is left out; kept, surcharged, waiting, refused, each with a reason; then what nothing is done about."""
    # First: a child left out is seen however many lines follow.
    dits = [(f"! {exclus}", "bold $warning", "")] if exclus else []
    dits += _sorts(essai.apercu)
    if reste := _reste(essai):
        dits.append(("", "", f"· {reste}"))
    entier = sum(-(-len(tete + raison) // max(1, largeur)) for tete, _, raison in dits) <= hauteur
    morceaux: list[tuple[str, str]] = []
    for tete, style, raison in dits:
        # Reasons are whole where there is room, else one line each: none may push another out of sight.
        suite = raison if entier or not raison else _abreger(raison, largeur - len(tete))
        morceaux += [(tete, style), (f"{suite}\n", "$discret")]
    return Content.assemble(*morceaux)


def _abreger(raison: str, largeur: int) -> str:
    """As many whole clauses as fit: the preview of Ctrl+S has the rest."""
    fins = [lu.start() for lu in re.finditer(r"[ \u00a0][:;] |[.,] ", raison) if LIMITE_COURTE < lu.start() <= largeur]
    return raison if len(raison) <= largeur else raison[: fins[-1]] if fins else ajuster(raison, largeur).rstrip()


def _sorts(apercu: Apercu | None) -> Iterator[tuple[str, str, str]]:
    """(« ▲ 2 majorées », its style, « lun. 16 nov. : hors délai… »), for each issue there is."""
    for issue, signe, mot, style in _ISSUES:
        lignes = [li for li in apercu.lignes if li.issue == issue] if apercu else []
        if lignes:
            nombre = f"{len(lignes)} {mot}" if issue is Issue.ATTENTE else formats.pluriel(len(lignes), mot)
            premier, motif = formats.jour_court(lignes[0].jour), lignes[0].motif
            yield f"{signe} {nombre}", style, "" if issue is Issue.RESERVEE else f"   {premier} : {motif}"


def _reste(essai: EssaiRythme) -> str:
    cochees = len(essai.places) - len(_lignes(essai.apercu))
    parts = (
        (essai.dejas, "déjà réservée", "déjà réservées"),
        (cochees, "déjà cochée", "déjà cochées"),
        (len(essai.ailleurs), "ailleurs", "ailleurs"),
        (essai.fermees, "fermée", "fermées"),
        _sans(essai),
    )
    return ", ".join(formats.pluriel(n, mot, forme) for n, mot, forme in parts if n)


def _sans(essai: EssaiRythme) -> tuple[int, str, str]:
    """A child with a right to it somewhere in the year may only lack a day nobody is taken in."""
    quoi = "sans inscription ni accueil" if essai.inscrits else "sans inscription"
    return essai.sans, f"jour {quoi}", f"jours {quoi}"


def rien_pose(essai: EssaiRythme, exclus: str = "") -> str:
    """Why a rhythm laid nothing on the draft: « Rien posé : 47 jours sans inscription »; days, as it was typed."""
    if (essai.places or essai.dejas) and not (exclus or essai.ailleurs or essai.fermees or essai.sans):
        return "Tout est déjà réservé ou coché."
    parts = (
        (essai.dejas, "réservation déjà faite", "réservations déjà faites"),
        (len(essai.places), "déjà cochée", "déjà cochées"),
        (len({jour for _, jour, _ in essai.ailleurs}), "jour ailleurs", "jours ailleurs"),
        (essai.fermees, "case fermée", "cases fermées"),
        _sans(essai),
    )
    dites = ", ".join(formats.pluriel(n, mot, forme) for n, mot, forme in parts if n)
    dites = " ; ".join(dit for dit in (dites, exclus) if dit)
    return f"Rien posé : {dites or 'ce rythme ne tombe sur aucun jour'}"


def _lignes(apercu: Apercu | None) -> Sequence[object]:
    return apercu.lignes if apercu is not None else ()
