"""Alerts about days booked: what waits for an answer, for a place, for a certificate."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from guichet.fiches.comptoir.taches import Alerte, FicheTache
from guichet.fiches.reservations.quinzaine import CaseQuinzaine
from guichet.formats import enumerer, instant_court, jour_court, pluriel
from guichet.formats.mots import ordinal
from guichet.regles.reservations.absences_attendues import CertificatAttendu


def alerte_place(tache: FicheTache, maintenant: datetime) -> Alerte:
    """A place offered, at a local instant: the family that sits here is asked now rather than called tomorrow."""
    limite = instant_court(tache.echeance.astimezone(maintenant.tzinfo))
    tard = tache.echeance <= maintenant
    return Alerte(
        code="place_proposee",
        niveau="attention",
        texte=f"place proposée : {tache.famille}",
        detail=f"{tache.detail}, {'réponse attendue depuis le' if tard else 'réponse avant le'} {limite}",
        explication=(
            f"Une place s’est libérée pour {tache.famille} : {tache.detail}. Demandez à la famille si elle la "
            "prend, puis notez sa réponse : Entrée sur cette alerte, ou la liste à traiter (Ctrl+E, de la recherche). "
            + (
                f"Le délai de réponse a fini le {limite} : la famille suivante attend."
                if tard
                else f"Sans réponse avant le {limite}, elle peut passer à la famille suivante."
            )
        ),
        objet=tache.tache_id,
    )


def alerte_certificat(attendu: CertificatAttendu, prenom: str) -> Alerte:
    """An absence that a certificate handed in now would justify."""
    limite = instant_court(attendu.avant)
    quand = jour_court(attendu.du) + (f" au {jour_court(attendu.au)}" if attendu.au != attendu.du else "")
    return Alerte(
        code="certificat_attendu",
        niveau="attention",
        texte=f"certificat attendu : {prenom}",
        detail=f"{attendu.unite} du {quand}, avant le {limite}",
        explication=(
            f"{prenom} a manqué {attendu.unite.lower()} du {quand} sans justificatif. Remis avant le {limite}, un "
            "certificat change ce que cette absence coûte : demandez-le maintenant et notez-le dans les absences."
        ),
        objet=attendu.personne_id,
        jour=attendu.du,
    )


def alerte_pieces(pieces: Sequence[str], prenom: str, personne_id: int) -> Alerte:
    """Demands with neither place nor rank until their documents are seen (source 1.9)."""
    lesquelles = ", ".join(pieces)
    return Alerte(
        code="pieces_manquantes",
        niveau="attention",
        texte=f"demande incomplète : {prenom}",
        detail=lesquelles,
        explication=(
            f"Ce qui est demandé pour {prenom} n’a ni place ni rang tant qu’il manque : {lesquelles}. "
            "Demandez-les maintenant et notez-les vues dans les inscriptions (r, puis l et p) : la demande prend "
            "alors sa place, ou son rang."
        ),
        objet=personne_id,
    )


def alertes_attente(
    attentes: Sequence[CaseQuinzaine], unites: Mapping[int, str], prenoms: Mapping[int, str]
) -> Iterator[Alerte]:
    """One alert for all who wait, each with its days; a place already offered is said elsewhere."""
    par_enfant: dict[int, list[CaseQuinzaine]] = {}
    for case in sorted((c for c in attentes if not c.proposee), key=lambda c: c.jour):
        par_enfant.setdefault(case.personne_id, []).append(case)
    if not par_enfant:
        return
    dites = [f"{prenoms[qui]} : {_jours(cases, unites)}" for qui, cases in par_enfant.items()]
    seul = len(par_enfant) == 1
    premiere = next(iter(par_enfant.values()))
    yield Alerte(
        code="en_attente",
        niveau="info",
        texte=f"{enumerer([prenoms[qui] for qui in par_enfant])} en liste d’attente",
        detail=_jours(premiere, unites) if seul else f"à partir du {jour_court(premiere[0].jour)}",
        explication=(
            f"Ces jours n’ont pas encore de place. {'. '.join(dites)}. Dites-le à la famille : elle sera appelée "
            "si une place se libère, et peut choisir un autre jour ou renoncer depuis le planning (r)."
        ),
        objet=next(iter(par_enfant)),
        jour=premiere[0].jour,
    )


def _jours(cases: Sequence[CaseQuinzaine], unites: Mapping[int, str]) -> str:
    """« Repas du ven. 27 nov., 1er »: the units of one day are one wait."""
    jours = {c.jour for c in cases}
    autres = f" et {pluriel(len(jours) - 1, 'autre jour', 'autres jours')}" if len(jours) > 1 else ""
    return f"{unites[cases[0].unite_id]} du {jour_court(cases[0].jour)}, {ordinal(cases[0].rang)}{autres}"
