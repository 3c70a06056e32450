"""The families of the design's pictures (conception/maquettes): what a reader of the mock-ups looks for first."""

from __future__ import annotations

from datetime import date

from guichet.demonstration.fiches import CleDemo, CompteDemo, FamilleDemo, TacheDemo, VisiteDemo, famille
from guichet.demonstration.tirage import Ville
from guichet.fiches.familles.imports import PersonneLue, QuotientLu
from guichet.regles.portail.compte_portail import EtatComptePortail
from guichet.regles.socle.domaine import EtatCle, EtatPassage, Residence, RoleLien

POSTE = "poste 2"


def tirer(ville: Ville) -> tuple[FamilleDemo, ...]:
    """The named families, for that school year and day."""
    ici = (ville.code_postal, ville.nom, Residence.COMMUNE.value)
    return (_leger_martin(ville, ici), *_leger_et_legendre(ville, ici), *_proches(ville, ici), *_passages(ville, ici))


def _leger_et_legendre(ville: Ville, ici: tuple[str, str, str]) -> tuple[FamilleDemo, ...]:
    """What « lege sop » finds besides the first one."""
    return (
        FamilleDemo(
            famille(
                "20988",
                "3, rue Pasteur",
                ici,
                [
                    _adulte("M.", "Léger", "Antoine", date(1981, 2, 14), "père", mobile="0644109832"),
                    _adulte("Mme", "Léger", "Sophie", date(1983, 11, 2), "mère", courriel="sophie.leger2@free.example"),
                    _enfant("G", "Léger", "Noé", date(ville.annee - 10, 6, 21), ville, "Victor-Hugo", "CM2"),
                ],
                quotient=_qf(ville, 1204),
            ),
            anciennete=2600,
            comptes=(CompteDemo(1, EtatComptePortail.ACTIVE, 80),),
        ),
        FamilleDemo(
            famille(
                "21007",
                "27, rue de Paris",
                ("95990", "Saint-Cyr-en-Vexin", Residence.EXTERIEUR.value),
                [
                    _adulte("Mme", "Legendre", "Sophia", date(1990, 7, 8), "mère", mobile="0781004211"),
                    _enfant("F", "Legendre", "Inès", date(ville.annee - 6, 1, 30), ville, "Molière", "CP"),
                ],
            ),
            anciennete=70,
        ),
    )


def _proches(ville: Ville, ici: tuple[str, str, str]) -> tuple[FamilleDemo, ...]:
    """Names close to it."""
    return (
        FamilleDemo(
            famille(
                "21344",
                "8, allée des Acacias",
                ici,
                [
                    _adulte("Mme", "Legay", "Sophie", date(1988, 4, 19), "mère", courriel="sophie.legay@yahoo.example"),
                    _enfant("G", "Legay", "Maxence", date(ville.annee - 4, 9, 9), ville, "Les Sablons", "MS"),
                ],
                quotient=_qf(ville, 640),
            ),
            anciennete=430,
            comptes=(CompteDemo(0, EtatComptePortail.EMIS, 3),),
            taches=(TacheDemo(0, jours_ouvres=1, decalage=113),),
        ),
        FamilleDemo(
            famille(
                "20117",
                "55, avenue de Verdun",
                ici,
                [
                    _adulte("Mme", "Léger", "Sonia", date(1979, 12, 1), "mère", mobile="0639980117"),
                    _enfant("F", "Léger", "Anouk", date(ville.annee - 8, 3, 3), ville, "Montaigne", "CE2"),
                ],
                quotient=_qf(ville, 455),
            ),
            anciennete=1900,
            cles=(CleDemo(0, EtatCle.REMISE, 12),),
        ),
    )


def _leger_martin(ville: Ville, ici: tuple[str, str, str]) -> FamilleDemo:
    septembre = date(ville.annee, 9, 3)
    return FamilleDemo(
        famille(
            "20421",
            "12, rue Simone-Veil",
            ici,
            [
                _adulte(
                    "Mme", "Léger-Martin", "Sophie", date(1986, 5, 24), "mère",
                    mobile="0612345678", courriel="sophie.leger@orange.fr",
                ),
                _adulte("M.", "Martin", "Karim", date(1984, 10, 11), "père", mobile="0698765432"),
                _enfant(
                    "F", "Léger-Martin", "Léa", date(ville.annee - 8, 9, 3), ville, "Victor-Hugo", "CE1", pai="arachide"
                ),
                _enfant("G", "Léger-Martin", "Tom", date(ville.annee - 3, 5, 12), ville, "Les Sablons", "PS"),
                PersonneLue(
                    0, RoleLien.CONTACT.value, "Mme", "Léger", "", "Odile", None,
                    mobile="0601020304", qualite="grand-mère", peut_chercher=True, urgence=True,
                ),
            ],
            quotient=_qf(ville, 871),
        ),
        anciennete=1100,
        electronique=True,
        comptes=(CompteDemo(0, EtatComptePortail.CGU_ACCEPTEES, 400),),
        cles=(CleDemo(0, EtatCle.UTILISEE, max((ville.jour - septembre).days, 1)),),
    )  # fmt: skip


def _passages(ville: Ville, ici: tuple[str, str, str]) -> tuple[FamilleDemo, ...]:
    """Families seen shortly before: the last visits under the search box, one of them suspended."""
    moreau = famille(
        "20112",
        "2, rue du Bac",
        ici,
        [
            _adulte("Mme", "Moreau", "Camille", date(1991, 1, 17), "mère", courriel="camille.moreau@laposte.example"),
            _enfant("G", "Moreau", "Basile", date(ville.annee - 5, 8, 2), ville, "Montaigne", "GS"),
        ],
        quotient=_qf(ville, 1010),
    )
    diallo = famille(
        "22040",
        "31, rue des Sablons",
        ici,
        [
            _adulte("M.", "Diallo", "Amadou", date(1978, 6, 6), "père", mobile="0639982240"),
            _adulte("Mme", "Diallo", "Mariama", date(1982, 9, 15), "mère", courriel="m.diallo@gmail.example"),
            _enfant("F", "Diallo", "Aïcha", date(ville.annee - 7, 2, 20), ville, "Molière", "CE1", regimes="sans porc"),
            _enfant("G", "Diallo", "Issa", date(ville.annee - 4, 11, 27), ville, "Molière", "MS", regimes="sans porc"),
        ],
        quotient=_qf(ville, 388),
    )
    le_goff = famille(
        "20007",
        "14, quai de Seine",
        ici,
        [
            _adulte("Mme", "Le Goff", "Maëlle", date(1985, 3, 30), "mère", mobile="0639980007"),
            _enfant("G", "Le Goff", "Malo", date(ville.annee - 9, 10, 10), ville, "Pierre-Ronsard", "CM1"),
        ],
        quotient=_qf(ville, 1560),
    )
    return (
        FamilleDemo(
            moreau,
            anciennete=300,
            comptes=(CompteDemo(0, EtatComptePortail.EMIS, 0, guichet=True),),
            visites=(VisiteDemo(9, POSTE, "demo", actes=("Identifiants du portail émis, remis en main propre",)),),
        ),
        FamilleDemo(
            diallo,
            anciennete=640,
            cles=(CleDemo(1, EtatCle.REMISE, 0),),
            visites=(VisiteDemo(16, POSTE, "demo", actes=("Clé Enfance émise, remise en main propre",)),),
        ),
        FamilleDemo(
            le_goff,
            anciennete=1500,
            visites=(VisiteDemo(27, "poste 1", "accueil", EtatPassage.SUSPENDU, actes=("Coordonnées confirmées",)),),
        ),
    )


def _qf(ville: Ville, euros: int) -> QuotientLu:
    """Quotient of the month before."""
    mois = ville.jour.replace(day=1)
    precedent = date(mois.year - 1, 12, 1) if mois.month == 1 else mois.replace(month=mois.month - 1)
    return QuotientLu(0, euros * 100, precedent)


def _adulte(
    civilite: str, nom: str, prenom: str, naissance: date, qualite: str, *, mobile: str = "", courriel: str = ""
) -> PersonneLue:
    return PersonneLue(
        0, RoleLien.RESPONSABLE.value, civilite, nom, "", prenom, naissance,
        courriel=courriel, mobile=mobile, qualite=qualite, autorite_parentale=True,
    )  # fmt: skip


def _enfant(
    civilite: str,
    nom: str,
    prenom: str,
    naissance: date,
    ville: Ville,
    ecole: str,
    classe: str,
    *,
    regimes: str = "",
    pai: str = "",
) -> PersonneLue:
    return PersonneLue(
        0, RoleLien.ENFANT.value, civilite, nom, "", prenom, naissance,
        regimes=regimes, pai=bool(pai), pai_detail=pai,
        # A town without this school has the child in its first one.
        ecole=ecole if ecole in ville.ecoles else ville.ecoles[0], classe=classe,
    )  # fmt: skip
