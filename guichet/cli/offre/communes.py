"""`guichet communes`: the towns shipped with the program, and the check of a town's own file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from guichet.cli.cadre.appel import Appel
from guichet.cli.cadre.application import DEPART, application
from guichet.cli.cadre.options import commande, groupe
from guichet.cli.cadre.sortie import Bloc, ColonneSortie
from guichet.formats.mots import de_ville

if TYPE_CHECKING:
    from guichet.communes import Commune

communes = groupe("Les communes livrées avec Guichet, et la vérification d’un fichier de commune.", defaut="lister")
application.add_typer(communes, name="communes", rich_help_panel=DEPART)

NOM = Annotated[str, typer.Argument(metavar="NOM|FICHIER", help="Commune livrée, ou fichier .toml de la commune.")]


@commande(communes, "lister", "Lister les communes livrées avec Guichet.")
def lister(appel: Appel) -> None:
    """List the presets."""
    from guichet.communes import lister_presets

    appel.lister(
        (
            ColonneSortie("commune", "Commune", fixe=True),
            ColonneSortie("nom", "Nom"),
            ColonneSortie("resume", "Règlement"),
        ),
        [{"commune": p.slug, "nom": p.nom, "resume": p.resume} for p in lister_presets()],
        vide="Aucune commune n’est livrée avec cette installation.",
    )


@commande(communes, "montrer", "Montrer le règlement d’une commune.")
def montrer(appel: Appel, nom: NOM) -> None:
    """Show one town: everything for a program, what an agent asks about for the eye."""
    from guichet.communes import chemin_preset, lire_preset

    commune = lire_preset(chemin_preset(nom))
    appel.montrer(commune.model_dump(mode="json"), lambda: montree(commune))


@commande(communes, "verifier", "Vérifier un fichier de commune, et dire ce qu’il reste à y remplir.")
def verifier(appel: Appel, nom: NOM) -> None:
    """Check a town's file: every wrong key at once, with its line."""
    from guichet.communes import chemin_preset, lire_preset

    commune = lire_preset(chemin_preset(nom))
    manques = list(commune.a_completer())
    suite = f" Restent à remplir avant d’ouvrir : {', '.join(manques)}." if manques else ""
    appel.resultat(
        f"Le fichier {de_ville(commune.nom)} est correct.{suite}",
        {"commune": commune.slug, "nom": commune.nom, "a_completer": manques},
    )


def montree(commune: Commune) -> list[Bloc]:
    """A town as the eye reads it: what an agent asks about, and how its portal words it."""
    from guichet.formats import date_num
    from guichet.regles.portail.compte_portail import LIBELLES_MODES, ModeComptePortail
    from guichet.regles.socle.mot_de_passe import longueur_temporaire

    portail, mots = commune.portail, commune.mots_portail
    longueur = longueur_temporaire(portail.politique)
    modes = " ; ".join(LIBELLES_MODES[ModeComptePortail(mode)] for mode in portail.modes_compte)
    return [
        Bloc(
            "",
            paires=[
                ("Commune", commune.nom),
                ("Résumé", commune.resume),
                ("Zone scolaire", commune.zone),
                ("Portail", f"{portail.nom} {portail.adresse}".strip()),
                ("Comptes", modes),
                ("Adresse mail", "obligatoire" if portail.courriel_obligatoire else "facultative"),
                ("Mot de passe", f"provisoire {commune.identifiants.validite_jours} jours, de {longueur} signes"),
                ("Le portail demande", mots.politique.phrase),
                ("CGU", "à lire jusqu’en bas" if portail.lire_cgu_en_entier else "à accepter, sans avoir à les lire"),
                ("Clé Enfance", f"valable {commune.cle_enfance.validite_jours} jours"),
                ("À remplir", ", ".join(commune.a_completer()) or "rien"),
            ],
        ),
        Bloc(
            "Sites",
            colonnes=("Code", "Nom", "Adresse", "Depuis"),
            rangees=[
                (site.code, site.nom, ", ".join(site.adresse_postale()), date_num(site.du) if site.du else "")
                for site in commune.sites
            ],
        ),
        Bloc(
            "Services",
            colonnes=("Code", "Nom"),
            rangees=[(service.code, service.nom) for service in commune.services],
        ),
        Bloc(
            "Mots du portail",
            colonnes=("Réglage", "Mot"),
            rangees=[
                (nom, " · ".join(mot) if isinstance(mot, tuple) else mot) for nom, mot in portail.vocabulaire if mot
            ],
        ),
        Bloc(
            "Références",
            colonnes=("Document", "Services"),
            rangees=[(f"{r.titre} {r.version}".strip(), ", ".join(r.services) or "tous") for r in commune.references],
        ),
        Bloc("Particularités", rangees=[(phrase,) for phrase in commune.particularites], colonnes=("",)),
    ]
