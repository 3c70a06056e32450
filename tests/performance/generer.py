"""Bases of any size with believable French families, written by the driver in a few seconds."""

from __future__ import annotations

import random
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from guichet.base import Adresse
from guichet.contexte import Contexte
from guichet.registres.recherche import index_recherche
from tests.bases import Horloge, contexte, remplir, secrets_gabarit

# Frequent names come up as often as they do in a town; the made-up tail gives a town's worth of rare ones.
FREQUENTS = (
    "Martin Bernard Thomas Petit Robert Richard Durand Dubois Moreau Laurent Simon Michel Lefebvre Leroy Roux David "
    "Bertrand Morel Fournier Girard Bonnet Dupont Lambert Fontaine Rousseau Vincent Muller Lefèvre Faure André "
    "Mercier Blanc Guérin Boyer Garnier Chevalier François Legrand Gauthier Garcia Perrin Robin Clément Morin Nicolas "
    "Henry Roussel Mathieu Gautier Masson Marchand Duval Denis Dumont Marie Lemaire Noël Meyer Dufour Meunier Brun "
    "Blanchard Giraud Joly Rivière Lucas Brunet Gaillard Barbier Arnaud Martinez Gérard Roche Renard Schmitt Roy "
    "Leroux Colin Vidal Caron Picard Roger Fabre Aubert Lemoine Renaud Dumas Lacroix Olivier Philippe Bourgeois "
    "Pierre Benoît Rey Leclerc Payet Rolland Leclercq Guillaume Lecomte López Jean Dupuy Guillot Hubert Berger "
    "Carpentier Sánchez Dupuis Moulin Louis Deschamps Huet Vasseur Pérez Boucher Fleury Royer Klein Jacquet Adam "
    "Paris Poirier Marty Aubry Guyot Carré Charles Renault Charpentier Ménard Maillard Baron Bertin Bailly Hervé "
    "Schneider Fernández Le-Gall Collet Léger Bouvier Julien Prévost Millet Perrot Daniel Le-Roux Cousin Germain "
    "Breton Besson Langlois Rémy Le-Goff Pelletier Lévêque Perrier Leblanc Barré Lebrun Marchal Weber Mallet Hamon "
    "Boulanger Jacob Monnier Michaud Rodríguez Guichard Gillet Étienne Grondin Poulain Tessier Chevallier Collin "
    "Diallo Traoré Benali Haddad Nguyen Yıldız Kowalski Hugo"
).split()
DEBUTS = (
    "Bar Beau Bel Ber Bois Bon Bou Bris Cal Can Car Chan Char Chau Clé Cor Cour Cro Dal Del Des Dor Du Es Fal Fer "
    "Flo For Gal Gan Gar Gel Gri Gué Hau Jar Jou La Lam Lan Lau Le Lon Mal Man Mar Mon Mor Nor Par Pel Per Plan Pon "
    "Pou Qué Rai Ram Ren Ri Ros Sal Sau Ser Tal Tour Val Ver Vil"
).split()
FINS = (
    "lier teau vin din lot rand mont bert nard vel det chet rin geot zac gnac ville court lin ron teil don sard "
    "quin gard niel lard tel mier nay rieux set sson quet reau mel gny zon"
).split()
PRENOMS = (
    "Marie Jean Sophie Karim Léa Tom Inès Noé Louise Gabriel Raphaël Emma Jade Louis Alice Jules Chloé Adam Lina "
    "Hugo Rose Arthur Mila Lucas Anna Maël Ambre Ethan Julia Paul Manon Nathan Lou Sacha Zoé Gabin Camille Aaron "
    "Sarah Mohamed Nina Théo Agathe Eden Jeanne Liam Romane Naël Victoire Noah Iris Martin Eva Victor Charlie Axel "
    "Lucie Robin Elena Timéo Clémence Ayden Élise Isaac Margaux Marius Apolline Rayan Léonie Valentin Aya Baptiste "
    "Mathilde Clément Yasmine Samuel Anaïs Antoine Capucine Nolan Salomé Maxence Constance Simon Éléonore Ibrahim "
    "Aïcha Fatima Nadia Thierry Sylvie Christophe Nathalie Stéphane Isabelle Laurent Sandrine Frédéric Céline"
).split()
ECOLES = ("Victor-Hugo", "Jean-de-La-Fontaine", "Molière", "Montaigne", "Les Sablons", "Jules-Ferry", "Marie-Curie")
CLASSES = ("PS", "MS", "GS", "CP", "CE1", "CE2", "CM1", "CM2")
LOT = 5000


def base(dossier: Path, familles: int) -> Contexte:
    """Make a base of so many families, indexed, opened as « demo »; the same one each time."""
    adresse = Adresse(dossier / f"{familles}.db")
    remplir(adresse)
    connexion = sqlite3.connect(dossier / f"{familles}.db", isolation_level=None)
    connexion.execute("PRAGMA synchronous = OFF")
    connexion.execute("BEGIN")
    for table, lignes in _familles(familles, random.Random(familles)):
        marques = ", ".join("?" * len(lignes[0]))
        connexion.executemany(f"INSERT INTO {table} VALUES ({marques})", lignes)
    connexion.execute("COMMIT")
    connexion.close()
    # A program started on it in a terminal finds the key of its seals beside it, as on any training base.
    shutil.copy(secrets_gabarit().chemin, dossier / f"{familles}.db.cles")
    return contexte(adresse, Horloge())


def indexer(ctx: Contexte) -> int:
    """Write the index, as an import of the whole town does."""
    with ctx.ecriture() as s:
        return index_recherche.reconstruire(s)


COLONNES = {
    "famille": "id, code, adresse, complement, code_postal, ville, envoi_factures, residence, creee_le, version",
    "personne": "id, civilite, nom, nom_naissance, prenom, naissance, courriel, mobile, fixe, regimes, pai, version",
    "lien": "personne_id, famille_id, role, rang, du, qualite, autorite_parentale, payeur, peut_chercher, urgence, "
    "garde_rythme, version",
    "scolarite": "personne_id, annee, ecole, classe",
}


def _familles(nombre: int, hasard: random.Random) -> Iterator[tuple[str, list[tuple[object, ...]]]]:
    lots: dict[str, list[tuple[object, ...]]] = {table: [] for table in COLONNES}
    personne = 0
    for famille in range(1, nombre + 1):
        nom = _nom(hasard)
        hors = hasard.random() < 0.1
        lots["famille"].append(
            (famille, str(20000 + famille), f"{famille % 90} rue des Lilas", "", "78999",
             "Ailleurs" if hors else "Clairval", "papier", "exterieur" if hors else "commune",
             "2026-01-05 08:00:00.000000", 1)
        )  # fmt: skip
        for rang in range(adultes := hasard.choice((1, 2, 2))):
            personne += 1
            sien = nom if rang == 0 or hasard.random() < 0.6 else _nom(hasard)
            prenom = hasard.choice(PRENOMS)
            courriel = f"{prenom}.{sien}{famille}@exemple.fr".lower() if hasard.random() < 0.9 else ""
            lots["personne"].append(
                (personne, "Mme", sien, _nom(hasard) if hasard.random() < 0.2 else "", prenom,
                 f"{hasard.randint(1975, 2000)}-{hasard.randint(1, 12):02}-{hasard.randint(1, 28):02}",
                 courriel, f"06{hasard.randint(0, 99999999):08}", "", "", 0, 1)
            )  # fmt: skip
            lots["lien"].append((personne, famille, "responsable", rang, "2024-09-01", "", 1, 1, 1, 1, "", 1))
        for rang in range(adultes, adultes + hasard.choice((1, 1, 2, 2, 3))):
            personne += 1
            an = hasard.randint(2015, 2023)
            lots["personne"].append(
                (personne, "F", nom, "", hasard.choice(PRENOMS),
                 f"{an}-{hasard.randint(1, 12):02}-{hasard.randint(1, 28):02}", "", "", "", "",
                 int(hasard.random() < 0.03), 1)
            )  # fmt: skip
            lots["lien"].append((personne, famille, "enfant", rang, "2024-09-01", "", 0, 0, 0, 0, "", 1))
            lots["scolarite"].append((personne, 2026, hasard.choice(ECOLES), hasard.choice(CLASSES)))
        if famille % LOT == 0 or famille == nombre:
            for table, lignes in lots.items():
                yield f"{table} ({COLONNES[table]})", lignes
            lots = {table: [] for table in COLONNES}


def _nom(hasard: random.Random) -> str:
    tirage = hasard.random()
    if tirage < 0.45:
        # Zipf-like: the first of the list are met ten times as often as the last.
        return FREQUENTS[int(len(FREQUENTS) * hasard.random() ** 2)]
    compose = f"{hasard.choice(DEBUTS)}{hasard.choice(FINS)}"
    if tirage < 0.75:
        return compose
    if tirage < 0.9:
        return f"{hasard.choice(DEBUTS)}{hasard.choice(FINS)}{hasard.choice(('et', 'eau', 'ier', 'ot', 'ard', 'y'))}"
    return f"{compose}-{hasard.choice(FREQUENTS)}"
