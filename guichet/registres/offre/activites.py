"""Writes the activities a preset describes: groups, units, age bands, first version of the rules."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from guichet.formats import cle_recherche
from guichet.regles.offre.regles_activite import ReglesActivite

if TYPE_CHECKING:
    from guichet.base.ecriture import Ecriture
    from guichet.base.lecture import Lecteur
    from guichet.communes.activites import ActiviteModele, GroupeModele, UniteModele
    from guichet.communes.modele import Commune
    from guichet.communes.reglages import Service

SEANCE = "@"
"""Between the code of a group in the preset and the school or session it was written for."""

LONGUEUR = 40
"""Signs of the code of a group, and of a site."""

LONGUEUR_NOM = 100
"""Signs of the name of a group."""

_MARQUE = 6
"""Signs that tell apart two codes cut alike."""

_DEPUIS = date(2000, 1, 1)
"""The first rules explain what is imported from before the base."""


class Connu(NamedTuple):
    """A group of the base."""

    id_: int
    code: str
    nom: str
    site: str
    ecole: str
    session_du: date | None
    session_au: date | None

    def de(self, modele: str) -> bool:
        """Whether the model of that code stands for it, itself or by school or session."""
        if self.code == modele or self.code.startswith(modele + SEANCE):
            return True
        quoi = self.ecole or self.nom.rsplit(", ", 1)[-1]
        return self.code == abreger(f"{modele}{SEANCE}{cle(quoi)}", quoi)

    def commun(self, du: date, au: date) -> bool:
        """Whether it is the session of these days, moved by a calendar or not."""
        return self.session_du is not None and self.session_du <= au and du <= (self.session_au or au)


def creer(s: Ecriture, commune: Commune) -> list[str]:
    """Write the activities of the preset that the base does not know yet; returns their codes."""
    connues = {code for (code,) in s.lignes("SELECT code FROM activite")}
    creees = []
    for rang, modele in enumerate(commune.activites):
        service = commune.service(modele.service)
        if service is not None and service.code not in connues:
            _ecrire(s, commune, service, modele, rang)
            creees.append(service.code)
    return creees


def _ecrire(s: Ecriture, commune: Commune, service: Service, modele: ActiviteModele, rang: int) -> None:
    from models import Activite, RegleActivite

    activite = Activite(code=service.code, nom=service.nom, sigle=service.sigle, genre=service.genre, ordre=rang)
    s.add(activite)
    s.flush()
    assert activite.id is not None  # noqa: S101 - just flushed
    for ordre, u in enumerate(modele.unites):
        ecrire_unite(s, activite.id, u, ordre)
    s.add(
        RegleActivite(
            activite_id=activite.id,
            du=_DEPUIS,
            contenu=regles(commune, service, modele).en_json(),
            reference=modele.reference or commune.reference(service.code),
        )
    )
    # Groups of a holiday activity are its sessions: the calendar makes them (registres.offre.ouvertures).
    if modele.jours != "vacances":
        for groupe in modele.groupes:
            for code, nom, ecole in declinaisons(commune, groupe, {}):
                ecrire_groupe(s, activite.id, groupe, code=code, nom=nom, ecole=ecole)


def ecrire_unite(s: Ecriture, activite_id: int, modele: UniteModele, ordre: int) -> None:
    """Write one unit."""
    from models import Unite

    s.add(
        Unite(
            activite_id=activite_id,
            code=modele.code,
            nom=modele.nom,
            lettre=modele.lettre,
            debut_minute=modele.debut_minute,
            fin_minute=modele.fin_minute,
            ordre=ordre,
        )
    )


def declinaisons(commune: Commune, groupe: GroupeModele, connus: Mapping[str, Connu]) -> Iterator[tuple[str, str, str]]:
    """Code, name and school of each group a model stands for; `connus`: those the activity has, by their code."""
    if not groupe.par_ecole or not commune.ecoles:
        yield groupe.code, groupe.nom, groupe.ecole
        return
    pris = {code: connu.ecole for code, connu in connus.items()}
    for ecole in commune.ecoles:
        entier = f"{groupe.code}{SEANCE}{cle(ecole)}"
        # « Groupe scolaire Jean-Jacques Rousseau maternelle » and « … élémentaire » begin alike.
        code = coder(entier, ecole, {c: dite == ecole for c, dite in pris.items()})
        pris[code] = ecole
        yield code, ecole, ecole


def coder(entier: str, quoi: str, pris: Mapping[str, bool]) -> str:
    """Code of a group written for a school or a session: the one it has, cut where it is free, else told apart.

    Args:
        entier: its code, whole.
        quoi: name of the school or session.
        pris: codes of the activity, and whether each stands for that school or session.
    """
    coupe, marque = entier[:LONGUEUR], abreger(entier, quoi)
    return marque if marque in pris or not pris.get(coupe, True) else coupe


def abreger(entier: str, quoi: str) -> str:
    """A code too long, cut and told from another that begins alike by what it stands for."""
    debut = entier[: LONGUEUR - _MARQUE - 1]
    # Where the code of the model is cut too, another model's may begin alike.
    dit = quoi if SEANCE in debut else f"{entier} {quoi}"
    return f"{debut}-{hashlib.sha256(dit.encode()).hexdigest()[:_MARQUE]}"


def connus(s: Lecteur, activite_id: int) -> dict[str, Connu]:
    """Groups that an activity has, by their code."""
    sql = (
        "SELECT id AS id_, code, nom, site, ecole, session_du, session_au FROM groupe WHERE activite_id = :a AND active"
    )
    return {connu.code: connu for connu in s.lire(Connu, sql, {"a": activite_id})}


def ecrire_groupe(
    s: Ecriture,
    activite_id: int,
    modele: GroupeModele,
    *,
    code: str,
    nom: str,
    ecole: str = "",
    session: tuple[date, date] | None = None,
) -> int:
    """Write one group and its age bands; returns its id."""
    from models import Groupe

    groupe = Groupe(
        activite_id=activite_id,
        code=code,
        nom=nom[:LONGUEUR_NOM],
        site=modele.site or ecole[:LONGUEUR],
        ecole=ecole,
        age_min_mois=modele.age_min * 12,
        age_max_mois=modele.age_max * 12,
        classes=",".join(modele.classes),
        session_du=session[0] if session else None,
        session_au=session[1] if session else None,
    )
    s.add(groupe)
    s.flush()
    assert groupe.id is not None  # noqa: S101 - just flushed
    ecrire_quotas(s, activite_id, groupe.id, modele)
    return groupe.id


def ecrire_quotas(s: Ecriture, activite_id: int, groupe_id: int, modele: GroupeModele) -> None:
    """Write the age bands of a group for every unit of its activity, in place of those it had."""
    from models import QuotaAge

    s.ordre("DELETE FROM quota_age WHERE groupe_id = :g", {"g": groupe_id})
    for (unite_id,) in s.lignes("SELECT id FROM unite WHERE activite_id = :a", {"a": activite_id}):
        s.add_all(
            QuotaAge(
                groupe_id=groupe_id,
                unite_id=unite_id,
                nom=q.nom,
                age_min_mois=q.age_min * 12,
                age_max_mois=q.age_max * 12,
                places=q.places,
            )
            for q in modele.quotas
        )


def regles(commune: Commune, service: Service, modele: ActiviteModele) -> ReglesActivite:
    """Rules of an activity as the town's règlement states them."""
    rentree = commune.delais.rentree
    concernee = rentree is not None and (not rentree.services or service.code in rentree.services)
    return ReglesActivite(
        reservation=service.reservation,
        annulation=service.annulation,
        hors_delai=commune.delais.hors_delai,
        report=commune.delais.report_si_ferme,
        majoration_pourcent=commune.majoration.pourcent,
        majoration_centimes=commune.majoration.montant_centimes,
        majoration_texte=commune.majoration.texte,
        rentree_jusqu_au=rentree.jusqu_au if rentree is not None and concernee else "",
        rentree_couvre_vacances=rentree is not None and rentree.fenetre_couvre_vacances,
        ouvertures_reservation=service.ouvertures_reservation,
        arrivee_jours=service.arrivee_jours,
        age=modele.age,
        complet=modele.complet,
        incompatibles=modele.incompatibles,
        jointes=modele.jointes,
        pieces=commune.conditions_depot.pieces_exigees,
        piece_manquante=commune.conditions_depot.piece_manquante,
        rang_a_la_completude=commune.conditions_depot.rang_a_la_completude,
        absence_preavis=modele.absence_preavis,
        absence_certificat_heures=modele.absence_certificat_heures,
        absence_carence_jours=modele.absence_carence_jours,
        absence_consecutifs_min=modele.absence_consecutifs_min,
    )


def cle(texte: str) -> str:
    """A name as it stands in a code."""
    return re.sub(r"[^a-z0-9]+", "-", cle_recherche(texte)).strip("-")
