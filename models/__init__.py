"""SQLModel tables, one file per aggregate; XBase carries the validated fields, X the table."""

from sqlmodel import SQLModel

from models.commune import Agent, JourFerie, Parametre, Reglement, SessionAgent
from models.famille import Famille, FamilleBase, HistoriqueCoordonnees, Lien, LienBase, Quotient
from models.identifiants import (
    CleEnfance,
    ComptePortail,
    EnvoiExporte,
    EnvoiPortail,
    IdentifiantAncien,
    Remise,
)
from models.journal import Consultation, Journal
from models.passage import ActePassage, Passage, Tache
from models.personne import PaiDetail, Personne, PersonneBase, Scolarite
from models.recherche import FicheRecherche, JetonRecherche, MotNom

metadata = SQLModel.metadata

__all__ = [
    "ActePassage",
    "Agent",
    "CleEnfance",
    "ComptePortail",
    "Consultation",
    "EnvoiExporte",
    "EnvoiPortail",
    "Famille",
    "FamilleBase",
    "FicheRecherche",
    "HistoriqueCoordonnees",
    "IdentifiantAncien",
    "JetonRecherche",
    "JourFerie",
    "Journal",
    "Lien",
    "LienBase",
    "MotNom",
    "PaiDetail",
    "Parametre",
    "Passage",
    "Personne",
    "PersonneBase",
    "Quotient",
    "Reglement",
    "Remise",
    "Scolarite",
    "SessionAgent",
    "Tache",
    "metadata",
]
