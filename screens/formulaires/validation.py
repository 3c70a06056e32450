"""One attempt at a time to write a form: what is refused is said under its field, and nothing typed is lost."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence

from guichet.erreurs.saisie import SaisiesInvalides
from guichet.erreurs.socle import ErreurMetier
from guichet.fiches.familles.refus import FicheModifiee
from screens.formulaires.champs import ChampSaisie, hors_choix
from screens.formulaires.parcours import ZoneChamps
from screens.socle.ecran import Poste


class Validation:
    """Judges closed lists, then writes; a refusal goes to the field it names."""

    def __init__(
        self,
        poste: Poste,
        zone: Callable[[], ZoneChamps],
        depart: dict[str, str],
        enregistrer: Callable[[Mapping[str, str]], Awaitable[None]],
        douter: Callable[[str, str], str] = lambda _nom, _valeur: "",
    ) -> None:
        """Write a form.

        Args:
            poste: asks.
            zone: the fields, once they are there.
            depart: values the sheet held when it was read; follows what another agent has written since.
            enregistrer: writes through a service, or is refused.
            douter: what is surprising in a field, asked once before it is written; "" most often.
        """
        self._douter = douter
        self._admis: set[tuple[str, str]] = set()
        self._poste, self._zone, self._depart, self._enregistrer = poste, zone, depart, enregistrer
        self._en_cours = False

    def prendre(self) -> bool:
        """Begin an attempt; False while another is under way."""
        libre, self._en_cours = not self._en_cours, True
        return libre

    async def tenter(self) -> bool:
        """Write, or say why not; whether it was written.

        Raises:
            ErreurMetier: a refusal that no field of this form can carry.
        """
        zone = self._zone()
        try:
            await zone.oublier_fautes()
            saisies = [s for s in zone.saisies() if not s.intacte]
            fautes = {s.champ.nom: faute for s in saisies if (faute := hors_choix(s.champ, s.value))}
            if fautes:
                await self.montrer_erreurs(fautes)
            elif await self._admettre(saisies):
                await self._enregistrer(zone.valeurs())
                return True
        except SaisiesInvalides as refus:
            await self.montrer_erreurs(refus.erreurs)
        except FicheModifiee as refus:
            await self._expliquer_concurrence(refus)
        except ErreurMetier as refus:
            if zone.saisie(refus.champ) is None:
                raise
            await self.montrer_erreurs({refus.champ: refus.message})
        finally:
            self._en_cours = False
        return False

    async def _admettre(self, saisies: Sequence[ChampSaisie]) -> bool:
        """Ask once of what was typed and surprises; back to the first of them when it is not so."""
        from screens.modales.choisir import ModaleConfirmer

        lues = [(s, s.retenue) for s in saisies if s.value.strip()]
        doutes = {s: p for s, v in lues if (s.champ.nom, v) not in self._admis and (p := self._douter(s.champ.nom, v))}
        if not doutes:
            return True
        question = "\n".join([*dict.fromkeys(doutes.values()), "L’enregistrer ainsi ?"])
        modale = ModaleConfirmer("À vérifier", question, oui="enregistrer", non="corriger")
        if await self._poste.demander(modale) is True:
            self._admis |= {(s.champ.nom, s.retenue) for s in doutes}
            return True
        self._zone().viser(next(iter(doutes)))
        return False

    async def montrer_erreurs(self, erreurs: Mapping[str, str]) -> None:
        """Put each sentence under its field, and go to the first."""
        zone = self._zone()
        premier = await zone.noter_fautes(erreurs)
        autres = [p for n, p in erreurs.items() if zone.saisie(n) is None]
        if autres:
            from screens.modales.message import ModaleMessage

            await self._poste.demander(ModaleMessage("À corriger", "\n".join(autres), niveau="refus"))
        if premier is not None:
            zone.viser(premier)

    async def _expliquer_concurrence(self, refus: FicheModifiee) -> None:
        """Another agent was quicker: say what changed; what was typed stays, beside what the sheet now holds."""
        from screens.modales.message import ModaleMessage

        zone = self._zone()
        await self._poste.demander(ModaleMessage("Fiche modifiée entre-temps", refus.message, niveau="attention"))
        actuelles = {nom: actuelle for nom, _libelle, actuelle in refus.changements}
        zone.viser(await zone.rapprocher(self._depart, actuelles))
        self._depart |= {nom: valeur for nom, valeur in actuelles.items() if zone.saisie(nom) is not None}
