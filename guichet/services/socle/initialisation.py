"""Creating a base: schema, town settings, bank holidays, first agents. Whole or not at all."""

from __future__ import annotations

import os
import secrets as alea
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from glob import escape
from pathlib import Path
from typing import TYPE_CHECKING

from guichet.base.adresse import Adresse
from guichet.base.controle import preparer_lieu
from guichet.base.moteur import Base
from guichet.base.place import modes
from guichet.erreurs.activites import VacancesInconnues
from guichet.erreurs.base import BaseExistante
from guichet.formats import PARIS
from guichet.registres.offre import activites, calendrier, ouvertures, reglement
from guichet.registres.socle import hachage, journal
from guichet.regles.offre.annee import annee_scolaire
from guichet.regles.offre.calendrier import Calendrier
from guichet.regles.socle import code_secours
from guichet.regles.socle.actes import TypeActe
from guichet.regles.socle.droits import Role
from guichet.secrets import cle_des_sceaux, ouvrir_secrets, poser_cle_hmac

if TYPE_CHECKING:
    from guichet.base.ecriture import Ecriture
    from guichet.communes import Commune
    from guichet.secrets import Secrets

POSTE = "init"


@dataclass(frozen=True, slots=True)
class NouvelAgent:
    """An agent created with the base; `mot_de_passe` is None on a training base only."""

    identifiant: str
    prenom: str
    nom: str
    role: Role
    mot_de_passe: str | None = None
    tous_droits: bool = False


AGENTS_FORMATION = (
    NouvelAgent("demo", "Nadia", "Benali", Role.SUPERVISEUR, tous_droits=True),
    NouvelAgent("accueil", "Claire", "Morin", Role.AGENT),
    NouvelAgent("regie", "Denis", "Lacroix", Role.REGISSEUR),
)
"""Agents of a training base (cli.md): `--agent NOM` is enough there."""


def initialiser(
    adresse: Adresse,
    commune: Commune,
    *,
    maintenant: datetime,
    agents: Sequence[NouvelAgent],
    formation: bool = False,
    secrets: Secrets | None = None,
    groupe: int | None = None,
    code: str = "",
) -> Base:
    """Create a base and return it open; a file is its account's alone, or shared with a Unix group, by its number.

    `code` is the recovery code of its administrator, kept as a hash; a training base has none.

    A file is built under a temporary name and renamed at the end: a crash leaves nothing behind under the base's name.

    Raises:
        BaseExistante: there is a base already; BaseSurReseau: a file on a network share.
        DossierNonPartage: the folder is there, and not the group's.
    """
    mode = modes.neuf(groupe)
    base_id = alea.token_hex(8)
    contenu = partial(_remplir, base_id=base_id, commune=commune, maintenant=maintenant, agents=agents, code=code)

    def cles() -> Secrets:
        return secrets or ouvrir_secrets(adresse, base_id, formation=formation, mode=mode)

    if adresse.fichier is None:
        preparer_lieu(adresse)
        return contenu(adresse, secrets=cles(), formation=formation)
    fichier = adresse.fichier
    refuser_existante(fichier)
    preparer_lieu(adresse, mode)
    neuf = fichier.with_name(f".{fichier.name}.{os.getpid()}.neuf")
    chantier = Adresse(neuf)
    try:
        os.close(modes.ouvrir(neuf, os.O_WRONLY, mode))
        contenu(chantier, secrets=cles(), formation=formation).fermer()
        # Not replace: a base that appeared meanwhile is never overwritten.
        os.link(neuf, fichier)
        temoin = Base(chantier).temoin
        if temoin is not None and temoin.exists():
            temoin.replace(fichier.with_name(fichier.name + ".temoin"))
    except FileExistsError as erreur:
        raise refus_existante(fichier) from erreur
    finally:
        for reste in fichier.parent.glob(escape(neuf.name) + "*"):
            reste.unlink()
    return Base(adresse, cle_des_sceaux(adresse, secrets))


def annee_retenue(commune: Commune, maintenant: datetime) -> str:
    """What is told of a year whose holidays were not known when its base was made, "" when it is open."""
    annee = annee_scolaire(maintenant.astimezone(PARIS).date())
    jours = Calendrier({}, list(calendrier.vacances_connues(commune.zone)))
    refus = ouvertures.retenue(jours, annee) if commune.activites else None
    return refus.message if refus else ""


def refus_existante(fichier: Path) -> BaseExistante:
    """Build the refusal to overwrite a base."""
    msg = f"Il y a déjà une base à {fichier} : choisissez un autre fichier avec « --base », ou déplacez celle-ci."
    return BaseExistante(msg)


def refuser_existante(fichier: Path) -> None:
    """Refuse early, before anything slow.

    Raises:
        BaseExistante: the file exists.
    """
    if fichier.exists():
        raise refus_existante(fichier)


def _remplir(
    adresse: Adresse,
    *,
    base_id: str,
    commune: Commune,
    maintenant: datetime,
    agents: Sequence[NouvelAgent],
    formation: bool,
    secrets: Secrets,
    code: str,
) -> Base:
    from guichet.migrations.commande import mettre_a_niveau

    haches = {a.identifiant: hachage.hacher(a.mot_de_passe) for a in agents if a.mot_de_passe is not None}
    empreinte_cle = poser_cle_hmac(secrets, base_id)
    secours = {code_secours.PARAMETRE: hachage.hacher(code)} if code else {}
    mettre_a_niveau(adresse)
    base = Base(adresse, cle_des_sceaux(adresse, secrets))
    with base.ecriture() as s:
        if s.une("SELECT 1 FROM parametre") is not None:
            msg = f"Il y a déjà une base à {adresse.affichee()} : choisissez une autre base de données."
            raise BaseExistante(msg)
        _parametres(s, base_id, secours, formation=formation, empreinte_cle=empreinte_cle)
        reglement.ecrire(s, commune, reglement.ORIGINE)
        _feries(s, commune, maintenant)
        calendrier.remplir(s, commune.zone)
        activites.creer(s, commune)
        # Told by who opens the year later: a base is made before its calendar can be imported.
        with suppress(VacancesInconnues):
            ouvertures.generer(s, commune, annee_scolaire(maintenant.astimezone(PARIS).date()))
        _agents(s, agents, haches, maintenant)
        journal.inscrire(
            s,
            le=maintenant,
            agent="guichet",
            poste=POSTE,
            type_=TypeActe.BASE_CREER,
            objet=base_id,
            contenu={"formation": formation, "commune": commune.slug},
        )
    return base


def _parametres(s: Ecriture, base_id: str, secours: Mapping[str, str], *, formation: bool, empreinte_cle: str) -> None:
    from models import Parametre

    valeurs = {
        "base_id": base_id,
        "formation": "1" if formation else "0",
        "empreinte_cle_enfance": empreinte_cle,
        **secours,
    }
    s.add_all(Parametre(cle=cle, valeur=valeur) for cle, valeur in valeurs.items())
    s.flush()


def _feries(s: Ecriture, commune: Commune, maintenant: datetime) -> None:
    """Read the bank holidays once: importing the library costs 163 ms, too much for each start."""
    import holidays

    from models import JourFerie

    annee = maintenant.year
    jours = holidays.country_holidays(
        "FR",
        subdiv="57" if commune.alsace_moselle else None,
        years=range(annee - 2, annee + 6),
        language="fr",
    )
    s.add_all(JourFerie(jour=jour, libelle=libelle.replace("'", "’")[:60]) for jour, libelle in sorted(jours.items()))


def _agents(s: Ecriture, agents: Sequence[NouvelAgent], haches: dict[str, str], maintenant: datetime) -> None:
    from models import Agent

    s.add_all(
        Agent(
            identifiant=a.identifiant,
            nom=a.nom,
            prenom=a.prenom,
            role=a.role.value,
            hash=haches.get(a.identifiant),
            doit_changer=False,
            tous_droits=a.tous_droits,
            cree_le=maintenant,
        )
        for a in agents
    )
