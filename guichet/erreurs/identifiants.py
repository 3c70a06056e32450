"""Refusals about portal accounts, their passwords and the Clé Enfance."""

from __future__ import annotations

from guichet.erreurs.socle import ErreurMetier


class TransitionImpossible(ErreurMetier):
    """An account or a key in that state does not allow the gesture; the sentence says what to do instead."""

    regle = "cycle de vie"


class AutoriteAbsente(ErreurMetier):
    """A Clé opens the children's data: to whom has no parental authority, only once that was said."""

    regle = "autorité parentale"


class ResponsableInconnu(ErreurMetier):
    """Secrets go to a current responsable of the household and to nobody else."""

    regle = "remise"


class IdentiteNonVerifiee(ErreurMetier):
    """Nothing is handed over before an identity document was looked at (rule 16)."""

    regle = "remise"


class SecretADistance(ErreurMetier):
    """The person is on the telephone or writes: nobody stands here to be given a secret (ecrans.md)."""

    regle = "remise"


class CourrielRequis(ErreurMetier):
    """The mode or the way chosen goes by mail, and this person has no address."""

    regle = "courriel"


class ModeImpossible(ErreurMetier):
    """The town does not make accounts that way."""

    regle = "mode de compte"


class IdentifiantRefuse(ErreurMetier):
    """The identifier is taken, is another household's code, or cannot be typed on the portal."""

    regle = "identifiant"


class ComptePortailInconnu(ErreurMetier):
    """There is no such portal account."""

    regle = "compte"


class ComptePortailModifie(ErreurMetier):
    """Another workstation changed the account since this one read it: a secret given now would void theirs."""

    regle = "compte"


class CleInconnue(ErreurMetier):
    """No Clé Enfance of this base reads like that."""

    regle = "Clé Enfance"


class CleModifiee(ErreurMetier):
    """A Clé was issued for this person since who asks for one looked: another would void it, unseen."""

    regle = "Clé Enfance"


class CleNonUtilisee(ErreurMetier):
    """A parent's own account is linked by the Clé Enfance, and none was used."""

    regle = "Clé Enfance"


class TacheInconnue(ErreurMetier):
    """There is no such task, or it is no longer to be done."""

    regle = "tâches"


class LotRefuse(ErreurMetier):
    """The file named for the export holds another lot, which the portal may not have taken yet."""

    regle = "export"
