"""F2 or F6 from the dossier: one person's sheet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from guichet.fiches.dossier.dossier import Dossier
from guichet.fiches.familles.doublons import Doublon
from guichet.fiches.familles.foyer import Membre
from guichet.fiches.familles.refus import DoublonsPossibles, FicheModifiee
from guichet.formats.mots import de
from guichet.regles.socle.domaine import LIBELLES, RoleLien
from guichet.regles.socle.droits import Droit
from screens.familles import personnes
from screens.familles.ressemblances import Ressemblances
from screens.formulaires.champs import ChampSaisie, Section
from screens.formulaires.formulaire import FormulaireBase
from screens.socle import mots

TITRES = {"responsable": "Nouveau responsable", "enfant": "Nouvel enfant", "contact": "Nouvelle personne à prévenir"}


class EcranMembre(FormulaireBase):
    """An adult, a child or a contact: added to a household, or modified without undoing what others write."""

    famille_id: int
    _membre: Membre | None = None
    _role = "responsable"
    _nom = ""
    _pai = ""

    def __init__(self) -> None:
        super().__init__()
        self._ressemblances = Ressemblances(self, lambda: [personnes.saisie(self._role, self.valeurs())])

    async def preparer(self, *, famille_id: int, lien_id: int | None = None, role: str = "responsable") -> None:
        """Read the sheet, or the family's name for a new one."""
        from guichet.services import familles
        from guichet.services.dossier import dossiers

        self.famille_id = self._ressemblances.famille_id = famille_id
        if lien_id is None:
            self._role = role
            dossier: Dossier = await self.lire(dossiers.lire, famille_id)
            self._nom = next((m.nom for m in (*dossier.responsables, *dossier.enfants)), "")
            return
        self._membre = await self.lire(dossiers.membre, lien_id)
        self._role = self._membre.role
        if self._membre.pai and self._avec_pai:
            # Opening the sheet of a child who has a PAI shows its detail: logged by the service (rule 31).
            self._pai = await self.ecrire(familles.voir_pai, lien_id=lien_id)

    @property
    def _avec_pai(self) -> bool:
        return self._role == RoleLien.ENFANT.value and Droit.VOIR_PAI in self.ctx.agent.droits

    @property
    def creation(self) -> bool:
        """F6, rather than F2."""
        return self._membre is None

    @property
    def titre(self) -> str:
        """Who it is about."""
        if self._membre is None:
            return TITRES[self._role]
        return f"{mots.qui(self._membre)} · {LIBELLES[RoleLien(self._role)]}"

    def sections(self) -> Sequence[Section]:
        """Fields of the role."""
        defauts: dict[str, str] = {}
        if self._membre is not None:
            valeurs = personnes.valeurs_de(self._membre)
        else:
            valeurs = {}
            if self._role != RoleLien.CONTACT.value:
                defauts["nom"] = self._nom
            defauts |= {"autorite_parentale": "oui", "payeur": "non", "pai": "non", "urgence": "non"}
            defauts["peut_chercher"] = "oui"
        if self._avec_pai:
            valeurs["pai_detail"] = self._pai
        return personnes.sections(self.ctx, self._role, valeurs, defauts)

    def avis(self, nom: str, valeur: str) -> str:
        """Mail domains and ages worth a second look."""
        return personnes.avis(self.ctx, self._role, nom, valeur)

    def doute(self, nom: str, valeur: str) -> str:
        """A name with digits, an age nobody has, a school the town has not."""
        return personnes.doute(self.ctx, self._role, nom, valeur)

    def quitte(self, saisie: ChampSaisie) -> None:
        """Whoever looks like somebody new is told while they are being typed."""
        if self.creation:
            self._ressemblances.suivre(saisie)
            classe, ecole, naissance = (self.saisie(n) for n in ("classe", "ecole", "naissance"))
            if saisie in (ecole, naissance) and classe and ecole and naissance:
                classe.placeholder = personnes.proposer_classe(self.ctx, naissance.retenue, ecole.retenue)

    @property
    def a_cote(self) -> str:
        """Who looks like them."""
        return self._ressemblances.a_cote

    async def enregistrer(self, valeurs: Mapping[str, str]) -> None:
        """Add or modify, then back to the dossier."""
        if self._membre is None:
            await self._ajouter(valeurs)
        else:
            await self._modifier(self._membre, valeurs)

    async def _modifier(self, membre: Membre, valeurs: Mapping[str, str]) -> None:
        from guichet.services import familles
        from screens.modales.repose import ecrire_sachant

        question = f"Cette fiche {de(membre.prenom)} change ce qui suit."
        quoi: dict[str, Any] = {"lien_id": membre.lien_id, "avant": self.depart, "apres": valeurs}
        try:
            if not await ecrire_sachant(self, familles.modifier_membre, titre=self.titre, question=question, **quoi):
                return
        except FicheModifiee as refus:
            if any(champ == "pai_detail" for champ, _, _ in refus.changements):
                # What another agent wrote of a PAI is shown again, and logged again (rule 31).
                relu = await self.ecrire(familles.voir_pai, lien_id=membre.lien_id)
                refus.changements = tuple((c, n, relu if c == "pai_detail" else v) for c, n, v in refus.changements)
            raise
        await self.revenir()

    async def _ajouter(self, valeurs: Mapping[str, str]) -> None:
        from guichet.services import familles

        saisie = personnes.saisie(self._role, valeurs)
        try:
            await self.ecrire(familles.ajouter_membre, famille_id=self.famille_id, saisie=saisie)
        except DoublonsPossibles as refus:
            choix = await self._choisir_doublon(refus.doublons)
            if isinstance(choix, Doublon) and choix.ancien:
                # Back with the sheet, the school and the account they had: a second person would have none of it.
                quoi = {"famille_id": self.famille_id, "saisie": saisie, "reprendre": choix.personne_id}
                await self.ecrire(familles.ajouter_membre, **quoi)
                await self.revenir()
                return
            if isinstance(choix, Doublon):
                await self.app.pop_screen()
                await self.aller("dossier", famille_id=choix.famille_id)
                return
            if choix is not True:
                return
            await self.ecrire(familles.ajouter_membre, famille_id=self.famille_id, saisie=saisie, malgre_doublons=True)
        await self.revenir()

    async def _choisir_doublon(self, doublons: Sequence[Doublon]) -> Doublon | bool | None:
        from screens.modales.doublons import ModaleDoublons

        if doublons[0].ancien:
            question = (
                "Cette personne a déjà été dans ce foyer. Est-ce elle qui revient ? Sa fiche, son école, son compte et "
                "son historique sont repris tels qu’ils étaient."
            )
            ouvrir = "reprendre" if all(d.ancien for d in doublons) else "choisir"
            modale = ModaleDoublons(doublons, question=question, creer="ajouter quelqu’un d’autre", ouvrir=ouvrir)
            return await self.demander(modale)
        question = "Cette personne ressemble à quelqu’un de déjà connu. Est-ce la même ?"
        if self._role == RoleLien.ENFANT.value:
            question += " Un enfant de parents séparés se rattache depuis son premier foyer (c, second foyer)."
        return await self.demander(ModaleDoublons(doublons, question=question, creer="ajouter quand même"))
