"""Fields of a person on a form, by role, and what is read back from them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields

from guichet import formats
from guichet.contexte import Contexte
from guichet.erreurs import SaisieInvalide
from guichet.fiches.familles.foyer import Membre
from guichet.fiches.socle.saisies import SaisieMembre
from guichet.formats.contacts import chiffres_telephone
from guichet.formats.mots import citer, enumerer
from guichet.formats.naissances import lire_partielle
from guichet.regles.familles.ages import age_rare, avertissement_age
from guichet.regles.familles.classes import classe_probable
from guichet.regles.familles.noms import signes_etranges
from guichet.regles.familles.regimes import REGIMES, lire_regimes
from guichet.regles.offre.annee import annee_scolaire
from guichet.regles.socle.courriel import domaine_a_probleme, domaine_mal_ecrit
from guichet.regles.socle.domaine import QUALITES
from guichet.regles.socle.droits import Droit
from guichet.textes import LIBELLES_CHAMPS, valeur_affichee
from screens.formulaires.champs import OUI_NON, Champ, Section, forme_naissance

AIDES = {
    "nom": "Nom d’usage, celui des courriers.",
    "nom_naissance": "S’il est différent : la recherche le connaît aussi.",
    "naissance": "12/04/2019, ou 12042019 ; 2019 ou 04/2019 si l’on n’en sait pas plus.",
    "mobile": "Dix chiffres, ou + et l’indicatif du pays.",
    "courriel": "Le portail et les factures électroniques y écrivent. Les adresses yahoo reçoivent mal ses messages.",
    "qualite": "Ce que la personne est pour les enfants.",
    "autorite_parentale": "Oui, sauf décision de justice contraire.",
    "payeur": "Reçoit les factures.",
    "peut_chercher": "Peut repartir avec l’enfant.",
    "urgence": "Sera appelé si un enfant est malade ou blessé.",
    "classe": "De l’année scolaire en cours.",
    "regimes": "Ce qu’il faut pour nourrir l’enfant, rien de plus : « sans porc, sans œuf ».",
    "pai": "Projet d’accueil individualisé.",
    "pai_detail": "Ce qu’il faut savoir pour accueillir l’enfant ; chaque lecture est notée au journal.",
}


def _capitales(texte: str) -> str:
    simple = all(c.isalpha() or c in " -'’" for c in texte)
    return texte.title() if simple and texte.islower() else texte


def _telephone(texte: str) -> str:
    chiffres = chiffres_telephone(texte)
    return formats.telephone(chiffres) if len(chiffres) == 10 and chiffres.isdecimal() else texte


FORMES: dict[str, Callable[[str], str]] = {
    "nom": _capitales,
    "nom_naissance": _capitales,
    "prenom": _capitales,
    "mobile": _telephone,
    "fixe": _telephone,
    "naissance": forme_naissance,
}
"""Written the usual way as soon as the field is left, so that the agent can read it back to the parent."""

EXIGES = frozenset({"nom", "prenom"})
"""Nobody is written without them."""

NOMS = frozenset({"nom", "nom_naissance", "prenom"})

_BOOLEENS = frozenset({"autorite_parentale", "payeur", "peut_chercher", "urgence", "pai"})

SECTIONS: dict[str, tuple[tuple[str, tuple[str, ...]], ...]] = {
    "responsable": (
        ("Identité", ("nom", "prenom", "civilite", "nom_naissance", "naissance", "qualite")),
        ("Coordonnées", ("mobile", "courriel", "fixe")),
        ("Dans le foyer", ("autorite_parentale", "payeur", "peut_chercher", "urgence")),
    ),
    "enfant": (
        ("Identité", ("nom", "prenom", "naissance", "civilite")),
        ("Scolarité", ("ecole", "classe")),
        ("Santé et repas", ("regimes", "pai")),
    ),
    "contact": (
        ("Identité", ("nom", "prenom", "qualite")),
        ("Coordonnées", ("mobile", "fixe", "courriel")),
        ("Pour les enfants", ("peut_chercher", "urgence")),
    ),
}
"""Fields of a sheet by role, in the order a parent says them."""


def champ(
    ctx: Contexte, role: str, nom: str, *, prefixe: str = "", valeur: str = "", defaut: str = "", libelle: str = ""
) -> Champ:
    """One field of a person, with its choices."""
    choix, libre = _choix(ctx, role, nom)
    return Champ(
        prefixe + nom,
        libelle or ("Sexe (F ou G)" if (role, nom) == ("enfant", "civilite") else LIBELLES_CHAMPS[nom]),
        valeur,
        aide=AIDES.get(nom, ""),
        choix=choix,
        libre=libre,
        plusieurs=nom == "regimes",
        defaut=defaut,
        forme=FORMES.get(nom),
        exige=nom in EXIGES,
    )


def _choix(ctx: Contexte, role: str, nom: str) -> tuple[tuple[str, ...], bool]:
    if nom in _BOOLEENS:
        return OUI_NON, False
    if nom == "civilite":
        return (("F", "G") if role == "enfant" else ("Mme", "M.")), False
    libres = {
        "qualite": QUALITES,
        "ecole": ctx.commune.ecoles,
        "classe": ctx.commune.classes,
        "regimes": REGIMES,
    }
    return libres.get(nom, ()), nom in libres


def sections(
    ctx: Contexte, role: str, valeurs: Mapping[str, str], defauts: Mapping[str, str] | None = None
) -> list[Section]:
    """A whole sheet; the detail of a PAI only where it is asked for by `valeurs` and the role may see it."""
    avec_pai = "pai_detail" in valeurs and Droit.VOIR_PAI in ctx.agent.droits
    proposes = defauts or {}
    groupes = []
    for titre, noms in SECTIONS[role]:
        gardes = (*noms, "pai_detail") if avec_pai and "pai" in noms else noms
        champs = [champ(ctx, role, n, valeur=valeurs.get(n, ""), defaut=proposes.get(n, "")) for n in gardes]
        groupes.append(Section(titre, tuple(champs)))
    return groupes


def valeurs_de(membre: Membre) -> dict[str, str]:
    """A sheet as its form shows it."""
    noms = {n for _, noms in SECTIONS[membre.role] for n in noms}
    return {n: valeur_affichee(n, membre.nee if n == "naissance" else getattr(membre, n)) for n in noms}


def saisie(role: str, valeurs: Mapping[str, str], prefixe: str = "") -> SaisieMembre:
    """What the form holds of one person, for the services."""
    lues: dict[str, str | bool] = {"role": role}
    for f in fields(SaisieMembre):
        texte = valeurs.get(prefixe + f.name)
        if texte is not None and f.name != "role":
            lues[f.name] = texte == "oui" if f.name in _BOOLEENS else texte
    return SaisieMembre(**lues)  # type: ignore[arg-type]


def avis(ctx: Contexte, role: str, nom: str, valeur: str) -> str:
    """What to look at twice in a field, "" most often. Nothing here blocks (rule 17)."""
    try:
        if nom == "courriel" and valeur.strip():
            lu = formats.lire_courriel(valeur)
            return domaine_mal_ecrit(lu) or domaine_a_probleme(lu, ctx.commune.domaines_a_probleme) or ""
        if nom in {"mobile", "fixe"} and valeur.strip():
            formats.lire_telephone(valeur)
        if nom == "naissance" and valeur.strip():
            return avertissement_age(role, lire_partielle(valeur) or formats.lire_date(valeur), ctx.aujourdhui())
    except SaisieInvalide as refus:
        return refus.message
    return ""


def doute(ctx: Contexte, role: str, nom: str, valeur: str) -> str:
    """What is asked once before it is written, "" most often: what is hardly ever so, and sometimes is."""
    if nom in NOMS and (signes := signes_etranges(valeur)):
        return f"{LIBELLES_CHAMPS[nom]} {citer(valeur)} : {signes} dans un nom."
    if nom == "naissance":
        try:
            lue = lire_partielle(valeur) or formats.lire_date(valeur)
        except SaisieInvalide:
            return ""
        return age_rare(role, lue, ctx.aujourdhui())
    ecoles = ctx.commune.ecoles
    if nom == "ecole" and ecoles and valeur.strip() and formats.nettoyer(valeur) not in ecoles:
        return f"{LIBELLES_CHAMPS[nom]} : {citer(valeur)} n’est pas une école de la commune."
    inconnus = [citer(r) for r in lire_regimes(valeur) if r not in REGIMES] if nom == "regimes" else []
    if not inconnus:
        return ""
    mot = "n’est pas un régime" if len(inconnus) == 1 else "ne sont pas des régimes"
    return f"{LIBELLES_CHAMPS[nom]} : {enumerer(inconnus)} {mot} que la cuisine connaît."


def proposer_classe(ctx: Contexte, naissance: str, ecole: str) -> str:
    """The class to stand dim in its field: a school is needed for it to be of one."""
    if not ecole.strip():
        return ""
    try:
        lue = lire_partielle(naissance) or formats.lire_date(naissance)
    except SaisieInvalide:
        return ""
    return classe_probable(lue, annee_scolaire(ctx.aujourdhui()), ctx.commune.classes)


def vide(valeurs: Mapping[str, str], prefixe: str, noms: Sequence[str]) -> bool:
    """Whether nothing was typed for that person."""
    return not any(valeurs.get(prefixe + n, "").strip() for n in noms)
