"""`guichet remplacer-cle`: another key for a base whose key is lost, or was seen by somebody else (decision 0018)."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from guichet.base import transaction
from guichet.base.controle import REVISION
from guichet.base.sceaux import sceller_tout
from guichet.erreurs import IntegriteRompue, UsageIncorrect
from guichet.erreurs.acces import CodeSecoursRefuse, ConnexionRefusee
from guichet.erreurs.base import CleDeBaseAbsente
from guichet.fiches.socle.cle_de_base import CleRemplacee, EtatCleDeBase
from guichet.fiches.socle.verification import Anomalie
from guichet.registres.comptoir import actes, admission
from guichet.registres.offre import modernisation
from guichet.registres.portail import reemissions
from guichet.registres.socle import chaine, sceaux
from guichet.registres.socle.cle import remplacement, secours
from guichet.registres.socle.temoins import restauration
from guichet.regles.socle import code_secours
from guichet.regles.socle.actes import TypeActe
from guichet.regles.socle.droits import Role
from guichet.secrets import garder_remplacante

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from guichet.base import Base
    from guichet.base.ecriture import Ecriture
    from guichet.contexte import Contexte
    from guichet.fiches.socle.verification import RapportVerification
    from guichet.registres.socle.acte import Acte


def examiner(ctx: Contexte, relire: Callable[[Base], RapportVerification]) -> EtatCleDeBase:
    """Say what stands before another key is made: nobody is logged in, nothing is written.

    Args:
        ctx: the base.
        relire: the checks of `guichet verifier`.

    Raises:
        UsageIncorrect: a training base, or no key and no recovery code: nothing proves who asks.
        SecretsIndisponibles: the key may be there, behind a keyring that is locked.
    """
    if ctx.formation:
        raise UsageIncorrect("Une base de formation ne se garde pas : « guichet demo » la refait.")
    presente = _presente(ctx)
    with ctx.lecture() as s:
        if not presente and secours.garde(s) is None:
            raise UsageIncorrect(
                "Cette base n’a pas de code de secours, et la clé n’est pas sur cette machine : rien ne prouverait que "
                "c’est vous. Retrouvez le fichier de clés, ou remettez par « guichet restaurer » une sauvegarde dont "
                "vous avez la clé."
            )
        cles = reemissions.vivantes(s)
    anomalies, lignes = _lignes_du_journal(ctx), 0
    if ctx.base.revision == REVISION:
        # Without the key, that seals are not read is what this is about.
        anomalies = tuple(a for a in relire(ctx.base).anomalies if presente or a.controle != "sceaux")
        lignes = _lignes(ctx)
    return EtatCleDeBase(presente=presente, anomalies=anomalies, lignes=lignes, cles=cles)


@transaction
def remplacer(
    ctx: Contexte, *, identifiant: str, mot_de_passe: str, code: str = "", connues: Sequence[str] = ()
) -> CleRemplacee:
    """Seal the base anew with another key: kept first, then everything in one transaction.

    Every living Clé Enfance is void (its hash was made with the former key), every session ends. Without the former
    key the seals of before are not read, and the base says so for ever.

    Args:
        ctx: the base.
        identifiant: an administrator's.
        mot_de_passe: theirs.
        code: the recovery code, asked where the key is not there; it serves once.
        connues: what `examiner` found, which the administrator goes over; written in the act.

    Raises:
        ConnexionRefusee, CodeSecoursRefuse: not an administrator's password, or not the code.
        IntegriteRompue: seals are untrue, and nobody was told.
        SecretsIndisponibles: the new key cannot be kept: nothing was changed.
    """
    from guichet.registres.socle import hachage

    presente = _presente(ctx)
    bon, garde, administre = _lus(ctx, identifiant, mot_de_passe)
    code_bon = hachage.conforme(garde, code_secours.lire(code)) if not presente else True
    if not presente and not (bon and code_bon and administre):
        raise _refus_sans_cle()
    suivant = "" if presente else code_secours.tirer()
    hache_suivant = hachage.hacher(suivant) if suivant else ""
    empreinte = garder_remplacante(ctx.secrets, ctx.base_id) if bon else ""
    acte = ctx.acte()
    neuve = _Neuve(empreinte, suivant, hache_suivant, presente, tuple(connues))
    if ctx.base.revision != REVISION:
        return _sur_une_ancienne(ctx, acte, neuve, identifiant, bon, garde)
    faite = None
    with ctx.ecriture() as s:
        # Before anything is written: what this transaction touches is no longer what its seal says.
        fautes = _fautes(s, ctx.base) if presente else []
        agent = _admis(s, acte, identifiant, bon, presente=presente, garde=garde)
        if agent is not None:
            if neuves := [f for f in fautes if f not in connues]:
                raise IntegriteRompue(f"{neuves[0]} La clé n’a pas été remplacée : voyez « guichet verifier ».")
            juste = not (fautes if presente else remplacement.marquee(s))
            faite = _donner(s, replace(acte, agent=agent.identifiant), ctx.base, neuve, juste=juste)
    if faite is None:
        raise _refus() if presente else _refus_sans_cle()
    return faite


@dataclass(frozen=True, slots=True)
class _Neuve:
    """The key that is given, with what goes with it."""

    empreinte: str
    code: str = field(repr=False)
    hache_code: str = field(repr=False)
    verifies: bool
    constats: tuple[str, ...]


def _sur_une_ancienne(
    ctx: Contexte, acte: Acte, neuve: _Neuve, identifiant: str, bon: str | bool, garde: str | None
) -> CleRemplacee:
    """The same, of a base that is brought to this program's schema in the same transaction: it could not be before."""
    faites: list[CleRemplacee] = []

    def remplacer(s: Ecriture, scellee: bool, moderniser: Callable[[int], None]) -> None:
        agent = _admis(s, acte, identifiant, bon, presente=False, garde=garde)
        if agent is None:
            raise _refus_sans_cle()
        juste = not (scellee and remplacement.marquee(s))
        sien = replace(acte, agent=agent.identifiant)
        faites.append(_donner(s, sien, ctx.base, neuve, juste=juste, avant=moderniser))

    modernisation.moderniser(ctx.base, poste=acte.poste, le=acte.le, remplacer=remplacer)
    if not faites:
        # Another workstation did it while this one waited.
        raise _refus_sans_cle()
    return faites[0]


def _donner(
    s: Ecriture,
    acte: Acte,
    base: Base,
    neuve: _Neuve,
    *,
    juste: bool,
    avant: Callable[[int], None] = lambda _: None,
) -> CleRemplacee:
    """Everything that another key is, in the transaction of whoever opened it."""
    sessions = remplacement.changer(s, acte, neuve.empreinte)
    revoquees = reemissions.revoquer(s, acte)
    if neuve.hache_code:
        secours.garder(s, neuve.hache_code)
    faits = {"verifies": neuve.verifies, "cles_revoquees": revoquees, "sessions_fermees": sessions}

    def dire(scellees: int) -> None:
        avant(scellees)
        trouve = {"hors_de_guichet": " ".join(neuve.constats)} if neuve.constats else {}
        tout: dict[str, str | int | bool | None] = {"scellees": scellees, **faits, **trouve}
        actes.tracer(s, acte, TypeActe.BASE_REMPLACER_CLE, objet=acte.base_id, faits=tout)

    scellees = sceller_tout(s, base.cle, dire, juste=juste, cle_neuve=True)
    return CleRemplacee(acte.agent, scellees, neuve.verifies, revoquees, sessions, neuve.code)


def _presente(ctx: Contexte) -> bool:
    with ctx.lecture() as s:
        try:
            ctx.base.cle(s)
        except CleDeBaseAbsente:
            return False
    return True


def _lignes_du_journal(ctx: Contexte) -> tuple[Anomalie, ...]:
    """What can be read of an older base, whose tables are not those of today: whether its journal is whole."""
    with ctx.lecture() as s:
        _, rupture = chaine.suivre(s)
    return () if rupture is None else (Anomalie("journal", rupture.phrase, rupture.ligne),)


def _lignes(ctx: Contexte) -> int:
    from models.invariants.scellees import NOMS

    with ctx.lecture() as s:
        return sum(int(s.lignes(f"SELECT count(*) FROM {table}")[0][0]) for table in NOMS)  # noqa: S608 - our own names


def _lus(ctx: Contexte, identifiant: str, mot_de_passe: str) -> tuple[str | bool, str | None, bool]:
    """The hash that the password is of, or False; the code's; whether they administer. Compared before any write."""
    from guichet.registres.socle import hachage

    with ctx.lecture() as s:
        agent = admission.lire(s, identifiant)
        garde = secours.garde(s)
    hache = None if agent is None else agent.hash
    return hachage.conforme(hache, mot_de_passe) and (hache or False), garde, _administre(agent)


def _admis(
    s: Ecriture, acte: Acte, identifiant: str, bon: str | bool, *, presente: bool, garde: str | None
) -> admission.Agent | None:
    """The administrator, on the row as it is now; a failure is counted where the key lets it be written."""
    if presente:
        agent = admission.admettre(s, acte, identifiant, bon)
    else:
        # Two secrets were right, one of 123 bits: a lock-out protects nothing more (decision 0014).
        agent = admission.lire(s, identifiant)
        if agent is None or agent.hash != bon or not agent.actif or secours.garde(s) != garde:
            return None
    return agent if _administre(agent) else None


def _administre(agent: admission.Agent | None) -> bool:
    return agent is not None and not agent.doit_changer and agent.role == Role.ADMINISTRATEUR.value


def _fautes(s: Ecriture, base: Base) -> list[str]:
    """What is wrong with the seals, in the sentences of `guichet verifier`."""
    return [a.phrase for a in sceaux.controler(s, base.cle, restauration.tete(s))[1]]


def _refus() -> ConnexionRefusee:
    return ConnexionRefusee(
        "Identifiant ou mot de passe incorrect, accès bloqué, ou qui n’est pas celui d’un administrateur : la clé "
        "n’a pas été remplacée."
    )


def _refus_sans_cle() -> CodeSecoursRefuse:
    return CodeSecoursRefuse(
        "Cet identifiant, ce mot de passe et ce code de secours ne sont pas, ensemble, ceux d’un administrateur de "
        "cette base : la clé n’a pas été remplacée."
    )
