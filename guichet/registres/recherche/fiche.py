"""One household as the search box shows it and finds it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from guichet.registres.recherche import jetons, tri

Membre = Sequence[Any]
"""role, present, nom, nom_naissance, prenom, naissance, courriel, mobile, fixe, pai, ecole, classe."""

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
    famille: Sequence[Any],
    membres: Sequence[Membre],
    identifiants: Sequence[str],
    anciens: Sequence[tuple[str, str]],
) -> Fiche:
    """Build the row of a household (id, code, town, residence) from its members in display order."""
    famille_id, code, ville, residence = famille
    adultes = [m for m in membres if m[1] and m[0] == "responsable"]
    enfants = [m for m in membres if m[1] and m[0] == "enfant"]
    noms: dict[str, None] = {}
    autres: dict[str, None] = {}
    for mot in jetons.mots(code):
        autres[jetons.marque(mot)] = None
    for membre in membres:
        _indexer(membre, noms, autres)
    for identifiant in identifiants:
        _courriel_ou_mots(identifiant, autres)
    for champ, avant in anciens:
        _ancien(champ, avant, autres)
    titulaires = adultes or enfants
    telephone = next((m[7] or m[8] for m in adultes if m[7] or m[8]), "")
    return Fiche(
        tri.cle(" ".join(jetons.mots(titulaires[0][2])) if titulaires else "", famille_id),
        famille_id,
        code,
        _titre(titulaires),
        " · ".join(f"{m[4]} {m[11]}" if m[11] else m[4] for m in enfants),
        ville,
        residence,
        telephone,
        _alertes(adultes, enfants, telephone),
        " ".join(noms),
        " ".join(autres),
    )


def _indexer(membre: Membre, noms: dict[str, None], autres: dict[str, None]) -> None:
    role, present, nom, nom_naissance, prenom, naissance, courriel, mobile, fixe, _pai, ecole, classe = membre
    de_la_famille = present and role != "contact"
    for texte in (nom, nom_naissance, prenom):
        for mot in jetons.mots(texte) if texte else ():
            if de_la_famille:
                noms[mot] = None
            else:
                # Contacts and those who left find the family too, after its own names.
                autres[jetons.marque(mot)] = None
    if naissance is not None:
        autres[jetons.naissance(naissance)] = None
    if courriel:
        _courriel_ou_mots(courriel, autres)
    for telephone in (mobile, fixe):
        if telephone:
            autres[jetons.marque(telephone)] = None
    for texte in (ecole, classe):
        for mot in jetons.mots(texte) if texte else ():
            autres[jetons.marque(mot)] = None


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
            autres[jetons.marque(avant)] = None
    else:
        _courriel_ou_mots(avant, autres)


def _titre(personnes: Sequence[Membre]) -> str:
    """« LÉGER-MARTIN Sophie, Karim »; each name once when neighbours share it."""
    morceaux: list[str] = []
    precedent = None
    for membre in personnes:
        nom = membre[2].upper()
        morceaux.append(membre[4] if nom == precedent else f"{nom} {membre[4]}")
        precedent = nom
    return ", ".join(morceaux)


def _alertes(adultes: Sequence[Membre], enfants: Sequence[Membre], telephone: str) -> str:
    mots = []
    if any(m[9] for m in enfants):
        mots.append(ALERTES["pai"])
    # The portal asks for a mail (rule 17).
    if not any(m[6] for m in adultes):
        mots.append(ALERTES["courriel"])
    if not telephone:
        mots.append(ALERTES["telephone"])
    return " · ".join(mots)
