"""One household as the search box shows it and finds it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from guichet.registres.recherche import jetons, tri
from guichet.signes import sans_effet


class Foyer(NamedTuple):
    """A household, as the index reads it."""

    famille_id: int
    code: str
    ville: str
    residence: str


class Membre(NamedTuple):
    """Somebody of a household, as the index reads them."""

    famille_id: int
    role: str
    present: bool
    nom: str
    nom_naissance: str
    prenom: str
    naissance: date | None
    naissance_partielle: str
    courriel: str
    mobile: str
    fixe: str
    pai: bool
    ecole: str | None
    classe: str | None


ALERTES = {"pai": "PAI", "courriel": "sans courriel", "telephone": "sans téléphone"}
"""What calls for attention whatever the day; what depends on a date is read with the dossier."""


class Fiche(NamedTuple):
    """A row of fiche_recherche, its key as preferred."""

    cle: int
    famille_id: int
    code: str
    famille: str
    enfants: str
    ville: str
    residence: str
    telephone: str
    alertes: str
    noms: str
    autres: str


def composer(
    foyer: Foyer,
    membres: Sequence[Membre],
    identifiants: Sequence[str],
    anciens: Sequence[tuple[str, str]],
    anciens_codes: Sequence[str],
) -> Fiche:
    """Build the row of a household from its members in display order.

    Args:
        foyer: the household.
        membres: everybody who is or was in it.
        identifiants: of its portal accounts, former ones included.
        anciens: former coordinates, field and value.
        anciens_codes: of the households made one with it.
    """
    famille_id, code, ville, residence = foyer
    adultes = [m for m in membres if m.present and m.role == "responsable"]
    enfants = [m for m in membres if m.present and m.role == "enfant"]
    noms: dict[str, None] = {}
    autres: dict[str, None] = {}
    for sien in (code, *anciens_codes):
        for mot in jetons.mots(sien):
            autres[jetons.marque(mot)] = None
    for membre in membres:
        _indexer(membre, noms, autres)
    for identifiant in identifiants:
        _courriel_ou_mots(identifiant, autres)
    for champ, avant in anciens:
        _ancien(champ, avant, autres)
    titulaires = adultes or enfants
    telephone = next((m.mobile or m.fixe for m in adultes if m.mobile or m.fixe), "")
    fiche = Fiche(
        tri.cle(" ".join(jetons.mots(titulaires[0].nom)) if titulaires else "", famille_id),
        famille_id,
        code,
        _titre(titulaires),
        " · ".join(f"{m.prenom} {m.classe}" if m.classe else m.prenom for m in enfants),
        ville,
        residence,
        telephone,
        _alertes(adultes, enfants, telephone),
        " ".join(noms),
        " ".join(autres),
    )
    return Fiche._make(sans_effet(v) if isinstance(v, str) else v for v in fiche)


def _indexer(membre: Membre, noms: dict[str, None], autres: dict[str, None]) -> None:
    de_la_famille = membre.present and membre.role != "contact"
    for texte in (membre.nom, membre.nom_naissance, membre.prenom):
        for mot in _nommer(texte) if texte else ():
            if de_la_famille:
                noms[mot] = None
            else:
                # Contacts and those who left find the family too, after its own names.
                autres[jetons.marque(mot)] = None
    if connue := membre.naissance or membre.naissance_partielle:
        autres[jetons.naissance(connue)] = None
    if membre.courriel:
        _courriel_ou_mots(membre.courriel, autres)
    for telephone in (membre.mobile, membre.fixe):
        if telephone:
            _telephone(telephone, autres)
    for lieu in (membre.ecole, membre.classe):
        for mot in jetons.mots(lieu) if lieu else ():
            autres[jetons.marque(mot)] = None


def _nommer(texte: str) -> tuple[str, ...]:
    """The words of a name, then what it is when written as one."""
    mots = jetons.mots(texte)
    return mots if len(mots) == 1 else (*mots, *jetons.soudes(mots))


def _telephone(numero: str, autres: dict[str, None]) -> None:
    """A telephone is found from its beginning, and by its last digits."""
    autres[jetons.marque(numero)] = None
    autres[jetons.fin_telephone(numero)] = None


def _courriel_ou_mots(texte: str, autres: dict[str, None]) -> None:
    """A mail is found whole from its beginning, and by the words before its @."""
    local, arobase, _domaine = texte.partition("@")
    if arobase:
        autres[jetons.courriel(texte)] = None
    for mot in jetons.mots(local):
        autres[jetons.marque(mot)] = None


def _ancien(champ: str, avant: str, autres: dict[str, None]) -> None:
    if champ in {"mobile", "fixe"}:
        if avant:
            _telephone(avant, autres)
    else:
        _courriel_ou_mots(avant, autres)
        if champ != "courriel":
            for forme in jetons.soudes(jetons.mots(avant)):
                autres[jetons.marque(forme)] = None


def _titre(personnes: Sequence[Membre]) -> str:
    """« LÉGER-MARTIN Sophie, Karim »; each name once when neighbours share it."""
    morceaux: list[str] = []
    precedent = None
    for membre in personnes:
        nom = membre.nom.upper()
        morceaux.append(membre.prenom if nom == precedent else f"{nom} {membre.prenom}")
        precedent = nom
    return ", ".join(morceaux)


def _alertes(adultes: Sequence[Membre], enfants: Sequence[Membre], telephone: str) -> str:
    mots = []
    if any(m.pai for m in enfants):
        mots.append(ALERTES["pai"])
    # The portal asks for a mail (rule 17).
    if not any(m.courriel for m in adultes):
        mots.append(ALERTES["courriel"])
    if not telephone:
        mots.append(ALERTES["telephone"])
    return " · ".join(mots)
