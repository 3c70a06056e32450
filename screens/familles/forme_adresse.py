"""What the two forms of an address share: a correction and a move."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from guichet.commandes import COMMANDES, nom_touche, touche_de
from guichet.fiches.dossier.dossier import Dossier
from guichet.regles.socle.domaine import LIBELLES, Residence
from guichet.textes import LIBELLES_CHAMPS
from screens.familles import lieux
from screens.formulaires.champs import Champ
from screens.formulaires.formulaire import FormulaireBase

DEMENAGER = next(c for c in COMMANDES if c.id == "dossier.demenager")
NOMS = ("adresse", "complement", "code_postal", "ville")
RESIDENCE = "residence"
REPONSES = {LIBELLES[r]: r.value for r in (Residence.COMMUNE, Residence.EXTERIEUR)}
"""What the family may answer, where its address does not tell."""


class FormulaireAdresse(FormulaireBase):
    """One address, the former kept in the history; whether the family lives in the town is worked out again."""

    famille_id: int
    _dossier: Dossier

    async def preparer(self, *, famille_id: int) -> None:
        """Read the household."""
        from guichet.services.dossier import dossiers

        self.famille_id = famille_id
        self._dossier = await self.lire(dossiers.lire, famille_id)

    def champs(self) -> Iterator[Champ]:
        """Address, flat, postal code, town."""
        famille = self._dossier.famille
        residence = LIBELLES[Residence(famille.residence)]
        touche = nom_touche(touche_de(DEMENAGER, self.guichet.touches))
        aides = {
            "adresse": f"À corriger : numéro et voie. La famille déménage ? Échap, puis {touche}.",
            "complement": "Bâtiment, appartement, chez…",
            "ville": f"Aujourd’hui : {residence}. La résidence est recalculée, les tarifs en dépendent.",
        }
        for nom in NOMS:
            choix = self.ctx.commune.villes if nom == "ville" else ()
            yield Champ(nom, LIBELLES_CHAMPS[nom], getattr(famille, nom), aides.get(nom, ""), choix, libre=True)

    def question(self) -> Iterator[Champ]:
        """Whether they live in the town, where nothing tells."""
        if self._dossier.famille.residence == Residence.INCONNUE:
            aide = "À demander : l’adresse ne le dit pas. Laissée vide, elle reste à confirmer."
            yield Champ(RESIDENCE, "Résidence", choix=tuple(REPONSES), aide=aide)

    def doute(self, nom: str, valeur: str) -> str:
        """A post code that is not that of the town."""
        del valeur
        return lieux.doute(self.ctx, nom, self.valeurs())

    @property
    def a_cote(self) -> str:
        """The address as it stands, to be read back while another is typed."""
        f = self._dossier.famille
        lignes = (f.adresse, f.complement, f"{f.code_postal} {f.ville}".strip())
        return "\n".join(["", "Adresse jusqu’ici :", *filter(None, lignes)])

    async def ecrire_adresse(
        self, service: Callable[..., Any], avant: Mapping[str, str], valeurs: Mapping[str, str]
    ) -> None:
        """Write through a service, once what rests on the residence was shown; then back to the dossier."""
        from screens.modales.repose import ecrire_sachant

        quoi: dict[str, Any] = {
            "famille_id": self.famille_id,
            "avant": {nom: avant[nom] for nom in NOMS},
            "apres": {nom: valeurs[nom] for nom in NOMS},
            "residence": REPONSES.get(valeurs.get(RESIDENCE, ""), ""),
        }
        question = "Cette adresse change ce qui suit."
        if await ecrire_sachant(self, service, titre="Adresse du foyer", question=question, **quoi):
            await self.revenir()
