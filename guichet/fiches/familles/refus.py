"""Refusals about households that carry what is to be shown: who looks alike, what somebody else changed."""

from __future__ import annotations

from datetime import datetime

from guichet.erreurs.socle import ErreurMetier
from guichet.fiches.familles.doublons import Doublon
from guichet.formats import instant_court


class DoublonsPossibles(ErreurMetier):
    """People who look like those typed are known already: to be looked at, then opened or confirmed."""

    regle = "doublons"

    def __init__(self, doublons: tuple[Doublon, ...]) -> None:
        super().__init__(
            "Cette famille est peut-être déjà connue : ouvrez le dossier proposé, ou confirmez la création."
        )
        self.doublons = doublons


class PayeurADesigner(ErreurMetier):
    """Who pays goes, and several remain: who pays is asked, nothing was written."""

    regle = "payeur"

    def __init__(self, candidats: tuple[tuple[int, str], ...]) -> None:
        """Name them.

        Args:
            candidats: number and first name of each responsable who remains.
        """
        noms = " ou ".join(prenom for _, prenom in candidats)
        super().__init__(
            f"Cette personne recevait les factures du foyer : dites qui paie désormais, {noms}.", champ="payeur"
        )
        self.candidats = candidats


class FicheModifiee(ErreurMetier):
    """Another agent changed the sheet since this one opened it: nothing was written."""

    regle = "fiche modifiée"

    def __init__(
        self, changements: tuple[tuple[str, str, str], ...], *, par: str = "", le: datetime | None = None
    ) -> None:
        """State what changed.

        Args:
            changements: field, label, present value as shown.
            par: name of the agent who changed it, "" when unknown.
            le: instant of that change, in local time.
        """
        quoi = ", ".join(f"{libelle.lower()} « {valeur or 'vide'} »" for _, libelle, valeur in changements)
        auteur = f" par {par}" if par else ""
        quand = f" ({instant_court(le)})" if le else ""
        super().__init__(
            f"Cette fiche vient d’être modifiée{auteur}{quand} : {quoi}. "
            "Rien n’a été écrasé : relisez-la, puis validez de nouveau.",
            champ=changements[0][0],
        )
        self.changements = changements
        self.par = par
        self.le = le
