"""What the planner says in words: the cell under the cursor, the draft under way."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from textual.content import Content

from guichet import formats
from guichet.fiches.reservations.planning import FERMEE, LIBRE, CasePlanning, Demande, Planning
from guichet.formats.mots import ordinal
from guichet.regles.reservations.etats import LIBELLES_RESERVATION, EtatReservation
from screens.reservations.brouillon import Brouillon
from screens.reservations.planning import hors_delai

LEGENDE = (
    ("● réservé", "+ à ajouter"),
    ("▲ majoré", "× à retirer"),
    ("○ attente", "A absence"),
    ("▪ fermé", "· libre"),
    ("◇ incomplète", "░ vacances"),
)

JOURS_DITS = 3
"""Days of a unit named one by one in the running count, beyond which their number says enough."""

NOM_COURT = 24
"""Cells of a unit's name beside which everything fits in 76."""

ABSENCES = frozenset({EtatReservation.ABSENCE_JUSTIFIEE, EtatReservation.ABSENCE_INJUSTIFIEE})

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
    if case.capacite is not None and case.etat not in ABSENCES:
        restantes = max(0, case.capacite - case.prises)
        # The name of a Wednesday leaves no room for the words: on a second line they would hide the last moments.
        mots = f"{formats.pluriel(restantes, 'place')} sur {case.capacite}"
        suite.append((f"reste {restantes}" if len(nom) > NOM_COURT else mots, ""))
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
    if case.etat not in {LIBRE, EtatReservation.RESERVEE}:
        # What waits is given up at any moment for nothing, an absence is not cancelled: no deadline to say.
        return []
    if case.jour < maintenant.date():
        return [[("jour passé", "$discret")]] if case.etat == LIBRE else []
    reserver, annuler = case.limite_reservation if case.etat == LIBRE else None, case.limite_annulation
    if reserver and annuler and hors_delai(reserver, maintenant) and hors_delai(annuler, maintenant):
        return [[(_trop_tard(reserver, annuler), "bold $warning")]]
    limites = (_limite("réserver", reserver, maintenant), _limite("annuler", annuler, maintenant))
    return [limite for limite in limites if limite]


def _trop_tard(reserver: datetime, annuler: datetime) -> str:
    """Both last moments gone: said together, so that neither is cut at 80 columns."""
    un, deux = (formats.instant_court(limite).partition(" ")[2] for limite in (reserver, annuler))
    return f"▲ hors délai depuis le {un}" if un == deux else f"▲ hors délai\u00a0: réserver {un}, annuler {deux}"


def _limite(verbe: str, limite: datetime | None, maintenant: datetime) -> list[Morceau]:
    if limite is None:
        return []
    quand = formats.instant_court(limite)
    if hors_delai(limite, maintenant):
        return [(f"▲ {verbe}\u00a0: hors délai ({quand.partition(' ')[2]})", "bold $warning")]
    return [(f"{verbe} avant ", "$discret"), quand]


def en_cours(p: Planning, brouillon: Brouillon, maintenant: datetime, largeur: int) -> Content:
    """« En cours  ▲ 1 hors délai  + 2 accueil du soir (jeu. 12, ven. 13 nov.)  × 1 repas »; days where they fit."""
    demandes = brouillon.demandes()
    if not demandes:
        return Content.styled("En cours  rien\u00a0: Espace coche, r pose un rythme", "$discret")
    complet = _en_cours(p, demandes, maintenant, jours=True)
    return complet if complet.cell_length <= largeur else _en_cours(p, demandes, maintenant, jours=False)


def _en_cours(p: Planning, demandes: Sequence[Demande], maintenant: datetime, *, jours: bool) -> Content:
    noms = {c.unite_id: c.nom.lower() for c in p.colonnes}
    voulus: dict[tuple[bool, str], list[date]] = {}
    tard = 0
    for d in demandes:
        voulus.setdefault((d.annuler, noms[d.unite_id]), []).append(d.jour)
        case = p.cases[(d.personne_id, d.jour, d.unite_id)]
        tard += hors_delai(case.limite_annulation if d.annuler else case.limite_reservation, maintenant)
    morceaux: list[Morceau] = [("En cours", "bold")]
    if tard:
        morceaux.append((f"  ▲ {tard} hors délai", "bold $warning"))
    for (retrait, nom), quand in sorted(voulus.items()):
        signe, style = ("×", "bold $error") if retrait else ("+", "bold $primary")
        morceaux.append((f"  {signe} {len(quand)} {nom}", style))
        if jours and len(quand) <= JOURS_DITS:
            morceaux.append((f" ({_jours(quand)})", "$discret"))
    return Content.assemble(*morceaux)


def _jours(jours: Sequence[date]) -> str:
    """« jeu. 12, ven. 13 nov. »: the month once."""
    dits = [formats.jour_court(j) for j in jours]
    suivis = zip(dits, jours, [*jours[1:], None], strict=True)
    return ", ".join(
        dit.rpartition(" ")[0] if apres is not None and (apres.year, apres.month) == (j.year, j.month) else dit
        for dit, j, apres in suivis
    )
