"""The slip handed to a parent with the portal's identifiers or the Clé Enfance (rules 14 to 17).

Nothing here is kept: the functions return the page, and the secret dies with the caller's variable.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from guichet.editions.portail.etapes import etapes
from guichet.editions.socle import phrases
from guichet.editions.socle.feuille import Feuille, Liste, Portail, Valeur, pdf_feuille, texte_feuille
from guichet.formats.mots import majuscule
from guichet.regles.portail.mots import MotsPortail


@dataclass(frozen=True, slots=True)
class DonneesIdentifiants:
    """Everything the slip says. Secrets are left out of `repr`, hence out of logs and tracebacks."""

    commune: str
    site_nom: str
    famille: str
    code: str
    destinataire: str
    mode_compte: str
    """`courriel`, `parent` or `guichet`: who creates the account, hence what to do next."""
    portail_nom: str
    portail_adresse: str
    """Printed exactly as configured, and as the QR code."""
    agent: str
    edite_le: datetime
    site_adresse: str = ""
    site_telephone: str = ""
    site_horaires: tuple[str, ...] = ()
    identifiant: str = ""
    mot_de_passe: str | None = field(default=None, repr=False)
    expire_le: date | datetime | None = None
    cle_enfance: str | None = field(default=None, repr=False)
    cle_expire_le: date | datetime | None = None
    etapes: tuple[str, ...] = ()
    """Empty: the usual steps of `mode_compte`."""
    mots: MotsPortail = field(default_factory=MotsPortail)
    """How the parent's own screen names what the slip sends them to, and what it demands there."""
    avertissement_courriel: str = ""
    """Known delivery trouble of this parent's address (rule 17), or nothing."""
    formation: bool = False


def pdf_identifiants(donnees: DonneesIdentifiants) -> bytes:
    """The slip as one A4 page."""
    return pdf_feuille(_feuille(donnees))


def texte_identifiants(donnees: DonneesIdentifiants, *, avec_qr: bool = False) -> str:
    """The same slip in plain text, 78 columns at most."""
    return texte_feuille(_feuille(donnees), avec_qr=avec_qr)


def _feuille(d: DonneesIdentifiants) -> Feuille:
    suite = d.etapes or etapes(
        d.mots,
        d.mode_compte,
        mot_de_passe=d.mot_de_passe is not None,
        cle=d.cle_enfance is not None,
    )
    telephone = f"Tél. {d.site_telephone}" if d.site_telephone else ""
    return Feuille(
        commune=d.commune,
        lieu=tuple(ligne for ligne in (d.site_nom, d.site_adresse, telephone, *d.site_horaires) if ligne),
        code=d.code,
        titre=_titre(d),
        pour=(d.destinataire, f"Famille {d.famille}"),
        valeurs=tuple(_valeurs(d)),
        portail=Portail(d.portail_nom, d.portail_adresse),
        listes=(Liste("Comment faire", "etapes", tuple(("", etape) for etape in suite)),),
        attentions=tuple(_attentions(d)),
        pied=f"Remis au guichet par {d.agent}, le {phrases.jour_et_heure(d.edite_le)}.",
        edite_le=d.edite_le,
        formation=d.formation,
    )


def _titre(d: DonneesIdentifiants) -> str:
    if d.cle_enfance is None:
        return "Vos identifiants" if d.mot_de_passe else "Votre identifiant"
    cle = f"otre {d.mots.cle_enfance}"
    return f"Vos identifiants et v{cle}" if d.mot_de_passe else f"V{cle}"


def _valeurs(d: DonneesIdentifiants) -> Iterator[Valeur]:
    if d.identifiant:
        yield Valeur(
            majuscule(d.mots.identifiant),
            (d.identifiant,),
            "C’est votre code famille." if d.identifiant == d.code else "",
        )
    if d.mot_de_passe is not None:
        limite = f"Valable jusqu’au {phrases.echeance(d.expire_le)}. " if d.expire_le else ""
        suite = "Le portail vous demandera d’en choisir un autre." if d.mots.changement_force else ""
        yield Valeur(
            "Mot de passe temporaire",
            groupes(d.mot_de_passe),
            f"À taper d’un seul tenant, sans espace. {limite}{suite}".rstrip(),
        )
    if d.cle_enfance is not None:
        limite = f", au plus tard le {phrases.echeance(d.cle_expire_le)}" if d.cle_expire_le else ""
        yield Valeur(majuscule(d.mots.cle_enfance), groupes(d.cle_enfance), f"À saisir une seule fois{limite}.")


def groupes(secret: str) -> tuple[str, ...]:
    """A secret of 8, 12, 16… characters in groups of four, as the eye copies it; any other shape as it is."""
    if len(secret) % 4 or len(secret) < 8 or not secret.isalnum():
        return (secret,)
    return tuple(secret[debut : debut + 4] for debut in range(0, len(secret), 4))


def _attentions(d: DonneesIdentifiants) -> Iterator[str]:
    if d.avertissement_courriel:
        yield d.avertissement_courriel
    if d.mot_de_passe is not None or d.cle_enfance is not None:
        yield (
            "Gardez ce papier pour vous. La mairie n’en a pas de copie et ne vous demandera jamais"
            " ce qui y est écrit, ni par téléphone ni par courriel."
        )
    yield (
        f"Perdu ou oublié ? Cliquez sur « {d.mots.oubli} » {d.mots.sur_le_portail},"
        " ou revenez au guichet avec une pièce d’identité."
    )
