"""Writing the demonstration families, with their history, in bulk inside one open transaction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from guichet.demonstration import semis_portail
from guichet.demonstration.chantier import Placee
from guichet.fiches.familles.imports import QuotientLu
from guichet.registres.familles import en_masse
from guichet.regles.comptoir.echeances import echeance_ouvree, ouvre
from guichet.regles.socle.domaine import EnvoiFactures, EtatPassage, EtatTache, NatureTache, Presence, RoleLien

if TYPE_CHECKING:
    from guichet.base.ecriture import Ecriture
    from guichet.demonstration.chantier import Chantier
    from guichet.demonstration.fiches import FamilleDemo, TacheDemo


def semer(s: Ecriture, chantier: Chantier, demos: Sequence[FamilleDemo]) -> list[int]:
    """Write these families; returns their identifiers. The search index is the caller's business."""
    placees = _familles(s, chantier, demos)
    _seconds_foyers(s, chantier, placees)
    _quotients(s, placees)
    semis_portail.semer(s, chantier, placees)
    _taches(s, chantier, placees)
    _visites(s, chantier, placees)
    return [placee.famille_id for placee in placees]


def _familles(s: Ecriture, chantier: Chantier, demos: Sequence[FamilleDemo]) -> list[Placee]:
    ids = en_masse.creer_familles(s, [demo.famille for demo in demos], le=chantier.maintenant)
    entrees: list[en_masse.Entree] = []
    for famille_id, demo in zip(ids, demos, strict=True):
        membres = demo.famille.membres
        entrees += [(famille_id, p, rang) for p, rang in zip(membres, en_masse.rangs(membres), strict=True)]
    personnes = en_masse.creer_membres(s, entrees, du=chantier.maintenant.date(), annee=chantier.annee)
    placees, debut = [], 0
    for famille_id, demo in zip(ids, demos, strict=True):
        fin = debut + len(demo.famille.membres)
        placees.append(Placee(demo, famille_id, tuple(personnes[debut:fin])))
        debut = fin
    depuis = [(p, chantier.il_y_a(jours=p.demo.anciennete)) for p in placees]
    s.ordres(
        "UPDATE famille SET creee_le = :le, envoi_factures = :envoi, envoi_depuis = :depuis WHERE id = :id",
        [
            {
                "id": p.famille_id,
                "le": le,
                "envoi": (EnvoiFactures.ELECTRONIQUE if p.demo.electronique else EnvoiFactures.PAPIER).value,
                "depuis": le.date() if p.demo.electronique else None,
            }
            for p, le in depuis
        ],
    )
    s.ordres(
        "UPDATE lien SET du = :du WHERE famille_id = :id", [{"id": p.famille_id, "du": le.date()} for p, le in depuis]
    )
    return placees


def _seconds_foyers(s: Ecriture, chantier: Chantier, placees: Sequence[Placee]) -> None:
    """Place the children of separated parents in their other household, the weeks the first does not have them."""
    par_code = {placee.demo.famille.code: placee for placee in placees}
    rangees = []
    for placee in placees:
        for ordre, second in enumerate(placee.demo.seconds):
            premiere = par_code[second.code]
            ancre = premiere.demo.famille.membres[second.rang].garde_ancre
            rangees.append(
                {
                    "personne_id": premiere.personnes[second.rang],
                    "famille_id": placee.famille_id,
                    "role": RoleLien.ENFANT.value,
                    "qualite": "",
                    "autorite_parentale": False,
                    "payeur": False,
                    "peut_chercher": False,
                    "urgence": False,
                    "garde_rythme": "1/2",
                    "garde_ancre": ancre + timedelta(weeks=1) if ancre else None,
                    "rang": ordre,
                    "du": chantier.il_y_a(jours=placee.demo.anciennete).date(),
                    "version": 1,
                }
            )
    en_masse.inserer(s, "lien", rangees)


def _quotients(s: Ecriture, placees: Sequence[Placee]) -> None:
    par_source: defaultdict[str, list[tuple[int, QuotientLu]]] = defaultdict(list)
    for placee in placees:
        if placee.demo.famille.quotient is not None:
            par_source[placee.demo.source_qf].append((placee.famille_id, placee.demo.famille.quotient))
    for source, entrees in par_source.items():
        en_masse.creer_quotients(s, entrees, source=source)


def _taches(s: Ecriture, chantier: Chantier, placees: Sequence[Placee]) -> None:
    fermes = frozenset(ligne[0] for ligne in s.lignes("SELECT jour FROM jour_ferie"))
    delai = chantier.commune.identifiants.delai_oubli_heures
    rangees = []
    for placee in placees:
        for tache in placee.demo.taches:
            demandee = _demandee(chantier.maintenant, tache, fermes)
            rangees.append(
                {
                    "nature": NatureTache.IDENTIFIANTS_OUBLIES.value,
                    "famille_id": placee.famille_id,
                    "personne_id": placee.personnes[tache.rang],
                    "demandee_le": demandee,
                    "echeance": echeance_ouvree(demandee, delai, fermes),
                    "etat": EtatTache.A_FAIRE.value,
                    "faite_par": "",
                    "detail": "",
                }
            )
    en_masse.inserer(s, "tache", rangees)


def _demandee(maintenant: datetime, tache: TacheDemo, fermes: frozenset[date]) -> datetime:
    """Go back so many working days; today itself, when closed, is already one."""
    instant, reste = maintenant, tache.jours_ouvres
    while reste:
        instant -= timedelta(days=1)
        reste -= ouvre(instant.date(), fermes)
    return instant + timedelta(minutes=tache.decalage)


def _visites(s: Ecriture, chantier: Chantier, placees: Sequence[Placee]) -> None:
    visites = [(placee, visite) for placee in placees for visite in placee.demo.visites]
    # The oldest first: numbers follow time, as those of a real day.
    visites.sort(key=lambda paire: -paire[1].minutes)
    ids = en_masse.reserver(s, "passage", len(visites))
    passages, actes = [], []
    for passage_id, (placee, visite) in zip(ids, visites, strict=True):
        ouvert = chantier.il_y_a(minutes=visite.minutes)
        fin = ouvert + timedelta(minutes=6)
        clos = visite.etat is EtatPassage.CLOS
        passages.append(
            {
                "id": passage_id,
                "famille_id": placee.famille_id,
                "agent": visite.agent,
                "poste": visite.poste,
                "presence": Presence.SUR_PLACE.value,
                "personne_id": placee.personnes[0],
                "etat": visite.etat.value,
                "ouvert_le": ouvert,
                "suspendu_le": None if clos else fin,
                "clos_le": fin if clos else None,
            }
        )
        actes += [
            {"passage_id": passage_id, "le": ouvert + timedelta(minutes=2), "libelle": libelle}
            for libelle in visite.actes
        ]
    en_masse.inserer(s, "passage", passages)
    en_masse.inserer(s, "acte_passage", actes)
