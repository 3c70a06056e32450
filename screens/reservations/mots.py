"""What the planner says in words: the cell under the cursor, the draft under way."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from textual.content import Content

from guichet import formats
from guichet.fiches.reservations.planning import FERMEE, LIBRE, Annonce, CasePlanning, Demande, Place, Planning
from guichet.formats.mots import ordinal
from guichet.regles.garde.foyer_dit import DU_FOYER
from guichet.regles.reservations.dits import signes
from guichet.regles.reservations.dits.comptes import fois
from guichet.regles.reservations.etats import LIBELLES_RESERVATION, EtatReservation, Issue
from screens.reservations.brouillon import Brouillon
from screens.reservations.signes import AJOUT, REFUSEE, RETRAIT
from screens.widgets.coupure import abreger
from screens.widgets.lignes import ajuster

LEGENDE = (
    (signes.RESERVE.dit, f"{AJOUT[0]} à ajouter"),
    (signes.MAJORE.dit, f"{RETRAIT[0]} à retirer"),
    (signes.ATTENTE.dit, f"{REFUSEE[0]} refusé"),
    (signes.INCOMPLETE.dit, signes.ABSENCE.dit),
    (signes.FERME.dit, signes.AILLEURS.dit),
    (signes.VACANCES.dit, signes.TENUE_AILLEURS.dit),
    (signes.RIEN.dit, signes.DUE.dit),
)

JOURS_DITS = 3
"""Days of a unit named one by one in the running count, beyond which their number says enough."""

LARGEUR_BREVE = 76
"""Columns of a line under the planner at 80."""

NOM_COURT = 24
"""Cells of a unit's name beside which everything fits in 76."""

SANS_PLACES = frozenset({EtatReservation.ABSENCE_JUSTIFIEE, EtatReservation.ABSENCE_INJUSTIFIEE, FERMEE})
"""Cells of which the places left say nothing."""

DEDANS = "■ l’enfant est ailleurs"
"""Of a day booked here, of the other household's custody."""

DUE_BREF = "annulée, facturée"
"""Of a day given up too late, beside a long name."""

Morceau = str | tuple[str, str]


def sous_le_curseur(p: Planning, case: CasePlanning | None, prenom: str = "") -> Content:
    """Day, unit, places left, last moment to book or to cancel, then the signs; the child, where several stand."""
    if case is None:
        return _vide()
    nom = next((c.nom for c in p.colonnes if c.unite_id == case.unite_id), "")
    morceaux: list[Morceau] = [("sous le curseur\n", "$discret")]
    if prenom:
        morceaux.append((f"{prenom}\n", "bold $primary"))
    morceaux.append((f"{formats.jour_court(case.jour)} · {nom}\n", "bold"))
    morceaux += _etat(case)
    if _place(case) in p.ailleurs:
        morceaux.append((f"{DEDANS}\n", "bold $warning"))
    if case.capacite is not None and case.etat != FERMEE:
        restantes = max(0, case.capacite - case.prises)
        style = "" if restantes else "bold $warning"
        signe = "" if restantes else "! "
        morceaux.append((f"{signe}reste {restantes} sur {case.capacite}\n", style))
    if limite := _limite(p, case):
        morceaux += [*limite, "\n"]
    if case.etat == LIBRE and (levee := p.annoncer(Demande(case.personne_id, case.jour, case.unite_id)).levee):
        morceaux.append((f"{levee}\n", "$discret"))
    morceaux.append("\n")
    morceaux += [(f"{f'{a:<14}{b}'.rstrip()}\n", "$discret") for a, b in LEGENDE]
    return Content.assemble(*morceaux)


def sous_le_curseur_bref(
    p: Planning, case: CasePlanning | None, prenom: str = "", largeur: int = LARGEUR_BREVE
) -> Content:
    """The same in two lines of `largeur`, for a narrow screen: a long name gives way to what is said of the day."""
    if case is None:
        return _vide()
    nom = next((c.nom for c in p.colonnes if c.unite_id == case.unite_id), "")
    qui: list[Morceau] = [(f"{prenom} · ", "bold $primary")] if prenom else []
    suite = _etat(case)
    if _place(case) in p.ailleurs:
        suite.append((DEDANS, "bold $warning"))
    if case.capacite is not None and case.etat not in SANS_PLACES and not case.due and _place(case) not in p.ailleurs:
        restantes = max(0, case.capacite - case.prises)
        # The name of a Wednesday leaves no room for the capacity: on a second line it would hide the last moment.
        suite.append((f"reste {restantes}{'' if len(prenom + nom) > NOM_COURT else f' sur {case.capacite}'}", ""))
    dits: list[Morceau] = []
    for m in suite:
        texte, style = m if isinstance(m, tuple) else (m, "")
        if case.due and len(prenom + nom) > NOM_COURT:
            texte = texte.replace(signes.DUE_DITE, DUE_BREF)
        dits.append((f" · {texte.strip()}", style))
    jour, limite = f"{formats.jour_court(case.jour)} · ", _limite(p, case)
    if limite:
        # On a second line, the end of a name would hide the last moment.
        place = largeur - Content.assemble(*qui, jour, *dits).cell_length
        nom = abreger(nom, place) if ", " in nom else ajuster(nom, place).rstrip()
        dits += ["\n", *limite]
    return Content.assemble(*qui, (f"{jour}{nom}", "bold"), *dits)


def _vide() -> Content:
    """No cell under the cursor: who is shown has a right to nothing, whatever a sibling has."""
    return Content.styled("Aucune activité pour cet enfant : « i » l’inscrit.", "$discret")


def _place(case: CasePlanning) -> Place:
    return case.personne_id, case.jour, case.unite_id


def _etat(case: CasePlanning) -> list[Morceau]:
    due: list[Morceau] = [(f"{signes.DUE.dessin} {signes.DUE_DITE}\n", "bold $warning")] if case.due else []
    if case.etat == FERMEE and case.motif in DU_FOYER:
        return [*due, (f"{signes.AILLEURS.dit} · {case.motif}\n", "$discret")]
    if case.etat == FERMEE:
        return [*due, (f"{signes.FERME.dit}{' · ' + case.motif if case.motif else ''}\n", "$discret")]
    if case.etat in {LIBRE, ""}:
        return due
    mot = LIBELLES_RESERVATION[EtatReservation(case.etat)]
    rang = f" ({ordinal(case.rang)})" if case.rang else ""
    majoree = " · majorée" if case.majoree else ""
    if case.etat == EtatReservation.DEMANDEE:
        manque = f" · {case.motif}" if case.motif else ""
        return [(f"◇ {mot}{manque}{majoree}\n", "bold $warning")]
    return [(f"{mot}{rang}{majoree}\n", "$success")]


def _limite(p: Planning, case: CasePlanning) -> list[Morceau]:
    """The last moment that still matters: to book what is free, to cancel what is booked; none once the day is past."""
    if case.etat not in {LIBRE, EtatReservation.RESERVEE}:
        # What waits is given up at any moment for nothing, an absence is not cancelled: no deadline to say.
        return []
    libre = case.etat == LIBRE
    if case.jour < p.jour:
        return [("jour passé", "$discret")] if libre else []
    annonce = p.annoncer(Demande(case.personne_id, case.jour, case.unite_id, annuler=not libre))
    return _moment(annonce, libre=libre)


def _moment(annonce: Annonce, *, libre: bool) -> list[Morceau]:
    if libre and annonce.ouverture:
        return [(f"! {annonce.ouverture}", "bold $warning")]
    if annonce.limite is None:
        return []
    quand = formats.instant_court(annonce.limite)
    if annonce.hors_delai:
        signe, sans_jour = _signe(annonce), quand.partition(" ")[2]
        dit = f"hors délai depuis le {sans_jour}" if libre else f"annuler : hors délai ({sans_jour})"
        return [(f"{signe} {dit}", "bold $warning")]
    if annonce.levee:
        return [("délai levé jusqu’au ", "$discret"), quand]
    return [(f"{'réserver' if libre else 'annuler'} avant le ", "$discret"), quand]


def _signe(annonce: Annonce) -> str:
    """Late and taken all the same, or late and refused."""
    return "!" if annonce.issue == Issue.REFUSEE else "▲"


def en_cours(p: Planning, brouillon: Brouillon, largeur: int) -> Content:
    """« En cours  ▲ 1 hors délai  + 82 repas (41 × 2 enfants)  × 1 accueil du soir (jeu. 12) »; days where they fit."""
    demandes = brouillon.demandes()
    if not demandes and p.ailleurs:
        combien = formats.pluriel(len(p.ailleurs), "réservation")
        return Content.styled(f"■ {combien} un jour où l’enfant est ailleurs : g décoche", "bold $warning")
    if not demandes:
        return Content.styled("En cours  rien : Espace coche, r pose un rythme", "$discret")
    essais = (_en_cours(p, demandes, jours=jours, unites=unites) for jours, unites in _FORMES)
    return next(
        (dit for dit in essais if dit.cell_length <= largeur), _en_cours(p, demandes, jours=False, unites=False)
    )


_FORMES = ((True, True), (False, True), (False, False))
"""(days named, units named): each shorter than the one before."""


def _en_cours(p: Planning, demandes: Sequence[Demande], *, jours: bool, unites: bool) -> Content:
    noms = {c.unite_id: c.nom.lower() if unites else "" for c in p.colonnes}
    voulus: dict[tuple[bool, str], list[Demande]] = {}
    tard = refus = dus = attente = 0
    for d, annonce in zip(demandes, p.annoncer_lot(demandes), strict=True):
        voulus.setdefault((d.annuler, noms[d.unite_id]), []).append(d)
        refus += annonce.issue == Issue.REFUSEE
        attente += annonce.issue == Issue.ATTENTE
        dus += d.annuler and bool(annonce.cout)
        # Who waits pays nothing yet: late is told of what is taken.
        pris = annonce.issue not in {Issue.REFUSEE, Issue.ATTENTE}
        tard += annonce.hors_delai and pris and not (d.annuler and annonce.cout)
    morceaux: list[Morceau] = [("En cours", "bold")]
    if refus:
        morceaux.append((f"  ! {formats.pluriel(refus, 'refusé')}", "bold $error"))
    if dus:
        morceaux.append((f"  ! {formats.pluriel(dus, 'reste facturé', 'restent facturés')}", "bold $warning"))
    if tard:
        morceaux.append((f"  ▲ {tard} hors délai", "bold $warning"))
    if attente:
        morceaux.append((f"  {signes.ATTENTE.dessin} {attente} en attente", "$warning"))
    for (retrait, nom), quand in sorted(voulus.items()):
        signe, style = ("×", "bold $error") if retrait else ("+", "bold $primary")
        dit = f"{len(quand)} {nom}" if nom else formats.pluriel(len(quand), "réservation")
        morceaux.append((f"  {signe} {dit}", style))
        if enfants := fois(d.personne_id for d in quand):
            morceaux.append((enfants, "$discret"))
        elif jours and len(quand) <= JOURS_DITS:
            morceaux.append((f" ({_jours([d.jour for d in quand])})", "$discret"))
    return Content.assemble(*morceaux)


def _jours(jours: Sequence[date]) -> str:
    """« jeu. 12, ven. 13 nov. »: the month once."""
    dits = [formats.jour_court(j) for j in jours]
    suivis = zip(dits, jours, [*jours[1:], None], strict=True)
    return ", ".join(
        dit.rpartition(" ")[0] if apres is not None and (apres.year, apres.month) == (j.year, j.month) else dit
        for dit, j, apres in suivis
    )
