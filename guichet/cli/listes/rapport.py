"""`guichet rapport`: who comes, what they eat, who waits; on screen, for a spreadsheet, or for the wall."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from contextlib import redirect_stdout
from datetime import date, timedelta
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from guichet.cli.cadre import sortie as ecrite
from guichet.cli.cadre.appel import FORMATS, Appel
from guichet.cli.cadre.application import JOURNEE, application
from guichet.cli.cadre.fichiers import REMPLACER, Vers, enregistrer
from guichet.cli.cadre.options import Sorte, commande, groupe
from guichet.cli.cadre.sortie import Bloc, ColonneSortie
from guichet.erreurs import UsageIncorrect
from guichet.regles.offre.annee import lundi_de

if TYPE_CHECKING:
    from guichet.contexte import Contexte
    from guichet.impression import Edition

rapport = groupe("Les listes du jour ou de la semaine : présences, repas, liste d’attente.")
application.add_typer(rapport, name="rapport", rich_help_panel=JOURNEE)

JOUR = Annotated[str, typer.Option("--date", metavar="DATE", help="Jour voulu ; aujourd’hui si rien n’est dit.")]
SEMAINE = Annotated[str, typer.Option(metavar="DATE", help="La semaine de ce jour, du lundi au dimanche.")]
SITE = Annotated[str, typer.Option(metavar="CODE", help="Un seul site ; tous si rien n’est dit.")]
FORME = Annotated[
    str, typer.Option("--format", metavar="table|json|csv|pdf", help="Forme de ce qui sort (pdf : pour le mur).")
]
SORTIE = Annotated[str, typer.Option(metavar="F", help="Écrire dans ce fichier ; son nom dit la forme (.pdf, .csv…).")]
PAI = Annotated[
    bool, typer.Option("--pai", help="Avec le détail des PAI, si votre rôle l’accorde ; la lecture est notée.")
]

_SORTE = Sorte(forme=False)
Lignes = Sequence[Mapping[str, Any]]


@commande(rapport, "presences", "Les enfants attendus, par site, groupe et jour.", sorte=_SORTE)
def presences(
    appel: Appel,
    date: JOUR = "",
    semaine: SEMAINE = "",
    site: SITE = "",
    forme: FORME = "",
    sortie: SORTIE = "",
    remplacer: REMPLACER = False,
) -> None:
    """Who comes."""
    from guichet.editions.listes import listes_csv
    from guichet.regles.listes.mots import a_savoir
    from guichet.services.listes import affiches, releves

    ctx = appel.contexte()
    du, au = _jours(appel, date, semaine)
    lues = releves.presences(ctx, du=du, au=au, site=_site(ctx, site))
    choisie = _forme(forme, sortie)
    titres = (
        ("jour", "Jour"), ("site", "Site"), ("activite", "Activité"), ("groupe", "Groupe"), ("unite", "Unité"),
        ("code_famille", "Code"), *((("pai", "PAI"),) if choisie != "table" else ()),
        ("enfant", "Enfant"), ("classe", "Classe"), ("etat", "État"), ("regimes", "À savoir"),
    )  # fmt: skip
    lignes = listes_csv.presences(lues)
    for x, ligne in zip(lues, lignes, strict=True):
        if choisie == "json":
            ligne["etat"] = x.etat
        elif choisie == "table":
            ligne["regimes"] = a_savoir(x)
    _sortir(
        appel, choisie, Vers(sortie, remplacer), titres, ("jour", "site", "activite", "groupe"), lignes,
        "Aucun enfant n’est attendu.", lambda: affiches.presences(ctx, lues, du=du, au=au),
    )  # fmt: skip


@commande(rapport, "repas", "Les repas à servir par site, avec régimes et PAI.", sorte=_SORTE)
def repas(
    appel: Appel,
    date: JOUR = "",
    semaine: SEMAINE = "",
    site: SITE = "",
    pai: PAI = False,
    forme: FORME = "",
    sortie: SORTIE = "",
    remplacer: REMPLACER = False,
) -> None:
    """What they eat."""
    from guichet.editions.listes import listes_csv
    from guichet.services.listes import affiches, releves

    ctx = appel.contexte()
    du, au = _jours(appel, date, semaine)
    lus = (releves.repas_avec_pai if pai else releves.repas)(ctx, du=du, au=au, site=_site(ctx, site))
    choisie = _forme(forme, sortie)
    titres = (
        ("jour", "Jour"), ("site", "Site"), ("activite", "Service"), ("unite", "Unité"), ("total", "Total"),
        ("ordinaires", "Ordinaires"), ("pai", "PAI"), ("regimes", "Régimes"), ("a_part", "À servir à part"),
    )  # fmt: skip
    lignes = listes_csv.repas(lus)
    if choisie == "json":
        for x, ligne in zip(lus, lignes, strict=True):
            # A diet is a value of the town's, never a key.
            comptes = [{"regime": regime, "nombre": nombre} for regime, nombre in x.par_regime]
            ligne |= {"regimes": comptes, "a_part": x.convives}
    _sortir(
        appel, choisie, Vers(sortie, remplacer), titres, ("jour", "site", "activite"), lignes, "Aucun repas à servir.",
        lambda: affiches.repas(ctx, lus, du=du, au=au, detail=pai),
    )  # fmt: skip


@commande(rapport, "attente", "La liste d’attente, dans l’ordre où une place libérée est proposée.", sorte=_SORTE)
def attente(
    appel: Appel,
    date: JOUR = "",
    semaine: SEMAINE = "",
    site: SITE = "",
    forme: FORME = "",
    sortie: SORTIE = "",
    remplacer: REMPLACER = False,
) -> None:
    """Who waits."""
    from guichet.editions.listes import listes_csv
    from guichet.services.listes import affiches, releves

    ctx = appel.contexte()
    du, au = _jours(appel, date, semaine)
    lues = releves.attente(ctx, du=du, au=au, site=_site(ctx, site))
    choisie = _forme(forme, sortie)
    titres = (
        ("reservation_id", "N°"), ("jour", "Jour"), ("rang", "Rang"), ("site", "Site"), ("activite", "Activité"),
        ("groupe", "Groupe"), ("unite", "Unité"), ("code_famille", "Code"), ("enfant", "Enfant"),
        ("demandee_le", "Demandée le"), ("priorite", "Priorité"), ("proposee", "Proposée"),
        ("manquantes", "Pièces manquantes"),
    )  # fmt: skip
    lignes = listes_csv.attente(lues)
    for x, ligne in zip(lues, lignes, strict=True):
        if choisie == "json":
            ligne["manquantes"] = x.manquantes
        elif choisie == "table" and not x.rang:
            ligne["rang"] = "–"
    _sortir(
        appel, choisie, Vers(sortie, remplacer), titres, ("jour", "site", "activite", "groupe", "unite"), lignes,
        "Personne n’attend.", lambda: affiches.attente(ctx, lues, du=du, au=au),
    )  # fmt: skip


def _jours(appel: Appel, jour: str, semaine: str) -> tuple[date, date]:
    if jour and semaine:
        raise UsageIncorrect("Donnez un jour avec --date, ou une semaine avec --semaine : l’un des deux.")
    if semaine:
        lu = appel.lire_jour(semaine, champ="semaine")
        lundi = lundi_de(lu)
        return lundi, lundi + timedelta(days=6)
    lu = appel.lire_jour(jour, champ="date") if jour else appel.ouvrir().aujourdhui()
    return lu, lu


def _site(ctx: Contexte, texte: str) -> str:
    """The site meant by « moliere »; one misspelt is refused: its empty list would say that nobody comes.

    Raises:
        SaisieInvalide: no such site; the sentence lists them.
    """
    from guichet.erreurs import SaisieInvalide
    from guichet.formats import cle_recherche
    from guichet.services.listes import releves

    if not texte:
        return ""
    connus = releves.sites(ctx)
    for code in connus:
        if cle_recherche(code) == cle_recherche(texte):
            return code
    raise SaisieInvalide(f"Le site « {texte} » est inconnu. Sites : {', '.join(connus) or 'aucun'}.", champ="site")


def _forme(dite: str, fichier: str) -> str:
    """The form asked for, else the one the file's name says."""
    suffixe = Path(fichier).suffix.lower().removeprefix(".")
    formes = (*FORMATS, "pdf")
    choisie = dite or (suffixe if suffixe in formes else "table")
    if choisie not in formes:
        raise UsageIncorrect(
            f"« {dite} » n’est pas une forme de sortie : choisissez {', '.join(formes)}.", champ="format"
        )
    return choisie


def _sortir(
    appel: Appel,
    forme: str,
    vers: Vers,
    titres: Sequence[tuple[str, str]],
    tete: Sequence[str],
    lignes: Lignes,
    vide: str,
    composer: Callable[[], Edition],
) -> None:
    """Put the list where it goes; for the eye what the rows of a table share stands above it, not in each of them."""
    if forme == "pdf":
        appel.imprimer(appel.contexte(), composer(), vers.fichier)
    elif vers.fichier:
        with redirect_stdout(io.StringIO(newline="")) as flux:
            _ecrire(forme, titres, tete, lignes, plain=True)
        enregistrer(appel, vers, flux.getvalue())
    elif not lignes and forme == "table":
        appel.avertir(vide)
    else:
        _ecrire(forme, titres, tete, lignes, plain=appel.plain)


def _ecrire(forme: str, titres: Sequence[tuple[str, str]], tete: Sequence[str], lignes: Lignes, *, plain: bool) -> None:
    if forme != "table":
        ecrite.liste(forme, [ColonneSortie(*titre) for titre in titres], lignes, plain=plain)
        return
    restent = [(cle, titre) for cle, titre in titres if cle not in tete and any(x[cle] != "" for x in lignes)]
    ecrite.blocs(
        [
            Bloc(
                _titre(partagees),
                colonnes=[titre for _, titre in restent],
                rangees=[[ecrite.affichee(x[cle]) for cle, _ in restent] for x in siennes],
            )
            for partagees, siennes in groupby(lignes, key=lambda x: tuple(x[cle] for cle in tete))
        ],
        plain=plain,
    )


def _titre(partagees: tuple[Any, ...]) -> str:
    """« Lundi 23 novembre 2026, Molière, Restauration scolaire »: a group named after its school is said once."""
    from guichet.formats import jour_long
    from guichet.formats.mots import majuscule

    jour, *reste = partagees
    dit = ", ".join(filter(None, dict.fromkeys([jour_long(jour), *reste])))
    return majuscule(dit)
