"""Giving an account a temporary password: the one way a secret comes to be (rules 14 and 16)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from guichet.erreurs.identifiants import CourrielRequis, ModeImpossible
from guichet.registres.comptoir import actes, taches
from guichet.registres.portail import comptes_portail, envois, noms_utilisateur, remise_identifiants
from guichet.regles.portail.blocage import gardee
from guichet.regles.portail.compte_portail import (
    LIBELLES_MODES,
    EtatComptePortail,
    Geste,
    ModeComptePortail,
    apres,
    mode_ordinaire,
)
from guichet.regles.socle import mot_de_passe
from guichet.regles.socle.actes import TypeActe
from guichet.regles.socle.domaine import Canal, PieceIdentite

if TYPE_CHECKING:
    from guichet.base.ecriture import Ecriture
    from guichet.fiches.comptoir.destinataires import Destinataire
    from guichet.registres.socle.acte import Acte
    from models import ComptePortail

_ACTES = {
    Geste.EMETTRE: (TypeActe.IDENTIFIANTS_EMETTRE, "Identifiants du portail émis, {canal}"),
    Geste.REINITIALISER: (TypeActe.IDENTIFIANTS_REINITIALISER, "Mot de passe du portail réinitialisé, {canal}"),
    Geste.RETABLIR: (TypeActe.IDENTIFIANTS_RETABLIR, "Compte du portail rétabli, nouveau mot de passe {canal}"),
}
"""What each gesture seals, and what the visit says of it."""
_CANAUX = {
    Canal.GUICHET: "remis en main propre",
    Canal.COURRIEL: "envoyé par courriel",
    Canal.COURRIER: "envoyé par courrier",
}


@dataclass(frozen=True, slots=True)
class SecretNeuf:
    """A password just drawn, what is stored of it, and what only the portal can read."""

    clair: str = field(repr=False)
    hache: str = field(repr=False)
    scelle: str | None = field(repr=False)

    def a_montrer(self, canal: Canal) -> str | None:
        """What the counter shows once: nothing when the portal can read the secret and mails it itself."""
        return None if canal is Canal.COURRIEL and self.scelle else self.clair


def tirer(acte: Acte) -> SecretNeuf:
    """Draw a temporary password; slow (argon2id): before the transaction."""
    from guichet.registres.socle import hachage

    clair = mot_de_passe.temporaire(politique=acte.commune.portail.politique)
    cle = acte.commune.portail.cle_publique_octets
    return SecretNeuf(clair, hachage.hacher(clair), envois.sceller(clair, cle) if cle else None)


def mode_choisi(acte: Acte, a: Destinataire, voulu: ModeComptePortail | None) -> ModeComptePortail:
    """How the account is made: one of the town's ways, the first by default.

    Handing over at the counter is open to whoever has no mail address, in every town: the counter is a full
    alternative to the portal (source 3.7), and nobody is turned away for want of an address (source 1.5).

    Raises:
        ModeImpossible: not one of the town's ways.
        CourrielRequis: by mail, to somebody who has no address.
    """
    modes = tuple(ModeComptePortail(m) for m in acte.commune.portail.modes_compte)
    mode = voulu or _ordinaire(acte, a, modes)
    if mode not in modes and not (mode is ModeComptePortail.GUICHET and not a.courriel):
        permis = " ou ".join(f"« {LIBELLES_MODES[m]} »" for m in modes)
        raise ModeImpossible(f"Cette commune ne crée pas les comptes ainsi : choisissez {permis}.", champ="mode")
    if mode is ModeComptePortail.COURRIEL and not a.courriel:
        raise CourrielRequis(
            f"{a.personne} n’a pas d’adresse de courriel, et le lien d’activation part par courriel : notez une "
            "adresse, ou choisissez la remise au guichet.",
            champ="mode",
        )
    return mode


def _ordinaire(acte: Acte, a: Destinataire, modes: tuple[ModeComptePortail, ...]) -> ModeComptePortail:
    """Where nobody chose; by mail without an address is refused rather than replaced, since one may be asked for."""
    if modes[0] is ModeComptePortail.COURRIEL:
        return ModeComptePortail.COURRIEL
    return mode_ordinaire(modes, courriel=bool(a.courriel), exige=acte.commune.portail.courriel_obligatoire)


def emettre(
    s: Ecriture,
    acte: Acte,
    a: Destinataire,
    secret: SecretNeuf,
    *,
    mode: ModeComptePortail,
    voulu: str | None,
    piece: PieceIdentite,
    canal: Canal,
) -> ComptePortail:
    """Issue identifiers: a new account, or one erased by the portal brought back.

    Raises:
        ModeImpossible: the parents of this town create their account themselves.
        TransitionImpossible: identifiers were issued already; IdentifiantRefuse: see noms_utilisateur.
    """
    if mode is ModeComptePortail.PARENT:
        raise ModeImpossible(
            "Ici, le parent crée lui-même son compte sur le portail : remettez-lui une Clé Enfance.",
            champ="mode",
        )
    compte = comptes_portail.de_personne(s, a.famille_id, a.personne_id)
    if compte is None:
        compte = nouveau(a, noms_utilisateur.choisir(s, acte, a, voulu), mode)
    else:
        # Refused before the identifier is looked at: the state explains better than a name taken by itself.
        apres(EtatComptePortail(compte.etat), Geste.EMETTRE)
        compte.mode = mode.value
        if voulu:
            renommer(s, acte, compte, noms_utilisateur.choisir(s, acte, a, voulu, compte_id=compte.id))
    return poser(s, acte, a, compte, secret, Geste.EMETTRE, piece=piece, canal=canal)


def poser(
    s: Ecriture,
    acte: Acte,
    a: Destinataire,
    compte: ComptePortail,
    secret: SecretNeuf,
    geste: Geste,
    *,
    piece: PieceIdentite,
    canal: Canal,
) -> ComptePortail:
    """Give the account a new temporary password, with everything that goes with it; the former one is void.

    Raises:
        TransitionImpossible, SecretADistance, CourrielRequis.
    """
    passage_id = remise_identifiants.verifier(s, acte, a, canal)
    comptes_portail.avancer(compte, geste)
    compte.hash = secret.hache
    compte.emis_le = acte.le
    compte.expire_le = acte.le + timedelta(days=acte.commune.identifiants.validite_jours)
    compte.doit_changer = acte.commune.portail.changement_force
    compte.etape = 0 if geste is Geste.EMETTRE else gardee(compte.etape)
    compte.emissions += 1
    comptes_portail.enregistrer(s, compte)
    envois.inscrire(s, acte, compte, geste, scelle=secret.scelle)
    remise_identifiants.inscrire(
        s, acte, a, objet=remise_identifiants.IDENTIFIANTS, piece=piece, canal=canal, passage_id=passage_id
    )
    taches.clore(s, acte, a)
    scelle, phrase = _ACTES[geste]
    actes.tracer(
        s,
        acte,
        scelle,
        a.famille_id,
        phrase.format(canal=_CANAUX[canal]),
        qui=a.personne_id,
        compte=compte.id,
        personne=a.personne_id,
        mode=compte.mode,
        canal=canal.value,
        piece=piece.value,
        emission=compte.emissions,
    )
    return compte


def renommer(s: Ecriture, acte: Acte, compte: ComptePortail, identifiant: str) -> str:
    """Give an account another identifier, keeping the former findable; returns the former, "" when unchanged."""
    from models import IdentifiantAncien

    ancien = compte.identifiant
    if ancien == identifiant:
        return ""
    s.add(IdentifiantAncien(compte_id=comptes_portail.numero(compte), identifiant=ancien, jusqu_au=acte.le))
    compte.identifiant = identifiant
    compte.identifiant_cle = noms_utilisateur.plier(identifiant)
    return ancien


def nouveau(a: Destinataire, identifiant: str, mode: ModeComptePortail) -> ComptePortail:
    """An account that was never issued, not written yet."""
    from models import ComptePortail

    return ComptePortail(
        personne_id=a.personne_id,
        famille_id=a.famille_id,
        identifiant=identifiant,
        identifiant_cle=noms_utilisateur.plier(identifiant),
        mode=mode.value,
        etat=EtatComptePortail.A_EMETTRE.value,
        version=0,
    )
