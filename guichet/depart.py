"""What the app reads in a thread once its first picture is out: settings, base, agent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from guichet.base import Adresse
    from guichet.base.poste.postes import Tenue
    from guichet.contexte import Contexte


@dataclass(frozen=True, slots=True)
class Depart:
    """An open base, with an agent on a training base."""

    contexte: Contexte
    touches: dict[str, str]
    theme: str
    inactivite_s: float
    avis: str
    """Notice to show once, "" when all is well: base migrated, clock behind…"""
    tenue: Tenue
    """The workstation, held until the program ends."""
    compte: str
    """Account and terminal of this process."""

    def signer(self, agent: str) -> None:
        """Say who sits here, for a counter that is refused this workstation."""
        self.tenue.signer(f"{agent} ({self.compte})" if agent else self.compte)


def preparer(adresse: Adresse, poste: str, agent: str | None, **entourage: Any) -> Depart:
    """Open the base; on a training base log `agent` in without a password.

    Args:
        adresse: the base.
        poste: name of the workstation; "" for GUICHET_POSTE, guichet.toml, else this terminal without a name.
        agent: who logs in without a password on a training base.
        entourage: clock, printer or secrets other than the machine's, for contexte.ouvrir.

    Raises:
        ErreurMetier: the refusals of contexte.ouvrir, a workstation held elsewhere, a wrong guichet.toml, an unknown
            training agent.
    """
    from guichet.base.poste.postes import tenir
    from guichet.config import lieu, lire_config
    from guichet.contexte import ouvrir

    config = lire_config()
    _refuser_touches(config.touches)
    ici = lieu(poste, config.poste)
    ctx = ouvrir(adresse, poste=ici.poste, terminal=ici.terminal, site=config.site or "", **entourage)
    if not ctx.site and ctx.commune.sites:
        from dataclasses import replace

        ctx = replace(ctx, site=ctx.commune.sites[0].code)
    if agent is not None and ctx.formation:
        from guichet.services.socle import agents

        ctx = ctx.pour(agents.connecter_formation(ctx, identifiant=agent))
    # Last: nothing after it may refuse, and leave the workstation held by nobody.
    tenue = tenir(adresse, ctx.ici, qui=ici.compte, depuis=ctx.maintenant())
    minutes = config.inactivite_minutes or ctx.commune.donnees.verrouillage_minutes
    depart = Depart(
        ctx,
        dict(config.touches),
        config.theme or "",
        60.0 * minutes,
        # Where the keys lie is the supervisor's: « guichet diagnostic » says it, and no agent can do anything of it.
        ctx.avis,
        tenue,
        ici.compte,
    )
    depart.signer(ctx.agent.nom)
    return depart


def _refuser_touches(touches: Mapping[str, str]) -> None:
    """A key that two commands share, or given to none, is told at once: at the counter it would just do nothing."""
    from guichet.commandes import fautes_de_touches

    if fautes := fautes_de_touches(touches):
        from guichet.config import chemin_config
        from guichet.erreurs.fichiers import ConfigInvalide, Faute
        from guichet.lecture_toml.lignes import Reperes

        fichier = chemin_config()
        reperes = Reperes(fichier.read_text(encoding="utf-8-sig"))
        raise ConfigInvalide(
            tuple(Faute(fichier.name, f"touches.{i}", reperes.ligne(("touches", i)), phrase) for i, phrase in fautes)
        )


def suivre(ctx: Contexte) -> None:
    """Do once somebody is logged in what need not wait for a key: load what writes, forget what must be forgotten.

    SQLAlchemy and the models cost half a second to import: better now, in a thread, than at the first act.
    """
    import models  # noqa: F401 - loaded for the first write
    from guichet.services.socle import entretien

    _ = ctx.base.moteur
    entretien.purger_consultations(ctx)
