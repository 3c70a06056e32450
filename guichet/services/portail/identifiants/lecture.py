"""The identifiers screen, and « Où êtes-vous bloqué ? »."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from guichet.fiches.portail.identifiants import Diagnostic, FicheIdentifiants, FicheResponsable, LigneRemise
from guichet.registres.comptoir import destinataires, taches
from guichet.registres.portail import cles_lues, comptes_portail, remise_identifiants
from guichet.regles.portail.blocage import Situation, diagnostiquer, perime
from guichet.regles.portail.compte_portail import EtatComptePortail, ModeComptePortail, mode_ordinaire
from guichet.regles.socle.domaine import Canal
from guichet.regles.socle.droits import Droit

if TYPE_CHECKING:
    from guichet.base.lecture import Lecteur
    from guichet.contexte import Contexte
    from guichet.fiches.comptoir.destinataires import Destinataire
    from guichet.fiches.portail.comptes_portail import FicheComptePortail


class _Remise(NamedTuple):
    personne_id: int
    le: datetime
    agent: str
    objet: str
    piece: str
    canal: str


def etat(ctx: Contexte, famille_id: int) -> FicheIdentifiants:
    """Every responsable of the household: account, Clé Enfance, last hand-over, what is due, what is in the way.

    Raises:
        ResponsableInconnu: no such household.
    """
    ctx.exiger(Droit.CONSULTER)
    with ctx.lecture() as s:
        acte = ctx.acte()
        adultes = destinataires.responsables(s, acte, famille_id)
        if not adultes:
            raise destinataires.aucun()
        adultes += destinataires.anciens(s, acte, adultes)
        par_personne = comptes_portail.de_famille(s, famille_id)
        cles = cles_lues.de_famille(s, famille_id, ctx.maintenant())
        reliees = cles_lues.utilisees(s, famille_id)
        remises = _remises(s, famille_id)
        dues = {t.personne_id: t for t in taches.a_faire(s, acte, famille_id)}
        anciens = _anciens(s, famille_id)
    fiches = []
    for a in adultes:
        compte = par_personne.get(a.personne_id)
        fiches.append(
            FicheResponsable(
                destinataire=a,
                compte=compte,
                anciens=anciens.get(compte.compte_id, ()) if compte else (),
                cle=cles.get(a.personne_id),
                derniere_remise=remises.get(a.personne_id),
                tache=dues.get(a.personne_id),
                mode=_mode(ctx, courriel=bool(a.courriel)).value,
                diagnostic=_diagnostic(ctx, compte, a, relie=a.personne_id in reliees),
            )
        )
    return FicheIdentifiants(
        famille_id=famille_id,
        code=adultes[0].code,
        responsables=tuple(fiches),
        modes=tuple(ctx.commune.portail.modes_compte),
    )


def exiger_remise(ctx: Contexte, famille_id: int, personne_id: int) -> None:
    """Refuse before any question what the write would refuse: nothing leaves the desk of who is not there (rule 16).

    Raises:
        SecretADistance: the visit is a telephone call, or nobody stands at the counter; ResponsableInconnu.
    """
    ctx.exiger(Droit.CONSULTER)
    with ctx.lecture() as s:
        acte = ctx.acte()
        a = destinataires.destinataire(s, acte, famille_id, personne_id)
        remise_identifiants.possible(s, acte, a, Canal.GUICHET)


def _diagnostic(ctx: Contexte, compte: FicheComptePortail | None, a: Destinataire, *, relie: bool) -> Diagnostic:
    if compte is None:
        situation = Situation(None, _mode(ctx, courriel=bool(a.courriel)), relie=relie, parti=not a.present)
    else:
        etat_compte = EtatComptePortail(compte.etat)
        situation = Situation(
            etat_compte,
            ModeComptePortail(compte.mode),
            perime=perime(etat_compte, compte.expire_le, ctx.maintenant()),
            etape=compte.etape,
            france_connect=compte.france_connect,
            relie=relie,
            parti=not a.present,
        )
    b = diagnostiquer(situation, ctx.commune.mots_portail)
    return Diagnostic(b.cause.value, b.phrase, b.geste, b.etape)


def _mode(ctx: Contexte, *, courriel: bool) -> ModeComptePortail:
    portail = ctx.commune.portail
    modes = [ModeComptePortail(m) for m in portail.modes_compte]
    return mode_ordinaire(modes, courriel=courriel, exige=portail.courriel_obligatoire)


def _remises(s: Lecteur, famille_id: int) -> dict[int, LigneRemise]:
    lues = s.lire(
        _Remise,
        "SELECT coalesce(p.fusionnee_dans, p.id) AS personne_id, r.le, r.agent, r.objet, r.piece, r.canal "
        "FROM remise r JOIN personne p ON p.id = r.personne_id WHERE r.famille_id IN "
        "(SELECT id FROM famille WHERE id = :famille_id OR fusionnee_dans = :famille_id) ORDER BY r.id",
        {"famille_id": famille_id},
    )
    return {lue.personne_id: LigneRemise(lue.le, lue.agent, lue.objet, lue.piece, lue.canal) for lue in lues}


def _anciens(s: Lecteur, famille_id: int) -> dict[int, tuple[str, ...]]:
    lignes = s.lignes(
        "SELECT i.compte_id, i.identifiant FROM identifiant_ancien i JOIN compte_portail c ON c.id = i.compte_id "
        "WHERE c.famille_id = :famille_id ORDER BY i.id",
        {"famille_id": famille_id},
    )
    anciens: dict[int, tuple[str, ...]] = {}
    for compte_id, identifiant in lignes:
        anciens[compte_id] = (*anciens.get(compte_id, ()), identifiant)
    return anciens
