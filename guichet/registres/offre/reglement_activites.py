"""Brings the activities of the base to what a new règlement says of them: what is dated from a day on, the rest now."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace
from typing import TYPE_CHECKING

from guichet.erreurs.socle import insecables
from guichet.formats.jours import date_num, heure_du_jour
from guichet.registres.offre import activites, reglement_groupes
from guichet.registres.offre.reglement import dire
from guichet.regles.offre.regles_activite import ReglesActivite, depuis_json

if TYPE_CHECKING:
    from guichet.communes.activites import ActiviteModele
    from guichet.registres.offre.reglement_chantier import Chantier

# Beside values of the file, which nobody typesets.
_PARTI = insecables("plus au fichier :")


def appliquer(c: Chantier) -> None:
    """Write what the file changes of the activities; the caller undoes it all when something stands against it."""
    ids: dict[str, int] = dict(c.s.lignes("SELECT code, id FROM activite"))
    anciens = {modele.service: modele for modele in c.avant.activites}
    for rang, modele in enumerate(c.apres.activites):
        if modele.service in ids:
            _activite(c, rang, modele, anciens.get(modele.service, modele), ids[modele.service])
    for code in activites.creer(c.s, c.apres):
        service = c.apres.service(code)
        c.noter("ajoute", f"activites.{code}", "", service.nom if service else code)
    for code in ids.keys() - {modele.service for modele in c.apres.activites}:
        c.noter(
            "garde",
            f"activites.{code}",
            "ses jours ouverts",
            f"{_PARTI} l’an prochain ne s’ouvrira pas",
        )


def _activite(c: Chantier, rang: int, modele: ActiviteModele, ancien: ActiviteModele, activite_id: int) -> None:
    cle = f"activites.{modele.service}"
    service = c.apres.service(modele.service)
    ((nom, sigle, genre),) = c.s.lignes("SELECT nom, sigle, genre FROM activite WHERE id = :a", {"a": activite_id})
    assert service is not None  # noqa: S101 - the reader checked it
    for quoi, avant, apres in (("genre", genre, service.genre), ("jours", ancien.jours, modele.jours)):
        if avant != apres:
            c.refus.append(
                f"{cle}.{quoi} : « {avant} » fait les jours déjà ouverts et réservés. Gardez-le, et "
                "décrivez l’autre sorte de jours comme une activité nouvelle."
            )
    renomme = [c.sans_date(f"{cle}.nom", nom, service.nom), c.sans_date(f"{cle}.sigle", sigle, service.sigle)]
    if any(renomme):
        c.s.ordre(
            "UPDATE activite SET nom = :nom, sigle = :sigle, version = version + 1 WHERE id = :a",
            {"nom": service.nom, "sigle": service.sigle, "a": activite_id},
        )
    c.s.ordre("UPDATE activite SET ordre = :rang WHERE id = :a", {"rang": rang, "a": activite_id})
    nouvelles = _unites(c, cle, modele, activite_id)
    reglement_groupes.appliquer(c, cle, modele, ancien, activite_id, nouvelles=nouvelles)
    _regles(c, cle, modele, ancien, activite_id)


def _unites(c: Chantier, cle: str, modele: ActiviteModele, activite_id: int) -> bool:
    """Whether units were added."""
    lues = {
        code: (id_, nom, lettre, debut, fin)
        for code, id_, nom, lettre, debut, fin in c.s.lignes(
            "SELECT code, id, nom, lettre, debut_minute, fin_minute FROM unite WHERE activite_id = :a",
            {"a": activite_id},
        )
    }
    for ordre, u in enumerate(modele.unites):
        ici = f"{cle}.unites[{u.code}]"
        if u.code not in lues:
            activites.ecrire_unite(c.s, activite_id, u, ordre)
            c.noter("ajoute", ici, "", u.nom)
            continue
        id_, nom, lettre, debut, fin = lues[u.code]
        heures, neuves = (
            f"{heure_du_jour(debut)}-{heure_du_jour(fin)}",
            f"{heure_du_jour(u.debut_minute)}-{heure_du_jour(u.fin_minute)}",
        )
        change = [c.sans_date(f"{ici}.nom", nom, u.nom), c.sans_date(f"{ici}.lettre", lettre, u.lettre)]
        if heures != neuves and c.attendus.unite_tenue(c.s, id_, c.le):
            c.refus.append(
                f"{ici} : des enfants sont attendus de {heures}. Gardez ces heures, et décrivez une unité nouvelle."
            )
        else:
            change.append(c.sans_date(f"{ici}.heures", heures, neuves))
        if any(change):
            c.s.ordre(
                "UPDATE unite SET nom = :nom, lettre = :lettre, debut_minute = :de, fin_minute = :a WHERE id = :id",
                {"nom": u.nom, "lettre": u.lettre, "de": u.debut_minute, "a": u.fin_minute, "id": id_},
            )
        c.s.ordre("UPDATE unite SET ordre = :ordre WHERE id = :id", {"ordre": ordre, "id": id_})
    codes = {u.code for u in modele.unites}
    for code in lues.keys() - codes:
        c.noter("garde", f"{cle}.unites[{code}]", lues[code][1], f"{_PARTI} ses jours ouverts restent")
    return bool(codes - lues.keys())


def _regles(c: Chantier, cle: str, modele: ActiviteModele, ancien: ActiviteModele, activite_id: int) -> None:
    """A dated version with what the file changes; what an agent set since by `activites regler` stays, and is told."""
    from models import RegleActivite

    ligne = c.s.une(
        "SELECT du, contenu FROM regle_activite WHERE activite_id = :a ORDER BY du DESC LIMIT 1", {"a": activite_id}
    )
    actuelles = depuis_json(ligne[1]) if ligne else ReglesActivite()
    service, avant = c.apres.service(modele.service), c.avant.service(modele.service)
    assert service is not None  # noqa: S101 - the reader checked it
    voulues = activites.regles(c.apres, service, modele)
    dites = activites.regles(c.avant, avant, ancien) if avant is not None else actuelles
    changees = {x: getattr(voulues, x) for x in _champs() if getattr(voulues, x) != getattr(dites, x)}
    for champ in _champs():
        tenue, voulue = getattr(actuelles, champ), getattr(voulues, champ)
        if champ in changees and tenue != voulue:
            c.noter("change", f"{cle}.{champ}", tenue, voulue)
        elif champ in _DU_FICHIER and tenue != voulue:
            c.noter("garde", f"{cle}.{champ}", tenue, f"{dire(voulue)} au fichier, réglé depuis")
    nouvelles = replace(actuelles, **changees)
    article, dit = (m.reference or r.reference(modele.service) for m, r in ((modele, c.apres), (ancien, c.avant)))
    if article != dit:
        c.noter("change", f"{cle}.reference", dit, article)
    if nouvelles == actuelles and article == dit:
        return
    if ligne is not None and ligne[0] >= c.le:
        c.refus.append(
            f"{cle} : ses règles changent déjà le {date_num(ligne[0])}. Chargez ce fichier à une date plus tardive."
        )
        return
    c.s.add(RegleActivite(activite_id=activite_id, du=c.le, contenu=nouvelles.en_json(), reference=article))


def _champs() -> Iterator[str]:
    return (champ.name for champ in fields(ReglesActivite))


_DU_FICHIER = frozenset(_champs()) - {
    "annulation_hors_delai",
    "absence_refus_jours",
    "absence_carence_si_tardif",
    "facture_justifiee",
    "facture_injustifiee",
}
"""Rules a preset can state; the others are set by `guichet activites regler` alone."""
