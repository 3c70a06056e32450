"""What the planner says in words: the cell under the cursor, the draft under way."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from textual.content import Content

from guichet import formats
from guichet.fiches.planning import CasePlanning, Planning
from guichet.formats.mots import ordinal
from guichet.regles.reservation import LIBELLES_RESERVATION, EtatReservation
from screens.brouillon import FERMEE, LIBRE, Brouillon
from screens.planning import hors_delai

LEGENDE = (
    ("● réservé", "+ à ajouter"),
    ("▲ majoré", "× à retirer"),
    ("○ attente", "A absence"),
    ("▪ fermé", "· libre"),
    ("◇ incomplète", "░ vacances"),
)

Morceau = str | tuple[str, str]


def sous_le_curseur(p: Planning, case: CasePlanning | None, maintenant: datetime) -> Content:
    """Day, unit, places left, last moments to book and to cancel, then the signs."""
    if case is None:
        return _vide(p)
    nom = next((c.nom for c in p.colonnes if c.unite_id == case.unite_id), "")
    morceaux: list[Morceau] = [("sous le curseur\n", "$discret")]
    morceaux.append((f"{formats.jour_court(case.jour)} · {nom}\n", "bold"))
    morceaux += _etat(case)
    if case.capacite is not None:
        restantes = max(0, case.capacite - case.prises)
        style = "" if restantes else "bold $warning"
        signe = "" if restantes else "! "
        morceaux.append((f"{signe}{formats.pluriel(restantes, 'place')} sur {case.capacite}\n", style))
    for limite in _limites(case, maintenant):
        morceaux += [*limite, "\n"]
    morceaux.append("\n")
    morceaux += [(f"{a:<14}{b}\n", "$discret") for a, b in LEGENDE]
    return Content.assemble(*morceaux)


def sous_le_curseur_bref(p: Planning, case: CasePlanning | None, maintenant: datetime) -> Content:
    """The same in two lines, for a narrow screen."""
    if case is None:
        return _vide(p)
    nom = next((c.nom for c in p.colonnes if c.unite_id == case.unite_id), "")
    morceaux: list[Morceau] = [(f"{formats.jour_court(case.jour)} · {nom}", "bold")]
    suite = _etat(case)
    if case.capacite is not None:
        suite.append((f"{formats.pluriel(max(0, case.capacite - case.prises), 'place')} sur {case.capacite}", ""))
    for m in suite:
        texte, style = m if isinstance(m, tuple) else (m, "")
        morceaux.append((f" · {texte.strip()}", style))
    morceaux.append("\n")
    for limite in _limites(case, maintenant):
        morceaux += [*limite, "   "]
    return Content.assemble(*morceaux)


def _vide(p: Planning) -> Content:
    return Content.styled(
        "" if p.cases else "Aucune activité pour cet enfant\u00a0: «\u00a0i\u00a0» l’inscrit.", "$discret"
    )


def _etat(case: CasePlanning) -> list[Morceau]:
    if case.etat == FERMEE:
        return [(f"▪ fermé{' · ' + case.motif if case.motif else ''}\n", "$discret")]
    if case.etat in {LIBRE, ""}:
        return []
    mot = LIBELLES_RESERVATION[EtatReservation(case.etat)]
    rang = f" ({ordinal(case.rang)})" if case.rang else ""
    majoree = " · majorée" if case.majoree else ""
    if case.etat == EtatReservation.DEMANDEE:
        manque = f" · {case.motif}" if case.motif else ""
        return [(f"◇ {mot}{manque}{majoree}\n", "bold $warning")]
    return [(f"{mot}{rang}{majoree}\n", "$success")]


def _limites(case: CasePlanning, maintenant: datetime) -> list[list[Morceau]]:
    """Last moments that still matter: to book what is free, to cancel what is booked; neither once the day is past."""
    if case.etat in {FERMEE, ""}:
        return []
    if case.jour < maintenant.date():
        return [[("jour passé", "$discret")]] if case.etat == LIBRE else []
    annuler = _limite("annuler", case.limite_annulation, maintenant)
    reserver = _limite("réserver", case.limite_reservation, maintenant) if case.etat == LIBRE else []
    return [limite for limite in (reserver, annuler) if limite]


def _limite(verbe: str, limite: datetime | None, maintenant: datetime) -> list[Morceau]:
    if limite is None:
        return []
    quand = formats.instant_court(limite)
    if hors_delai(limite, maintenant):
        return [(f"▲ {verbe}\u00a0: hors délai ({quand.partition(' ')[2]})", "bold $warning")]
    return [(f"{verbe} avant ", "$discret"), quand]


def en_cours(p: Planning, brouillon: Brouillon, maintenant: datetime) -> Content:
    """« En cours   + 12 accueils du soir   × 1 repas   ▲ 2 hors délai »."""
    demandes = brouillon.demandes()
    if not demandes:
        return Content.styled("En cours   rien\u00a0: Espace coche, r pose un rythme", "$discret")
    noms = {c.unite_id: c.nom.lower() for c in p.colonnes}
    ajouts = Counter(noms[d.unite_id] for d in demandes if not d.annuler)
    retraits = Counter(noms[d.unite_id] for d in demandes if d.annuler)
    tard = 0
    for d in demandes:
        case = p.cases[(d.personne_id, d.jour, d.unite_id)]
        tard += hors_delai(case.limite_annulation if d.annuler else case.limite_reservation, maintenant)
    morceaux: list[Morceau] = [("En cours", "bold")]
    if tard:
        morceaux.append((f"   ▲ {tard} hors délai", "bold $warning"))
    morceaux += [(f"   + {n} {nom}", "bold $primary") for nom, n in ajouts.items()]
    morceaux += [(f"   × {n} {nom}", "bold $error") for nom, n in retraits.items()]
    return Content.assemble(*morceaux)
