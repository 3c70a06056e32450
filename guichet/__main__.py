"""Entry point. The bare call goes straight to the application: typer costs 60 ms that a shift need not pay."""

from __future__ import annotations

import os
import sys

from guichet import entrees

OPTIONS_DIRECTES = {"--base": "base", "--agent": "agent", "--poste": "poste"}


def _appel_direct(arguments: list[str]) -> dict[str, str] | None:
    """Read `[--base B] [--agent A] [--poste P]` and nothing else; None when it is anything more."""
    lu: dict[str, str] = {}
    reste = iter(arguments)
    for mot in reste:
        nom, egal, valeur = mot.partition("=")
        if nom not in OPTIONS_DIRECTES:
            return None
        if not egal:
            suivant = next(reste, None)
            if suivant is None:
                return None
            valeur = suivant
        lu[OPTIONS_DIRECTES[nom]] = valeur
    return lu


def main() -> int:
    """Run the application or the command line; returns the exit code."""
    entrees.assurer()
    options = _appel_direct(sys.argv[1:])
    if options is None:
        from guichet.cli.racine import main as ligne_de_commande

        return ligne_de_commande()
    from guichet.cli.cadre.poste import adresse_par_defaut
    from guichet.erreurs import ErreurMetier
    from guichet.lancement import lancer

    try:
        adresse = adresse_par_defaut(options.get("base") or os.environ.get("GUICHET_BASE", ""))
        return lancer(adresse, agent=options.get("agent"), poste=options.get("poste", ""))
    except ErreurMetier as refus:
        sys.stderr.write(f"{refus.message}\n")
        return refus.code


if __name__ == "__main__":
    sys.exit(main())
