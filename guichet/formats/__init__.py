"""How everything is written and read: amounts, days, telephones, mails, names, search keys.

The screen, the command line, the papers and the imports all go through here, so that a parent reads the
same date everywhere and an agent may type it in every usual way.
"""

from guichet.formats.contacts import lire_courriel, lire_telephone, telephone
from guichet.formats.jours import (
    JOURS,
    PARIS,
    date_num,
    heure,
    instant_court,
    instant_num,
    jour_court,
    jour_long,
    jour_mois,
    lire_date,
    mois_court,
    plage_courte,
)
from guichet.formats.montants import euros, lire_centimes
from guichet.formats.mots import age, cle_recherche, enumerer, mots_recherche, nettoyer, nom_affiche, pluriel

__all__ = [
    "JOURS",
    "PARIS",
    "age",
    "cle_recherche",
    "date_num",
    "enumerer",
    "euros",
    "heure",
    "instant_court",
    "instant_num",
    "jour_court",
    "jour_long",
    "jour_mois",
    "lire_centimes",
    "lire_courriel",
    "lire_date",
    "lire_telephone",
    "mois_court",
    "mots_recherche",
    "nettoyer",
    "nom_affiche",
    "plage_courte",
    "pluriel",
    "telephone",
]
