"""Alternate custody of a child: the other household, the weeks and half of the holidays here, who pays here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from guichet.erreurs import SaisieInvalide
from guichet.fiches.recherche.resultats import LigneFamille
from guichet.formats.mots import citer, enumerer
from guichet.regles.familles.alternance import lire_partage
from guichet.regles.garde import dite
from guichet.regles.socle.code_famille import affiche, lectures
from screens.formulaires.blocs import Bloc
from screens.formulaires.champs import OUI_NON, Champ, ChampSaisie, Section
from screens.garde import champs
from screens.garde.forme import DONNES, FormulaireGarde
from screens.garde.projets import garde_reglee, reglage_voulu

AUTRE = Section("Autre foyer", ())


class EcranFoyer(FormulaireGarde):
    """The other household is found by its code or by any word; its address and debts stay its own (rule 32)."""

    def __init__(self) -> None:
        super().__init__(garde_reglee)

    @property
    def creation(self) -> bool:
        """Whether the child has one household still: what is settled already is otherwise read from the top."""
        return not self.fiche.enfant.autre_foyer

    @property
    def titre(self) -> str:
        """Which child, and what is being done."""
        return f"{super().titre} · {'second foyer' if self.creation else 'réglage'}"

    def sections(self) -> Sequence[Section]:
        """The other household when there is none, the weeks, the holidays, who pays."""
        autre = Champ(
            "autre_code",
            "Code de l’autre foyer",
            aide="Son code, ou un nom : Entrée ou F4 le cherche. S’il n’est pas connu, créez d’abord ce foyer.",
            exige=True,
            cherche=True,
        )
        return (
            *((Section(AUTRE.titre, (autre, *self._fratrie())),) if self.creation else ()),
            *champs.sections(self.fiche, self.ctx.aujourdhui()),
        )

    def _fratrie(self) -> list[Champ]:
        """Asked, never supposed: a half-brother has another second household, or none."""
        prenoms = enumerer([m.prenom for m in self.fiche.fratrie])
        aide = "Oui quand la garde est la même, entre les deux mêmes foyers ; sinon, un enfant après l’autre."
        champ = Champ("fratrie", f"Aussi pour {prenoms}", aide=aide, choix=OUI_NON, defaut="non")
        return [champ] if prenoms else []

    # What is meant, drawn and said with real dates

    def _typees(self, *noms: str) -> tuple[str, ...]:
        return tuple(s.retenue if (s := self.saisie(nom)) else "" for nom in noms)

    def aide_de(self, saisie: ChampSaisie) -> str:
        """Help of a field, then what it makes: the weeks, the coming holidays."""
        aide = [saisie.champ.aide]
        if saisie.champ.nom in {"garde_rythme", "garde_ancre"}:
            aide += self._dire_semaines()
        elif saisie.champ.nom in {"garde_moitie", "garde_alterne"}:
            aide += self._dire_vacances()
        elif saisie.champ.choix:
            aide.append("F4 : " + ", ".join(saisie.champ.choix))
        return "\n".join(aide)

    def _dire_semaines(self) -> list[str]:
        try:
            ici, ailleurs = dite.dire_semaines(
                *lire_partage(*self._typees("garde_rythme", "garde_ancre")), self.ctx.aujourdhui()
            )
        except SaisieInvalide as refus:
            return [refus.message]
        # No full stop: months end with one.
        return [f"Ici, semaines du {ici}", f"Ailleurs : {ailleurs}"]

    def _dire_vacances(self) -> list[str]:
        garde = self.en_projet()
        if garde is None:
            return []
        lu = self.fiche.calendrier
        suivantes = dite.prochaines(lu, self.ctx.aujourdhui())
        return [f"{dite.nom_vacances(v)} : {dite.dire_vacances(garde, lu, v)}" for v in suivantes]

    # Finding the other household

    async def choix_de(self, champ: Champ, texte: str) -> str | None:
        """F4: households that answer to what is typed."""
        if champ.nom != "autre_code":
            return await super().choix_de(champ, texte)
        return await self._chercher_foyer(texte)

    async def _chercher_foyer(self, texte: str) -> str | None:
        """Code of the household meant, its people named beside the title; asked for when several answer."""
        from guichet.services.recherche import boite
        from screens.modales.choisir import Choix, ModaleChoisir

        trouvees: tuple[LigneFamille, ...] = (await self.lire(boite.chercher, texte, limite=20)).lignes
        trouvees = trouvees or await self.lire(boite.proches, texte)
        autres = {affiche(f.code): f for f in trouvees if f.famille_id != self.famille_id}
        if not autres:
            phrase = f"Aucun autre foyer ne répond à {citer(texte)} : vérifiez, ou créez ce foyer par F6."
            await self.montrer_erreurs({"autre_code": phrase})
            return None
        code: str | None = next(iter(autres))
        if len(autres) > 1 or not lectures(texte):
            choix = [Choix(c, f"{c}  {f.famille}", f.enfants) for c, f in autres.items()]
            code = await self.demander(ModaleChoisir("Autre foyer", choix))
        if code is not None:
            self.query_one(f"#{AUTRE.id}", Bloc).intituler(f"{AUTRE.titre} · {autres[code].famille}")
        return code

    def action_suivant(self) -> None:
        """Entrée on the household looks for it before going on."""
        saisie = self.saisie("autre_code")
        if saisie is not None and saisie.has_focus and saisie.value.strip():
            self.faire(self._resoudre(saisie))
        else:
            super().action_suivant()

    async def _resoudre(self, saisie: ChampSaisie) -> None:
        code = await self._chercher_foyer(saisie.value)
        if code is not None:
            saisie.value = code
            saisie.cursor_position = len(code)
            super().action_suivant()

    async def enregistrer(self, valeurs: Mapping[str, str]) -> None:
        """Share the child or settle the custody, in one write, once what is booked on days given away has its fate."""
        from guichet.services.garde import alternee, rattachement
        from screens.modales.repose import ecrire_sachant

        voulu = reglage_voulu(self.fiche, self.ctx.aujourdhui(), valeurs)
        if self.creation:
            cree = await ecrire_sachant(
                self,
                rattachement.rattacher_enfant,
                titre="Garde alternée",
                question=DONNES,
                lien_id=self.lien_id,
                autre_code=valeurs["autre_code"],
                rythme=voulu.rythme,
                ancre=voulu.ancre,
                vacances=voulu.vacances,
                payeurs=voulu.payeurs,
                fratrie=[m.lien_id for m in self.fiche.fratrie] if valeurs.get("fratrie") == "oui" else (),
            )
            fait = cree is not None
        else:
            quoi: dict[str, Any] = {"lien_id": self.lien_id, "voulu": voulu, "avant": self.fiche.reglage}
            reglee = await ecrire_sachant(self, alternee.regler, titre="Garde alternée", question=DONNES, **quoi)
            fait = reglee is not None
        if not fait:
            return
        await self.revenir()
