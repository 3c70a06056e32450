"""Reading a family: the whole dossier in one snapshot, its history, one member's sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guichet.fiches.dossier.dossier import Dossier
from guichet.fiches.dossier.histoire import LigneHistoire
from guichet.fiches.familles.foyer import FicheQuotient, Membre
from guichet.registres.comptoir import taches
from guichet.registres.dossier import histoire, lecture, quinzaine
from guichet.registres.garde import appartenance
from guichet.registres.portail import comptes_portail
from guichet.registres.portail.cles_lues import de_famille as cles_de_famille
from guichet.regles.dossier.alertes import Faits, alertes
from guichet.regles.familles.completude import champs_manquants
from guichet.regles.reservations.absences_attendues import certificats_attendus
from guichet.regles.reservations.etats import EtatReservation
from guichet.regles.socle.domaine import RoleLien
from guichet.regles.socle.droits import Droit

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from guichet.base.lecture import Lecteur
    from guichet.contexte import Contexte

DEMARCHES = 6
HISTOIRE = 500
"""Acts shown in the history: several years of a family; beyond, the journal itself is consulted."""


def lire(ctx: Contexte, code_ou_id: str | int) -> Dossier:
    """The whole family as one screen shows it; of a child's other household, the code and nothing more (rule 32).

    Raises:
        DroitInsuffisant: the agent may not open dossiers.
        FamilleInconnue: no such code; near codes are named.
    """
    ctx.exiger(Droit.CONSULTER)
    maintenant, jour = ctx.maintenant(), ctx.aujourdhui()
    with ctx.lecture() as s:
        famille = lecture.famille(s, code_ou_id)
        membres = lecture.membres(s, famille.famille_id, jour)
        enfants = _de_role(membres, RoleLien.ENFANT)
        siens = _siens(s, famille.famille_id, enfants, jour)
        lue = quinzaine.lire(s, famille.famille_id, {e.personne_id for e in enfants}, jour, siens)
        quotient = lecture.quotient(s, famille.famille_id, jour)
        ses_comptes = tuple(comptes_portail.de_famille(s, famille.famille_id).values())
        cles = tuple(cles_de_famille(s, famille.famille_id, maintenant).values())
        a_faire = taches.a_faire(s, ctx.acte(), famille.famille_id)
        passage = lecture.passage(s, famille.famille_id, ctx.ici)
        demarches = lecture.demarches(s, famille.famille_id, DEMARCHES)
    responsables = _de_role(membres, RoleLien.RESPONSABLE)
    portail = ctx.commune.portail
    faits = Faits(
        maintenant=ctx.local(maintenant),
        responsables=responsables,
        enfants=enfants,
        quotient=quotient,
        comptes=ses_comptes,
        cles=cles,
        taches=a_faire,
        attentes=[c for c in lue.semaines.cases if c.etat == EtatReservation.EN_ATTENTE and c.jour >= jour],
        unites={u.unite_id: u.nom for u in lue.semaines.unites},
        certificats=tuple(certificats_attendus(lue.manques, maintenant)),
        pieces=lue.pieces,
        presents={p for p, leurs in siens.items() if jour in leurs},
        mots=ctx.commune.mots_portail,
        compte_obligatoire=portail.obligatoire,
        cle_requise="parent" in portail.modes_compte,
        voir_pai=Droit.VOIR_PAI in ctx.agent.droits,
        domaines_a_probleme=ctx.commune.domaines_a_probleme,
        residence=famille.residence,
    )
    return Dossier(
        famille=famille,
        nom=next((m.nom.upper() for m in (*responsables, *enfants)), ""),
        responsables=responsables,
        enfants=enfants,
        contacts=_de_role(membres, RoleLien.CONTACT),
        quinzaine=lue.semaines,
        quotient=_en_vigueur(quotient, jour),
        comptes=ses_comptes,
        cles=cles,
        taches=a_faire,
        alertes=alertes(faits),
        passage=passage,
        demarches=demarches,
        champs_manquants=champs_manquants(famille, responsables, enfants, courriel_exige=portail.courriel_obligatoire),
    )


def _siens(s: Lecteur, famille_id: int, enfants: Sequence[Membre], jour: date) -> dict[int, set[date]]:
    """Of each shared child, which days among today and those shown are this household's."""
    montres = {jour, *quinzaine.jours_montres(jour)}
    return {
        e.personne_id: appartenance.jours_du_foyer(s, famille_id, e.personne_id, montres)
        for e in enfants
        if e.partage(jour)
    }


def historique(ctx: Contexte, famille_id: int) -> tuple[LigneHistoire, ...]:
    """Former coordinates and acts of a family, newest first, in French, each with what it changed.

    Raises:
        DroitInsuffisant: the agent may not open dossiers.
        FamilleInconnue: no such household.
    """
    ctx.exiger(Droit.CONSULTER)
    with ctx.lecture() as s:
        famille = lecture.famille(s, famille_id)
        return tuple(histoire.lire(s, famille.famille_id, HISTOIRE))


def membre(ctx: Contexte, lien_id: int) -> Membre:
    """One person in a household, for their form.

    Raises:
        DroitInsuffisant: the agent may not open dossiers.
        MembreInconnu: the person is no longer there.
    """
    ctx.exiger(Droit.CONSULTER)
    with ctx.lecture() as s:
        return lecture.membre(s, lien_id, ctx.aujourdhui())


def _de_role(membres: Sequence[Membre], role: RoleLien) -> tuple[Membre, ...]:
    return tuple(m for m in membres if m.role == role.value)


def _en_vigueur(quotient: FicheQuotient | None, jour: date) -> FicheQuotient | None:
    return quotient if quotient is None or quotient.au is None or quotient.au >= jour else None
