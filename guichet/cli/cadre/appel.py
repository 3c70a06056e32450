"""One call of one command: which base, which agent, which shape of output."""

from __future__ import annotations

import sys
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from guichet.cli.cadre import sortie
from guichet.erreurs import UsageIncorrect
from guichet.erreurs.acces import ConnexionRequise

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from types import TracebackType

    from guichet.base import Adresse
    from guichet.cli.cadre.sortie import Bloc, ColonneSortie
    from guichet.contexte import Contexte
    from guichet.impression import Edition

FORMATS = ("table", "json", "csv")


@dataclass
class Appel(AbstractContextManager["Appel"]):
    """Shared options as typed; the base is opened on first use and closed at the end."""

    base: str = ""
    agent: str = ""
    plain: bool = False
    format: str = "table"
    simulation: bool = False
    le: str = ""
    _ouvert: Contexte | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        if self.format not in FORMATS:
            msg = f"« {self.format} » n’est pas une forme de sortie : choisissez {', '.join(FORMATS)}."
            raise UsageIncorrect(msg, champ="format")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, sorte: type[BaseException] | None, erreur: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._ouvert is not None:
            self._ouvert.base.fermer()

    def adresse(self) -> Adresse:
        """Base named by the call, the environment, guichet.toml, or the user's own."""
        from guichet.cli.cadre.poste import adresse_par_defaut

        return adresse_par_defaut(self.base)

    def jour(self) -> date | None:
        """The day of `--le`, None when nothing was said."""
        return self.lire_jour(self.le, champ="le") if self.le else None

    def lire_jour(self, texte: str, *, champ: str) -> date:
        """A day as it is typed everywhere: in full, « 16/11 », « demain »; opens the base, whose clock says today.

        Raises:
            SaisieInvalide: not a day.
        """
        from guichet.regles.offre.jours_dits import lire_jour

        return lire_jour(texte, aujourdhui=self.ouvrir().aujourdhui(), champ=champ)

    def instant(self, ctx: Contexte) -> datetime:
        """The instant of what is noted: now, or noon of a past day named by `--le`.

        Raises:
            UsageIncorrect: a day to come; nothing that is noted has happened yet then.
        """
        jour = self.jour()
        if jour is None or jour == ctx.aujourdhui():
            return ctx.maintenant()
        if jour > ctx.aujourdhui():
            msg = f"Le {self.le} est à venir : ce qui se note a déjà eu lieu, corrigez --le."
            raise UsageIncorrect(msg, champ="le")
        from guichet.formats import PARIS

        return datetime.combine(jour, time(12), PARIS)

    def ouvrir(self, *, telle_quelle: bool = False) -> Contexte:
        """Open the base with nobody logged in yet; `telle_quelle`: an older one is not migrated."""
        if self._ouvert is None:
            from guichet.cli.cadre.poste import lieu_et_site
            from guichet.contexte import ouvrir

            ici, site = lieu_et_site()
            ctx = ouvrir(self.adresse(), poste=ici.poste, terminal=ici.terminal, site=site, telle_quelle=telle_quelle)
            if not site and ctx.commune.sites:
                ctx = replace(ctx, site=ctx.commune.sites[0].code)
            if ctx.avis:
                self.avertir(ctx.avis)
            self._ouvert = ctx
            if self.simulation:
                from guichet.base.simulation import BaseSimulee

                self._ouvert = replace(self._ouvert, base=BaseSimulee.de(self._ouvert.base))
        return self._ouvert

    def contexte(self) -> Contexte:
        """Open the base as the agent who acts.

        Raises:
            AgentRequis: a training base, and no agent was named.
            SessionRequise: a real base, and no session is open for that agent.
        """
        ctx = self.ouvrir()
        if ctx.formation:
            return self._en_formation(ctx)
        from guichet.services.socle import sessions

        courant = sessions.agent_de_session(ctx)
        if courant is None or (self.agent and self.agent != courant.identifiant):
            de = f" de « {self.agent} »" if self.agent else ""
            msg = (
                f"Aucune session{de} n’est ouverte dans ce terminal : commencez par « guichet connexion » "
                "(« guichet connexion --pour-script » pour un script)."
            )
            raise ConnexionRequise(msg)
        return ctx.pour(courant)

    def _en_formation(self, ctx: Contexte) -> Contexte:
        if not self.agent:
            msg = (
                "Dites qui vous êtes avec --agent : sur une base de formation, "
                "« demo » (tous les droits), « accueil » ou « regie »."
            )
            raise ConnexionRequise(msg)
        from guichet.services.socle import agents

        return ctx.pour(agents.connecter_formation(ctx, self.agent))

    def famille_id(self, ctx: Contexte, code: str) -> int:
        """Identify the household whose code was typed, with or without its check character."""
        from guichet.services.dossier import dossiers

        return dossiers.lire(ctx, code).famille.famille_id

    def lister(self, colonnes: Sequence[ColonneSortie], lignes: Sequence[Mapping[str, Any]], *, vide: str) -> None:
        """Put a list on stdout in the form asked for; `vide` is said on stderr when a table would be empty."""
        if not lignes and self.format == "table":
            self.avertir(vide)
            return
        sortie.liste(self.format, colonnes, lignes, plain=self.plain)

    def montrer(self, donnees: Mapping[str, Any], blocs: Callable[[], Sequence[Bloc]]) -> None:
        """Put a sheet on stdout: its data for a script, or its blocks for the eye."""
        if self.format == "table":
            sortie.blocs(blocs(), plain=self.plain)
        else:
            sortie.fiche(self.format, donnees)

    def dite(self, phrase: str, *, essai: bool = False) -> str:
        """An answer, headed where nothing is written: what follows is then what it would be, word for word."""
        mot = "Essai" if essai else "Simulation" if self.simulation else ""
        return f"{mot}, rien n’est écrit. La réponse serait :\n{phrase}" if mot else phrase

    def resultat(self, phrase: str, donnees: Mapping[str, Any], *blocs: Bloc, essai: bool = False) -> None:
        """Say what was done, or what would be done by a simulation or a trial (`--essai`)."""
        if self.format != "table":
            sortie.fiche(self.format, {**donnees, "simulation": self.simulation})
            return
        sortie.phrase(self.dite(phrase, essai=essai))
        sortie.blocs(blocs, plain=self.plain)

    def imprimer(self, ctx: Contexte, edition: Edition, fichier: str = "") -> None:
        """Print a paper, or save it in the file named; say where it went."""
        from guichet.services.socle import papiers

        self.avertir(papiers.imprimer(ctx, edition, chemin=Path(fichier) if fichier else None).message)

    def avertir_du_trousseau(self) -> None:
        """Say where the keys went on a machine without a keyring; at log-in, not at each command of a script."""
        if avis := self.ouvrir().secrets.avis:
            self.avertir(avis)

    def avertir(self, phrase: str) -> None:
        """Say something on stderr, apart from what the command gives."""
        sortie.phrase(phrase, sys.stderr)
