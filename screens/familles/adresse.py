"""The household's address: corrected, or changed because the family moved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from guichet.fiches.dossier.dossier import Dossier
from guichet.formats.mots import citer, cle_recherche
from guichet.regles.socle.domaine import LIBELLES, Residence
from guichet.textes import LIBELLES_CHAMPS
from screens.familles import lieux
from screens.formulaires.champs import Champ, ChampSaisie, Section
from screens.formulaires.formulaire import FormulaireBase

NOMS = ("adresse", "complement", "code_postal", "ville")
RESIDENCE = "residence"
REPONSES = {LIBELLES[r]: r.value for r in (Residence.COMMUNE, Residence.EXTERIEUR)}
"""What the family may answer, where its address does not tell."""


class EcranAdresse(FormulaireBase):
    """One address, the former kept in the history; whether the family lives in the town is worked out again."""

    famille_id: int
    _dossier: Dossier

    async def preparer(self, *, famille_id: int) -> None:
        """Read the household."""
        from guichet.services.dossier import dossiers

        self.famille_id = famille_id
        self._dossier = await self.lire(dossiers.lire, famille_id)

    @property
    def creation(self) -> bool:
        """The address stands already."""
        return False

    @property
    def titre(self) -> str:
        """Whose address."""
        return f"{self._dossier.nom} · adresse du foyer"

    def sections(self) -> Sequence[Section]:
        """The four lines."""
        famille = self._dossier.famille
        residence = LIBELLES[Residence(famille.residence)]
        aides = {
            "adresse": "Numéro et voie. L’ancienne adresse reste dans l’historique (h).",
            "complement": "Bâtiment, appartement, chez…",
            "ville": f"Aujourd’hui : {residence}. La résidence est recalculée, les tarifs en dépendent.",
        }
        champs = tuple(
            Champ(
                nom,
                LIBELLES_CHAMPS[nom],
                getattr(famille, nom),
                aide=aides.get(nom, ""),
                choix=self.ctx.commune.villes if nom == "ville" else (),
                libre=True,
            )
            for nom in NOMS
        )
        if famille.residence == Residence.INCONNUE:
            champs += (
                Champ(
                    RESIDENCE,
                    "Résidence",
                    choix=tuple(REPONSES),
                    aide="À demander : l’adresse ne le dit pas. Laissée vide, elle reste à confirmer.",
                ),
            )
        return (Section("Adresse", champs),)

    def quitte(self, saisie: ChampSaisie) -> None:
        """Another street: the flat of the former one is not that of the new one, and is said rather than kept."""
        complement = self.saisie("complement")
        if saisie.champ.nom != "adresse" or complement is None or not complement.intacte:
            return
        avant = complement.value
        if cle_recherche(saisie.value) != cle_recherche(self._dossier.famille.adresse):
            complement.value = ""
            complement.oublier_note()
            complement.noter(f"Vidé avec l’ancienne adresse, où c’était {citer(avant)}.")

    def doute(self, nom: str, valeur: str) -> str:
        """A post code that is not that of the town."""
        del valeur
        return lieux.doute(self.ctx, nom, self.valeurs())

    @property
    def a_cote(self) -> str:
        """The address as it stands, to be read back while the new one is typed."""
        f = self._dossier.famille
        lignes = (f.adresse, f.complement, f"{f.code_postal} {f.ville}".strip())
        return "\n".join(["", "Adresse jusqu’ici :", *filter(None, lignes)])

    async def enregistrer(self, valeurs: Mapping[str, str]) -> None:
        """Write what changed."""
        from guichet.services import familles
        from screens.modales.repose import ecrire_sachant

        avant, apres = dict(self.depart), dict(valeurs)
        avant.pop(RESIDENCE, None)
        dite = REPONSES.get(apres.pop(RESIDENCE, ""), "")
        quoi: dict[str, Any] = {"famille_id": self.famille_id, "avant": avant, "apres": apres, "residence": dite}
        question = "Cette adresse change ce qui suit."
        if await ecrire_sachant(self, familles.demenager, titre="Adresse du foyer", question=question, **quoi):
            await self.revenir()
