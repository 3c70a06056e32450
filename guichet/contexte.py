"""What every service receives first: base, agent, workstation, clock, printer, secrets, town."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from guichet.accompli import dire
from guichet.base.controle import REVISION, ouvrir_base
from guichet.base.moteur import Base
from guichet.erreurs import DroitInsuffisant, IntegriteRompue
from guichet.erreurs.acces import DroitsChanges
from guichet.erreurs.base import REMEDE
from guichet.formats import PARIS
from guichet.regles.socle.acces import Acces, changement
from guichet.regles.socle.droits import Droit, Role, droits_de, phrase_refus

if TYPE_CHECKING:
    from guichet.base.adresse import Adresse
    from guichet.base.ecriture import Ecriture
    from guichet.base.lecture import Lecteur, Lecture
    from guichet.communes import Commune
    from guichet.impression import Imprimante
    from guichet.registres.socle.acte import Acte, Repondant
    from guichet.registres.socle.controles import Verification
    from guichet.secrets import Jetons, Secrets


def horloge_systeme() -> datetime:
    """Return the real time; the one place of the program where it is read."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class AgentCourant:
    """Who is acting. `droits` are verbs, checked in services."""

    identifiant: str
    nom: str
    role: Role | None
    droits: frozenset[Droit]
    tous_droits: bool = False


_ACCES = "SELECT role, tous_droits, doit_changer, actif FROM agent WHERE identifiant = :agent"

PERSONNE = AgentCourant("", "", None, frozenset())
"""Nobody has logged in yet: no right at all."""


@dataclass(frozen=True, slots=True)
class Contexte:
    """Frozen surroundings of an act. `agent` changes by `pour`, never in place."""

    base: Base
    base_id: str
    commune: Commune
    agent: AgentCourant
    poste: str
    site: str
    horloge: Callable[[], datetime]
    imprimante: Imprimante
    secrets: Secrets
    jetons: Jetons
    formation: bool
    terminal: str = ""
    """This terminal of this account, where the workstation has no name of its own; "": the name is the terminal."""
    avis: str = ""
    """What happened to the base as it was opened, to be told once; "" when nothing."""

    @property
    def ici(self) -> str:
        """Where visits are held: what no other running counter is (guichet.base.poste.postes)."""
        return self.terminal or self.poste

    @contextmanager
    def lecture(self) -> Iterator[Lecture]:
        """Open one read-only snapshot.

        Raises:
            DroitsChanges: the agent is no longer who logged in.
        """
        with self.base.lecture() as s:
            self._revoir(s)
            yield s

    @contextmanager
    def ecriture(self, *, attente: float | None = None) -> Iterator[Ecriture]:
        """Open the one write transaction of a service.

        Args:
            attente: longest wait for one's turn, in seconds; None: that of every act (guichet.base.file).

        Raises:
            DroitsChanges: the agent is no longer who logged in.
        """
        with self.base.ecriture(attente=attente) as s:
            self._revoir(s)
            yield s
        # Committed: what was done is true.
        dire(s.accompli)

    def _revoir(self, s: Lecteur) -> None:
        """Read the agent's rights again: what the service asked of them before is true of this very transaction."""
        role = self.agent.role
        if role is None:
            return
        ligne = s.une(_ACCES, {"agent": self.agent.identifiant})
        if ligne != (role, self.agent.tous_droits, False, True):
            raise DroitsChanges(changement(role, None if ligne is None else Acces(*ligne)))

    def maintenant(self) -> datetime:
        """Aware UTC instant."""
        return self.horloge().astimezone(UTC)

    def local(self, instant: datetime) -> datetime:
        """Convert the same instant to the town's local time."""
        return instant.astimezone(PARIS)

    def aujourdhui(self) -> date:
        """Local day."""
        return self.local(self.maintenant()).date()

    def pour(self, agent: AgentCourant) -> Contexte:
        """Make the same surroundings for another agent."""
        return replace(self, agent=agent)

    def exiger(self, droit: Droit) -> None:
        """Refuse an act the agent's role does not carry.

        Raises:
            DroitInsuffisant: names the verb and who has it.
        """
        if droit not in self.agent.droits:
            raise DroitInsuffisant(phrase_refus(droit))

    def acte(self) -> Acte:
        """What the registers receive: this agent, here, now. Taken once a transaction, so that all it writes agrees."""
        from guichet.registres.socle.acte import Acte

        return Acte(
            self.agent.identifiant,
            self.poste,
            self.maintenant(),
            self.commune,
            self.base_id,
            self.secrets,
            self.ici,
            repondants,
        )


def agent_courant(identifiant: str, nom: str, role: str, *, tous_droits: bool = False) -> AgentCourant:
    """Build the acting agent from its row."""
    sorte = Role(role)
    return AgentCourant(identifiant, nom, sorte, droits_de(sorte, tous=tous_droits), tous_droits)


def verifications() -> tuple[Verification, ...]:
    """What each subject checks of its own tables, asked by `guichet verifier`, which knows none of them."""
    from guichet.registres.familles import controles as familles
    from guichet.registres.offre import controles as offre
    from guichet.registres.portail import controles as portail
    from guichet.registres.recherche import controles as recherche

    return (offre.reglements, familles.familles, familles.fondus, portail.modes, portail.cles, recherche.index)


def repondants() -> tuple[Repondant, ...]:
    """Which subjects keep something that rests on people and their place: asked, then told, when one changes."""
    from guichet.registres.familles import repose as familles
    from guichet.registres.portail import repose as portail
    from guichet.registres.reservations import repose as reservations

    return (familles, portail, reservations)


def _mettre_a_jour(base: Base, poste: str, le: datetime) -> str:
    """Bring an older base to this program's schema, or finish what a kill left of it; returns what is to be told."""
    from guichet.registres.offre import modernisation

    if base.revision != REVISION:
        return modernisation.moderniser(base, poste=poste, le=le)
    if modernisation.inachevee(base):
        modernisation.reprendre(base, poste=poste, le=le)
    return ""


def ouvrir(
    adresse: Adresse,
    *,
    poste: str,
    terminal: str = "",
    site: str = "",
    horloge: Callable[[], datetime] = horloge_systeme,
    imprimante: Imprimante | None = None,
    secrets: Secrets | None = None,
    jetons: Jetons | None = None,
    telle_quelle: bool = False,
) -> Contexte:
    """Open a base and assemble its Contexte, with nobody logged in: the only place that does it.

    With `telle_quelle` an older base is not brought to this program's schema: whoever asks does it, or reads alone.

    Raises:
        the refusals of guichet.base.ouvrir_base, and IntegriteRompue when the town's settings are missing.
    """
    from guichet.base.temoin import ville
    from guichet.communes import Commune
    from guichet.config import dossier_editions, lire_config, temoin_de_la_ville
    from guichet.impression import choisir
    from guichet.registres.socle import heure
    from guichet.registres.socle.temoins import temoignage
    from guichet.secrets import cle_des_sceaux, ouvrir_jetons, ouvrir_secrets

    base = ouvrir_base(adresse)
    base.cle = cle_des_sceaux(adresse, secrets)
    avis = "" if telle_quelle else _mettre_a_jour(base, poste, horloge())
    jour = horloge().astimezone(PARIS).date()
    with base.lecture() as s:
        parametres: dict[str, str] = dict(s.lignes("SELECT cle, valeur FROM parametre"))
        avis = " ".join(filter(None, (avis, heure.dire(s, horloge()))))
        reglement = s.une("SELECT contenu FROM reglement WHERE du <= :jour ORDER BY du DESC LIMIT 1", {"jour": jour})
    if reglement is None or "base_id" not in parametres:
        manque = "de règlement de commune" if reglement is None else "son identifiant"
        raise IntegriteRompue(f"La base {adresse.affichee()} n’a plus {manque} : {REMEDE}.")
    formation = parametres.get("formation") == "1"
    if base.postgres:
        base.ville = ville.ouvrir(temoin_de_la_ville(), adresse, parametres["base_id"])
        temoignage.rattraper(base)
    return Contexte(
        base=base,
        base_id=parametres["base_id"],
        commune=Commune.depuis_json(reglement[0]),
        agent=PERSONNE,
        poste=poste,
        terminal=terminal,
        site=site,
        horloge=horloge,
        imprimante=imprimante or choisir(lire_config().impression.imprimante, dossier_editions()),
        secrets=secrets or ouvrir_secrets(adresse, parametres["base_id"], formation=formation),
        jetons=jetons or ouvrir_jetons(parametres["base_id"]),
        formation=formation,
        avis=avis,
    )
