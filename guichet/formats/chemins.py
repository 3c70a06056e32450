"""Names of files as people type them."""

from __future__ import annotations

from pathlib import Path

from guichet.erreurs import SaisieInvalide
from guichet.formats.mots import citer


def lire_chemin(texte: str) -> Path:
    """The file meant, « ~ » being the folder of whoever types.

    Raises:
        SaisieInvalide: the folder of an unknown user, or the name of no file.
    """
    tape = texte.strip()
    try:
        chemin = Path(tape).expanduser()
    except RuntimeError as erreur:
        msg = f"{citer(tape)} commence par un utilisateur inconnu : écrivez le chemin entier."
        raise SaisieInvalide(msg) from erreur
    if not chemin.name or chemin.name == ".." or "\0" in tape:
        raise SaisieInvalide(f"{citer(tape)} n’est pas le nom d’un fichier : écrivez par exemple ~/liste.csv.")
    return chemin


def lire_fichier(texte: str) -> Path:
    """The file meant, which is there: refused while what was typed is still on the screen.

    Raises:
        SaisieInvalide: see `lire_chemin`; nothing there, or a folder.
    """
    chemin = lire_chemin(texte)
    if chemin.is_file():
        return chemin
    if chemin.is_dir():
        raise SaisieInvalide(f"{citer(chemin.name)} est un dossier : ajoutez le nom du fichier.")
    if not chemin.parent.is_dir():
        raise SaisieInvalide(f"le dossier {citer(chemin.parent.name)} n’existe pas : vérifiez le chemin.")
    raise SaisieInvalide(f"{citer(chemin.name)} n’est pas dans ce dossier : vérifiez le nom.")
