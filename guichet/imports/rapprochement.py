"""A household of the file beside the one the base has: what to add, and where the two disagree.

What agents typed is never overwritten by a file: a value that differs is reported. Only dated things are added
to what is known: a quotient of a later month, the school of a year not told yet, a person who was not there.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from guichet import formats
from guichet.fiches.familles.imports import (
    Anomalie,
    Candidat,
    FamilleConnue,
    FamilleLue,
    Gravite,
    MembreConnu,
    PersonneLue,
    Proposition,
    QuotientLu,
    Scolarite,
)
from guichet.formats import naissances
from guichet.formats.adresses import memes_codes
from guichet.formats.naissances import Naissance
from guichet.imports.familles import identite
from guichet.regles.familles.doublons import Portrait, autrement_ecrite, comparer
from guichet.regles.socle.domaine import RoleLien

_REMEDE = "La base n’est pas modifiée : si le fichier a raison, corrigez le dossier."
_COMPARES = ("civilite", "nom_naissance", "naissance", "courriel", "mobile", "fixe", "regimes", "ecole", "classe")
SCOLARITE = frozenset({"ecole", "classe"})


@dataclass(frozen=True, slots=True)
class Ajouts:
    """What the file brings to a household the base has already."""

    membres: tuple[PersonneLue, ...] = ()
    scolarites: tuple[Scolarite, ...] = ()
    """Schools of this year, not told yet or told otherwise."""
    quotient: QuotientLu | None = None

    def __bool__(self) -> bool:
        return bool(self.membres or self.scolarites or self.quotient)


def rapprocher(
    lue: FamilleLue, connue: FamilleConnue, code: str, *, ecoles: bool = False
) -> tuple[Ajouts, list[Anomalie], list[Proposition]]:
    """Compare; returns what to add, the differences to report, and the rows to settle.

    With `ecoles` the file is right about schools and classes: those it changes are to be written too.
    """
    reste = list(connue.membres)
    differences = _adresse(lue, connue)
    nouveaux, scolarites = list[PersonneLue](), []
    # Exact identities first, so that a near one does not take the place of the right one.
    paires = {p.ligne: _retirer(reste, p, exact=True) for p in lue.membres}
    for personne in lue.membres:
        membre = paires[personne.ligne] or _retirer(reste, personne, exact=False)
        if membre is None:
            # The family has its payer: a file does not name another.
            nouveaux.append(replace(personne, payeur=False))
        elif membre.parti:
            differences.append(_sorti(personne))
        else:
            differences += comparer_personne(personne, membre, sauf=SCOLARITE if ecoles else frozenset())
            sue = membre.fiche.ecole or membre.fiche.classe
            if (personne.ecole or personne.classe) and (not sue or (ecoles and autre_ecole(personne, membre))):
                scolarites.append(Scolarite(connue.famille_id, membre, personne))
    propositions = _ressemblances(lue, connue, code, nouveaux, reste)
    differences += [a_trancher(p) for p in propositions]
    quotient = lue.quotient
    if quotient and connue.quotient and connue.quotient_du:
        if quotient.mois == connue.quotient.mois:
            differences += _quotient(quotient, connue.quotient)
        if quotient.mois <= max(connue.quotient.mois, connue.quotient_du):
            quotient = None
    return Ajouts(tuple(nouveaux), tuple(scolarites), quotient), differences, propositions


def _ressemblances(
    lue: FamilleLue, connue: FamilleConnue, code: str, nouveaux: list[PersonneLue], reste: list[MembreConnu]
) -> list[Proposition]:
    """Take out of `nouveaux` those who look like somebody of the household no row was about."""
    propositions = []
    adresse = (lue.adresse, lue.code_postal, lue.ville)
    for personne in list(nouveaux):
        proches = [m for m in reste if not m.parti and autrement_ecrite(portrait(personne), portrait(m.fiche))]
        if proches:
            nouveaux.remove(personne)
            candidats = tuple(candidat(m.personne_id, m.fiche, personne, code) for m in proches)
            propositions.append(Proposition(personne, connue.famille_id, code, adresse, candidats))
    return propositions


def candidat(personne_id: int, fiche: PersonneLue, personne: PersonneLue, code: str) -> Candidat:
    """Somebody of the base a row may be about, and why."""
    raisons = comparer(portrait(personne), portrait(fiche)).raisons or ("nom et prénom proches",)
    return Candidat(personne_id, formats.nom_affiche(fiche.nom, fiche.prenom), fiche.naissance, code, raisons)


def portrait(personne: PersonneLue) -> Portrait:
    """What is compared of a row or of somebody known."""
    return Portrait(
        nom=personne.nom, prenom=personne.prenom, nom_naissance=personne.nom_naissance, naissance=personne.naissance
    )


def a_trancher(proposition: Proposition) -> Anomalie:
    """The remark on a row set aside."""
    qui = "Cette personne" if proposition.candidats else "Cet élève"
    if not proposition.candidats:
        motif = f"{qui} n’est dans aucun dossier."
        remede = "Créez son dossier, ou dites qui c’est : « guichet importer rapprocher », ou Ctrl+E puis i."
    else:
        proche = proposition.candidats[0]
        ne = f" ({naissances.dite(proche.naissance)})" if proche.naissance else ""
        de = f" de la famille {proche.code}" if proche.code else ""
        motif = f"{qui} ressemble à {proche.qui}{ne}{de} : {', '.join(proche.raisons)}."
        remede = "Dites si c’est la même : « guichet importer rapprocher », ou Ctrl+E puis i."
    p = proposition.personne
    qui_dit = (formats.nom_affiche(p.nom, p.prenom), naissances.dite(p.naissance), p.classe)
    return Anomalie(p.ligne, "*", " ".join(filter(None, qui_dit)), motif, remede, Gravite.A_TRANCHER)


def _retirer(reste: list[MembreConnu], personne: PersonneLue, *, exact: bool) -> MembreConnu | None:
    """Take out of `reste` the member this row is about.

    Otherwise than exactly: the date of birth was corrected or is missing on one side, or the name was corrected
    by an agent and the file still has the former one.
    """
    for rang, membre in enumerate(reste):
        if (identite(personne) == identite(membre.fiche)) if exact else _proche(personne, membre):
            return reste.pop(rang)
    return None


def _proche(personne: PersonneLue, membre: MembreConnu) -> bool:
    if personne.role != membre.fiche.role:
        return False
    for champ in ("nom", "prenom"):
        cle = formats.cle_recherche(getattr(personne, champ))
        if cle != formats.cle_recherche(getattr(membre.fiche, champ)) and (champ, cle) not in membre.anciens:
            return False
    return True


def _sorti(personne: PersonneLue) -> Anomalie:
    return Anomalie(
        personne.ligne,
        "*",
        "",
        "Cette personne a été retirée de la famille par un agent : elle n’y est pas remise.",
        "Si elle est revenue, ajoutez-la depuis le dossier.",
        Gravite.DIFFERENCE,
    )


def autre_ecole(personne: PersonneLue, membre: MembreConnu) -> bool:
    """Whether the row says another school or class than the base; a blank cell says nothing."""
    return any(
        (dite := getattr(personne, champ)) and formats.cle_recherche(dite) != formats.cle_recherche(sue)
        for champ, sue in (("ecole", membre.fiche.ecole), ("classe", membre.fiche.classe))
    )


def comparer_personne(personne: PersonneLue, membre: MembreConnu, *, sauf: frozenset[str]) -> list[Anomalie]:
    """Where a row and the base disagree on somebody, but for some columns."""
    ecarts = []
    for champ in _COMPARES:
        if champ in sauf:
            continue
        dite, sue = getattr(personne, champ), getattr(membre.fiche, champ)
        # A blank cell says nothing; a school not told for this year is added, not compared.
        if not dite or dite == sue or (champ in SCOLARITE and not membre.fiche.ecole + membre.fiche.classe):
            continue
        if champ == "naissance":
            if not _moins_precise(dite, sue):
                ecarts.append(_difference(personne.ligne, champ, naissances.dite(dite), naissances.dite(sue)))
            continue
        # A mail's dots and hyphens count; those of a name do not.
        plier = str.casefold if champ == "courriel" else formats.cle_recherche
        if isinstance(dite, str) and plier(dite) == plier(sue):
            continue
        colonne = "allergies" if champ == "regimes" else champ
        ecarts.append(_difference(personne.ligne, colonne, _texte(dite), _texte(sue)))
    if personne.pai and (not membre.fiche.pai or personne.pai_detail != membre.fiche.pai_detail):
        # Rule 31: that there is a PAI may be said here, not what it is about.
        sue = "un autre PAI" if membre.fiche.pai else "pas de PAI"
        ecarts.append(_difference(personne.ligne, "allergies", "PAI", sue))
    return ecarts


def _moins_precise(dite: Naissance, sue: Naissance) -> bool:
    """Whether the file knows less of a birth than the base, and nothing else of it."""
    une, autre = naissances.bornes(dite), naissances.bornes(sue)
    return une is not None and autre is not None and une[0] <= autre[0] and autre[1] <= une[1]


def _adresse(lue: FamilleLue, connue: FamilleConnue) -> list[Anomalie]:
    ligne = next((p.ligne for p in lue.membres if p.role == RoleLien.RESPONSABLE), lue.ligne)
    return [
        _difference(ligne, champ, getattr(lue, champ), getattr(connue, champ))
        for champ in ("adresse", "code_postal", "ville")
        if getattr(lue, champ)
        and formats.cle_recherche(getattr(lue, champ)) != formats.cle_recherche(getattr(connue, champ))
        and not (champ == "code_postal" and memes_codes(lue.code_postal, connue.code_postal))
    ]


def _quotient(lu: QuotientLu, connu: QuotientLu) -> list[Anomalie]:
    if lu.valeur_centimes == connu.valeur_centimes:
        return []
    return [_difference(lu.ligne, "qf", formats.euros(lu.valeur_centimes), formats.euros(connu.valeur_centimes))]


def _difference(ligne: int, colonne: str, dite: str, sue: str) -> Anomalie:
    motif = f"La base a déjà « {sue} »." if sue else "La base n’a rien ici."
    return Anomalie(ligne, colonne, dite, motif, _REMEDE, Gravite.DIFFERENCE)


def _texte(valeur: object) -> str:
    from datetime import date

    if isinstance(valeur, date):
        return formats.date_num(valeur)
    return "" if valeur is None else str(valeur)
