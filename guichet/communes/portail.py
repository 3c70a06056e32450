"""The parents' portal of a town: how accounts are made there and the words parents read on their screen."""

from __future__ import annotations

import base64
import binascii
import re
from typing import Literal

from pydantic import Field, field_validator, model_validator

from guichet.communes.textes import Mot
from guichet.lecture_toml.valide import Incoherences, Reglage
from guichet.regles.socle.mot_de_passe import Politique

ModeComptePortail = Literal["courriel", "parent", "guichet"]
"""Account pushed by mail (A), made by the parent and linked by Clé Enfance (B), handed over here (C)."""

_ADRESSE = re.compile(r"(?:https?://)?[a-z0-9-]+(?:\.[a-z0-9-]+)+(?::\d+)?(?:/[^\s]*)?", re.IGNORECASE)
_CLE_X25519_OCTETS = 32


class MotDePassePortail(Reglage):
    """What the portal demands of a password (rule 14, source 3.5): drawn by it, told on the slip and at the step."""

    longueur_min: int = Field(default=8, ge=8, le=64)
    minuscules_min: int = Field(default=1, ge=0, le=8)
    chiffres_min: int = Field(default=1, ge=0, le=8)

    @model_validator(mode="after")
    def _tient(self) -> MotDePassePortail:
        if self.minuscules_min + self.chiffres_min > self.longueur_min:
            dit = f"minuscules et chiffres dépassent les {self.longueur_min} signes de « longueur_min »"
            raise Incoherences([(("longueur_min",), f"{dit} : augmentez-la, ou demandez-en moins.")])
        return self


class Vocabulaire(Reglage):
    """Words of the parent's screen, so that a slip names what the parent sees (source 3.2)."""

    portail: Mot = "Espace Citoyens"
    identifiant: Mot = "identifiant"
    mot_de_passe: Mot = "mot de passe"
    connexion: Mot = "Connexion"
    accueil: Mot = "Accueil"
    creer_compte: Mot = "créer mon espace"
    oubli: Mot = "J’ai oublié mon mot de passe"
    profil: Mot = "mon profil"
    famille: Mot = "Ma famille"
    tableau_de_bord: Mot = "Mon tableau de bord"
    cle_enfance: Mot = "Clé Enfance"
    accepter_cgu: Mot = "J’accepte les conditions générales d’utilisation"
    menu: tuple[Mot, ...] = ()


class Portail(Reglage):
    """Settings where the five sources contradict one another (sources.md, Conflicts), and its address."""

    nom: str = "Espace Citoyens"
    adresse: str = ""
    """Exactly what the parent types and the slip prints (source 2.1); "" while the town has not given it."""
    modes_compte: tuple[ModeComptePortail, ...] = Field(min_length=1)
    """Two at once during a migration."""
    identifiant: Literal["code_famille", "nom_utilisateur"] = "nom_utilisateur"
    changement_force: bool = True
    obligatoire: bool = False
    """Whether the town books through the portal only; the counter then books on the parent's behalf (1.3)."""
    france_connect: bool = False
    courriel_obligatoire: bool = True
    version_cgu: str = ""
    """Version accepted by parents, recorded with its date (rule 18); "" when the town did not name it."""
    lire_cgu_en_entier: bool = True
    """The accept button only lives at the bottom of the text (source 3.6)."""
    cle_publique: str = ""
    """Base64 X25519 key of the portal: temporary secrets are sealed to it and unreadable here."""
    mode_emploi: str = ""
    """Title or address of the parents' guide."""
    vocabulaire: Vocabulaire = Vocabulaire()
    mot_de_passe: MotDePassePortail = MotDePassePortail()

    @field_validator("adresse")
    @classmethod
    def _adresse_exacte(cls, adresse: str) -> str:
        if adresse and not _ADRESSE.fullmatch(adresse):
            raise ValueError(
                f"adresse « {adresse} » illisible. Écrivez-la comme on la tape, par exemple "
                "« espace-citoyens.net/maville »."
            )
        return adresse

    @field_validator("modes_compte")
    @classmethod
    def _sans_doublon(cls, modes: tuple[ModeComptePortail, ...]) -> tuple[ModeComptePortail, ...]:
        if len(set(modes)) < len(modes):
            raise ValueError("un mode est écrit deux fois : gardez chaque mode une seule fois.")
        return modes

    @field_validator("cle_publique")
    @classmethod
    def _cle_x25519(cls, cle: str) -> str:
        try:
            octets = base64.b64decode(cle, validate=True)
        except binascii.Error:
            raise ValueError(
                "cette clé n’est pas en base64 : recopiez la clé X25519 donnée par l’éditeur du portail."
            ) from None
        if cle and len(octets) != _CLE_X25519_OCTETS:
            raise ValueError(
                f"une clé publique X25519 fait 32 octets, celle-ci {len(octets)} : "
                "redemandez-la à l’éditeur du portail."
            )
        return cle

    @property
    def politique(self) -> Politique:
        """What the portal demands of a password, as the rules read it."""
        p = self.mot_de_passe
        return Politique(longueur=p.longueur_min, minuscules=p.minuscules_min, chiffres=p.chiffres_min)

    @property
    def url(self) -> str:
        """The address with its scheme, for the QR code: without one a phone searches instead of opening."""
        if not self.adresse or "://" in self.adresse:
            return self.adresse
        return f"https://{self.adresse}"

    @property
    def cle_publique_octets(self) -> bytes | None:
        """The 32 bytes of the portal's key, None when the town configured none."""
        return base64.b64decode(self.cle_publique) if self.cle_publique else None
