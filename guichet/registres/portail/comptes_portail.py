"""Portal accounts: found, moved from state to state, shown."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from guichet.erreurs.identifiants import ComptePortailInconnu, ComptePortailModifie
from guichet.fiches.portail.comptes_portail import FicheComptePortail
from guichet.formats import nom_affiche
from guichet.registres.socle.sql import en_mots
from guichet.regles.portail.compte_portail import EtatComptePortail, Geste, ModeComptePortail, apres

if TYPE_CHECKING:
    from guichet.base.ecriture import Ecriture
    from guichet.base.lecture import Lecteur
    from models import ComptePortail

_LIRE = (
    "SELECT c.id, c.personne_id, p.nom, p.prenom, c.identifiant, c.mode, c.etat, c.etape, c.emis_le, "
    "c.expire_le, c.doit_changer, c.active_le, c.cgu_version, c.cgu_le, c.france_connect, c.derniere_connexion, "
    "c.emissions, c.version FROM compte_portail c JOIN personne p ON p.id = c.personne_id "
)


CLOS = (EtatComptePortail.SUSPENDU, EtatComptePortail.EFFACE)
"""States that may stand beside a live account of the same person (ux_compte_personne)."""


class _Lu(NamedTuple):
    """An account as it is read, fields called as the model calls them."""

    id: int
    personne_id: int
    nom: str
    prenom: str
    identifiant: str
    mode: str
    etat: str
    etape: int
    emis_le: datetime | None
    expire_le: datetime | None
    doit_changer: bool
    active_le: datetime | None
    cgu_version: str
    cgu_le: datetime | None
    france_connect: bool
    derniere_connexion: datetime | None
    emissions: int
    version: int


def charger(s: Ecriture, compte_id: int, version: int | None = None) -> ComptePortail:
    """The account to change.

    Args:
        s: the open write transaction.
        compte_id: which one.
        version: the one the agent's screen was showing, None to take the account as it stands.

    Raises:
        ComptePortailInconnu: no such account.
        ComptePortailModifie: another workstation changed it meanwhile; a second secret would void the first unseen.
    """
    from models import ComptePortail

    compte = s.get(ComptePortail, compte_id)
    if compte is None:
        raise _inconnu()
    if version is not None and compte.version != version:
        raise ComptePortailModifie(
            "Ce compte vient d’être modifié à un autre poste : relisez-le (F5) avant d’en changer."
        )
    return compte


def de_personne(s: Ecriture, famille_id: int, personne_id: int) -> ComptePortail | None:
    """The account of a responsable in this household, or None; of two, the one that is not closed."""
    from sqlmodel import col, select

    from models import ComptePortail

    return s.exec(
        select(ComptePortail)
        .where(ComptePortail.famille_id == famille_id, ComptePortail.personne_id == personne_id)
        .order_by(col(ComptePortail.etat).in_(CLOS), col(ComptePortail.id))
    ).first()


def avancer(compte: ComptePortail, geste: Geste, *, fait: str = "") -> None:
    """Apply a gesture to the account's state; `fait` says who did that already, where it was done.

    Raises:
        TransitionImpossible: the account does not allow it now.
    """
    compte.etat = apres(EtatComptePortail(compte.etat), geste, mode=ModeComptePortail(compte.mode), fait=fait).value
    compte.version += 1


def oublier_secret(compte: ComptePortail) -> None:
    """Forget the temporary password: it opens nothing any more, or was replaced by the parent's own."""
    compte.hash = None
    compte.expire_le = None
    compte.doit_changer = False


def enregistrer(s: Ecriture, compte: ComptePortail) -> None:
    """Write the account inside the transaction."""
    s.add(compte)
    s.flush()


def numero(compte: ComptePortail) -> int:
    """Id of an account already written; before that, 0, which every foreign key refuses."""
    return compte.id or 0


def fiche(s: Lecteur, compte: ComptePortail) -> FicheComptePortail:
    """The account as shown, just after a change."""
    nom, prenom = s.une("SELECT nom, prenom FROM personne WHERE id = :id", {"id": compte.personne_id}) or ("", "")
    return _montrer(compte, numero(compte), nom, prenom)


def _montrer(compte: ComptePortail | _Lu, compte_id: int, nom: str, prenom: str) -> FicheComptePortail:
    return FicheComptePortail(
        compte_id=compte_id,
        personne_id=compte.personne_id,
        personne=nom_affiche(nom, prenom),
        identifiant=compte.identifiant,
        mode=compte.mode,
        etat=compte.etat,
        etape=compte.etape,
        emis_le=compte.emis_le,
        expire_le=compte.expire_le,
        doit_changer=compte.doit_changer,
        active_le=compte.active_le,
        cgu_version=compte.cgu_version,
        cgu_le=compte.cgu_le,
        france_connect=compte.france_connect,
        derniere_connexion=compte.derniere_connexion,
        emissions=compte.emissions,
        version=compte.version,
    )


def de_famille(s: Lecteur, famille_id: int) -> dict[int, FicheComptePortail]:
    """The accounts of a household by person, in a read snapshot; of two, the one that is not closed."""
    lus = s.lire(
        _Lu,
        f"{_LIRE}WHERE c.famille_id = :famille_id ORDER BY c.etat NOT IN ({en_mots(CLOS)}), c.id DESC",
        {"famille_id": famille_id},
    )
    return {lu.personne_id: _montrer(lu, lu.id, lu.nom, lu.prenom) for lu in lus}


def _inconnu() -> ComptePortailInconnu:
    return ComptePortailInconnu(
        "Ce compte n’existe pas : revenez au dossier de la famille et rouvrez ses identifiants."
    )
