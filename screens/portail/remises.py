"""What hands a secret over: identity seen first, the act, then what it gave, shown once (rule 16)."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

from guichet.formats.mots import de
from guichet.regles.portail.compte_portail import EtatComptePortail, ModeComptePortail
from guichet.regles.portail.mots import sans_autorite
from guichet.regles.socle.domaine import LIBELLES, PieceIdentite
from screens.modales.choisir import Choix, ModaleChoisir
from screens.modales.secrets import ModaleSecrets
from screens.socle.ecran import Poste

if TYPE_CHECKING:
    from guichet.fiches.portail.comptes_portail import FicheComptePortail
    from guichet.fiches.portail.identifiants import FicheResponsable, SecretsRemis

A_EMETTRE = (EtatComptePortail.A_EMETTRE.value, EtatComptePortail.EFFACE.value)


class Remises:
    """Issues accounts and Clés, and shows what they open."""

    def __init__(
        self, poste: Poste, modes: Callable[[], tuple[str, ...]], relire: Callable[[], Awaitable[None]]
    ) -> None:
        """Issue at a counter.

        Args:
            poste: asks and writes.
            modes: ways this town makes accounts.
            relire: reads the household again and draws it, once the secret was closed.
        """
        self._poste, self._modes, self._relire = poste, modes, relire

    async def generer(self, r: FicheResponsable) -> None:
        """An account, or a new password for the one there is."""
        from guichet.services.portail import identifiants

        if r.compte is None or r.compte.etat in A_EMETTRE:
            await self._remettre(identifiants.emettre, r, **qui(r), mode=self._mode_guichet(r))
        elif r.compte.etat == EtatComptePortail.SUSPENDU:
            await self.retablir(r, r.compte)
        else:
            quoi = {"compte_id": r.compte.compte_id, "version": r.compte.version}
            await self._remettre(identifiants.reinitialiser, r, avant=self._remplace(r), **quoi)

    async def retablir(self, r: FicheResponsable, compte: FicheComptePortail) -> None:
        """The suspension lifted, with a new password."""
        from guichet.services.portail import identifiants

        await self._remettre(identifiants.retablir, r, compte_id=compte.compte_id, version=compte.version)

    async def tout(self, r: FicheResponsable) -> None:
        """Identifiers and Clé on one slip, as at a first registration."""
        from guichet.services.portail import identifiants

        quoi: dict[str, Any] = {**qui(r), "mode": self._mode_guichet(r), "sans_autorite": not r.destinataire.autorite}
        quoi["cle_connue"] = r.cle.emission if r.cle else 0
        await self._remettre(identifiants.remettre_tout, r, avant=self._autorite(r) + self._remplace(r), **quoi)

    async def cle(self, r: FicheResponsable) -> None:
        """A Clé Enfance; the former one is void."""
        from guichet.services.portail import cles

        d = r.destinataire
        quoi: dict[str, Any] = {
            "famille_id": d.famille_id,
            "responsable_id": d.personne_id,
            "connue": r.cle.emission if r.cle else 0,
            "sans_autorite": not d.autorite,
        }
        await self._remettre(cles.emettre, r, avant=self._autorite(r), **quoi)

    def _autorite(self, r: FicheResponsable) -> str:
        """What is to be known before a Clé is given, said in the question that stands before it."""
        d = r.destinataire
        return "" if d.autorite else f"! {sans_autorite(d.personne, self._poste.ctx.commune.mots_portail)}\n\n"

    def _remplace(self, r: FicheResponsable) -> str:
        """A password in use is replaced by no reflex: who types the former one at home is locked out."""
        if r.compte is None or r.compte.etat in A_EMETTRE:
            return ""
        return f"! {r.destinataire.personne} a déjà un mot de passe : il ne marchera plus.\n\n"

    async def _remettre(
        self, service: Callable[..., SecretsRemis], r: FicheResponsable, *, avant: str = "", **quoi: Any
    ) -> None:
        """Identity, then the act, then what it gave, shown once; only closing it reads the page again.

        Read first, a base that fails at that moment would leave an account issued whose password nobody ever saw.
        """
        from guichet.services.portail import identifiants

        # Refused before anything is asked: on the telephone no document is looked at.
        await self._poste.lire(identifiants.exiger_remise, **qui(r))
        piece = await self._identite(r, avant)
        if piece is None:
            return
        await self._poste.demander(ModaleSecrets(await self._poste.ecrire(service, piece=piece, **quoi)))
        await self._relire()

    async def _identite(self, r: FicheResponsable, avant: str) -> PieceIdentite | None:
        pieces = [Choix(p.value, LIBELLES[p]) for p in PieceIdentite]
        question = f"{avant}Quelle pièce {de(r.destinataire.personne)} avez-vous vue ?"
        vue = await self._poste.demander(ModaleChoisir("Identité", pieces, question=question))
        return None if vue is None else PieceIdentite(vue)

    def _mode_guichet(self, r: FicheResponsable) -> ModeComptePortail:
        """At the counter the way that hands over a password is the natural one, when the town has it."""
        if ModeComptePortail.GUICHET.value in self._modes():
            return ModeComptePortail.GUICHET
        return ModeComptePortail(r.mode)


def qui(r: FicheResponsable) -> dict[str, Any]:
    """A responsable, as services name one."""
    return {"famille_id": r.destinataire.famille_id, "personne_id": r.destinataire.personne_id}
