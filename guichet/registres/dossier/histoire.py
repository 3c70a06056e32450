"""The history of a household: its acts, its former coordinates, and the bookings no act tells of."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import cache, partial
from typing import TYPE_CHECKING, Any

from guichet.fiches.dossier.histoire import Changement, LigneHistoire
from guichet.formats import jour_mois
from guichet.registres.comptoir import actes as comptoir
from guichet.registres.dossier.lecture import JOURNAL
from guichet.registres.familles import coordonnees
from guichet.registres.offre import catalogue
from guichet.registres.socle.sql import en_liste
from guichet.regles.comptoir.libelles import libelle_journal
from guichet.regles.dossier.histoire import Trace, changements, detail
from guichet.regles.socle.actes import TypeActe

if TYPE_CHECKING:
    from guichet.base.lecture import Lecteur

_CODES = "(SELECT code FROM famille WHERE id = :famille OR fusionnee_dans = :famille)"
_DITS = f"SELECT DISTINCT le FROM journal WHERE objet IN {_CODES} AND type NOT LIKE 'passage.%'"  # noqa: S608 - constants
_APPELEES = (
    "SELECT contenu FROM journal WHERE type IN ('attente.accepter', 'attente.decliner') "  # noqa: S608 - constants
    f"AND objet IN {_CODES}"
)
_TRACES = (
    "SELECT r.id AS reservation_id, r.personne_id, coalesce(nullif(p.prenom, ''), p.nom) AS prenom, r.unite_id, "
    "r.jour, r.etat, r.majoree, r.facturee, r.origine, r.demandee_le, r.annulee_le, r.absence_le FROM reservation r "
    "JOIN personne p ON p.id = r.personne_id WHERE r.famille_id = :famille ORDER BY r.personne_id, r.unite_id, r.jour"
)
_SANS_ACTE = {
    "portail": "réservations venues du portail",
    "import": "réservations reprises d’un fichier",
    "guichet": "réservations d’avant ce journal",
}


def lire(s: Lecteur, famille_id: int, limite: int) -> list[LigneHistoire]:
    """Everything done for a household, newest first, each with what it changed; nothing of the other one (rule 32)."""
    champs: dict[str, object] = {"famille": famille_id}
    traces = s.lire(Trace, _TRACES, champs)
    unites = {u.unite_id: u.libelle for u in catalogue.unites(s, {t.unite_id for t in traces}).values()}
    appelees = {json.loads(contenu)["reservation"] for (contenu,) in s.lignes(_APPELEES, champs)}
    par_instant: dict[datetime, list[Trace]] = {}
    for t in traces:
        for le in {t.demandee_le, t.annulee_le, t.absence_le} - {None}:
            par_instant.setdefault(le, []).append(t)  # type: ignore[arg-type]
    anciennes = [
        LigneHistoire(a.le, a.libelle, a.agent, changements=(_coordonnee(a.libelle),))
        for a in coordonnees.lire(s, famille_id)
    ]
    corrigees: dict[datetime, list[Changement]] = {}
    for ligne in anciennes:
        corrigees.setdefault(ligne.le, []).extend(ligne.changements)
    prenom = cache(partial(comptoir.prenom, s))
    lus = [
        (le, type_, contenu, agent, json.loads(contenu))
        for le, type_, contenu, agent in s.lignes(JOURNAL, {**champs, "limite": limite})
    ]
    inscrits = _inscrits(s, {i for _, type_, _, _, faits in lus if type_ in _D_INSCRIPTION for i in _numeros(faits)})
    actes = []
    for lu, type_, contenu, agent, faits in lus:
        le = datetime.fromisoformat(lu)
        ligne = LigneHistoire(le, libelle_journal(type_, contenu), agent)
        if type_ in _DE_RESERVATIONS:
            touchees = changements(par_instant.get(le, ()), le, unites, appelees)
            actes.append(replace(ligne, detail=detail(touchees) or _du_journal(faits), changements=touchees))
        elif type_ in _D_UNE_SEULE:
            actes.append(_repondue(ligne, faits, traces, unites, accepte=type_ == TypeActe.ATTENTE_ACCEPTER))
        elif type_ in _D_INSCRIPTION:
            actes.append(replace(ligne, detail=_inscriptions(faits, inscrits)))
        else:
            qui = prenom(faits["personne"]) if isinstance(faits.get("personne"), int) else ""
            actes.append(replace(ligne, detail=qui, changements=tuple(corrigees.get(le, ()))))
    dits = {datetime.fromisoformat(le) for (le,) in s.lignes(_DITS, champs)}
    return sorted((*actes, *anciennes, *_sans_acte(traces, dits, unites)), key=lambda x: x.le, reverse=True)


_DE_RESERVATIONS = frozenset(
    {
        TypeActe.RESERVATIONS_ENREGISTRER.value,
        TypeActe.RESERVATIONS_DEFAIRE.value,
        TypeActe.RESERVATIONS_FERMER.value,
        TypeActe.ABSENCE_DECLARER.value,
        TypeActe.ABSENCE_REPRENDRE.value,
    }
)
_D_UNE_SEULE = frozenset({TypeActe.ATTENTE_ACCEPTER.value, TypeActe.ATTENTE_DECLINER.value})
_D_INSCRIPTION = frozenset(a.value for a in TypeActe if a.value.startswith("inscription."))


def _coordonnee(libelle: str) -> Changement:
    """« mobile de Sophie : 06 12 → 07 34 », apart."""
    quoi, _, valeurs = libelle.partition(" : ")
    avant, _, apres = valeurs.partition(" → ")
    return Changement(quoi, avant, apres)


def _du_journal(faits: Mapping[str, Any]) -> str:
    """What the sealed act counts, where the bookings have changed since."""
    mots = (("reservees", "réservées"), ("majorees", "majorées"), ("attente", "en attente"), ("annulees", "annulées"))
    comptes = [f"{faits[cle]} {mot}" for cle, mot in mots if faits.get(cle)]
    du, au = (date.fromisoformat(faits[cle]) if faits.get(cle) else None for cle in ("du", "au"))
    periode = [] if du is None or au is None else [jour_mois(du) if du == au else f"{jour_mois(du)} → {jour_mois(au)}"]
    return " · ".join((*([", ".join(comptes)] if comptes else []), *periode))


def _repondue(
    ligne: LigneHistoire, faits: Mapping[str, Any], traces: Iterable[Trace], unites: Mapping[int, str], *, accepte: bool
) -> LigneHistoire:
    for t in traces:
        if t.reservation_id == faits["reservation"]:
            apres = "réservée" if accepte else "annulée"
            fait = Changement(f"{t.prenom} · {unites[t.unite_id]}", "en attente", apres, (t.jour,))
            return replace(ligne, detail=detail([fait]), changements=(fait,))
    return ligne


def _numeros(faits: Mapping[str, Any]) -> list[int]:
    """Registrations an act names."""
    return [int(x) for x in str(faits.get("inscriptions") or faits.get("inscription") or "").split(",") if x.strip()]


def _inscrits(s: Lecteur, ids: Collection[int]) -> dict[int, tuple[str, str]]:
    """Child and activity of these registrations."""
    sql = (
        "SELECT i.id, p.prenom, a.nom FROM inscription i JOIN personne p ON p.id = i.personne_id "  # noqa: S608 - integers
        f"JOIN activite a ON a.id = i.activite_id WHERE i.id IN ({en_liste(ids)})"
    )
    return {numero: (prenom, activite) for numero, prenom, activite in s.lignes(sql)} if ids else {}


def _inscriptions(faits: Mapping[str, Any], inscrits: Mapping[int, tuple[str, str]]) -> str:
    """« Léa · Restauration scolaire, Mercredi »."""
    par_enfant: dict[str, list[str]] = {}
    for prenom, activite in sorted({inscrits[numero] for numero in _numeros(faits) if numero in inscrits}):
        par_enfant.setdefault(prenom, []).append(activite)
    return ", ".join(f"{prenom} · {', '.join(activites)}" for prenom, activites in par_enfant.items())


def _sans_acte(traces: Sequence[Trace], dits: set[datetime], unites: dict[int, str]) -> list[LigneHistoire]:
    """Bookings asked at an instant no act of the household tells: the portal's, a file's, those of before."""
    muettes: dict[tuple[date, str], list[Trace]] = {}
    for t in traces:
        if t.demandee_le not in dits:
            muettes.setdefault((t.demandee_le.date(), t.origine), []).append(t)
    lignes = []
    for (_, origine), siennes in muettes.items():
        le = max(t.demandee_le for t in siennes)
        faits = [
            f for instant in sorted({t.demandee_le for t in siennes}) for f in changements(siennes, instant, unites, ())
        ]
        lignes.append(
            LigneHistoire(le, _SANS_ACTE.get(origine, _SANS_ACTE["guichet"]), "", detail(faits), tuple(faits))
        )
    return lignes
