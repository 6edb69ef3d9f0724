using System.Collections.Frozen;
using Peppi.Admin.Shell;

namespace Peppi.Admin.Words;

internal static partial class ErrorWords
{
    private static readonly FrozenDictionary<string, Phrase> ByCode = new Dictionary<string, Phrase>
    {
        ["42501"] = new("Votre rôle ne permet pas cette action. Demandez-en le droit à un administrateur.", "Your role does not allow this. Ask an administrator for the permission."),
        ["insufficient_aal"] = new("Confirmez d'abord votre second facteur.", "Prove your second factor first."),
        ["mfa_factor_not_found"] = new("Ce second facteur n'existe plus. Recommencez.", "This second factor is no longer there. Begin again."),
        ["no_second_factor"] = new("Activez d'abord un second facteur.", "Turn on a second factor first."),
        ["mfa_factor_name_conflict"] = new("Un autre de vos appareils porte ce nom.", "Another of your devices has this name."),
        ["too_many_enrolled_mfa_factors"] = new("Dix appareils au plus : retirez-en un d'abord.", "Ten devices at most: remove one first."),
        ["not_found"] = new("Cet élément n'existe plus, ou ne vous est pas visible.", "This no longer exists, or is not visible to you."),
        ["changed_meanwhile"] = new("Quelqu'un d'autre l'a modifié entre-temps. Rouvrez la page et refaites votre changement.", "Somebody else changed this meanwhile. Open the page again and repeat your change."),
        ["invalid_credentials"] = new("Adresse ou mot de passe incorrect.", "The address or the password is not right."),
        ["user_banned"] = new("Ce compte est désactivé. Adressez-vous à un administrateur.", "This account is deactivated. Ask an administrator."),
        ["over_request_rate_limit"] = new("Trop de tentatives. Patientez une minute avant de réessayer.", "Too many attempts. Wait a minute before you try again."),
        ["session_not_found"] = new("Votre session a pris fin. Reconnectez-vous.", "Your session has ended. Sign in again."),
        ["no_authorization"] = new("Connectez-vous d'abord.", "Sign in first."),
        ["email_exists"] = new("Quelqu'un a déjà un compte avec cette adresse.", "Somebody already has an account with this address."),
        ["cannot_deactivate_self"] = new("Vous ne pouvez pas désactiver votre propre compte. Demandez-le à un autre administrateur.", "You cannot deactivate your own account. Ask another administrator."),
        ["invitation_spent"] = new("Cette invitation a déjà servi, ou elle est trop ancienne.", "This invitation was already used, or is too old."),
        ["not_invited"] = new("Cette personne a déjà choisi son mot de passe.", "This person has already chosen a password."),
        ["role_in_use"] = new("Des personnes ont encore ce rôle. Donnez-leur en un autre d'abord.", "People still have this role. Give them another role first."),
        ["project_code_taken"] = new("Un autre projet a ce code.", "Another project has this code."),
        ["already_member"] = new("Cette personne fait déjà partie de l'équipe.", "This person is a member of the project already."),
        ["23505"] = new("Il en existe déjà un identique.", "There is already one like this."),
        ["23503"] = new("D'autres données en dépendent, ou il renvoie à une donnée qui n'existe plus.", "Something else depends on it, or it refers to something that is gone."),
        ["23514"] = new("Une valeur sort de ce qui est permis.", "A value is outside of what is allowed."),
        ["23502"] = new("Une valeur obligatoire manque.", "A required value is missing."),
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, Phrase> ByMessage = new Phrase[]
    {
        new("Donnez le code.", "Enter the code."),
        new("Ce code n'est pas le bon, ou il a déjà servi. Attendez le suivant.", "Invalid TOTP code entered"),
        new("Donnez un nom.", "Enter a name."),
        new("Raccourcissez le nom à 120 caractères.", "Shorten the name to 120 characters."),
        new("Raccourcissez le nom à 60 caractères.", "Shorten the name to 60 characters."),
        new("Raccourcissez la description à 300 caractères.", "Shorten the description to 300 characters."),
        new("Raccourcissez la fonction à 80 caractères.", "Shorten the function to 80 characters."),
        new("Écrivez le code avec des lettres, des chiffres et des traits d'union, 20 au plus.", "Write the code with letters, digits and hyphens, at most 20."),
        new("Choisissez une phase de la liste.", "Choose a phase from the list."),
        new("Choisissez un statut de la liste.", "Choose a status from the list."),
        new("Choisissez une devise de la liste.", "Choose a currency from the list."),
        new("Une latitude est comprise entre -90 et 90 degrés.", "A latitude lies between -90 and 90 degrees."),
        new("Une longitude est comprise entre -180 et 180 degrés.", "A longitude lies between -180 and 180 degrees."),
        new("Donnez aussi la longitude.", "Enter the longitude as well."),
        new("Donnez aussi la latitude.", "Enter the latitude as well."),
        new("La fin ne doit pas précéder le début.", "The end must not be before the start."),
        new("L'avancement est compris entre 0 et 100 %.", "Progress lies between 0 and 100 %."),
        new("Un autre projet a ce code.", "Another project has this code."),
        new("Choisissez une personne.", "Choose a person."),
        new("Donnez votre adresse e-mail.", "Enter your e-mail address."),
        new("Donnez votre mot de passe.", "Enter your password."),
        new("Donnez une adresse e-mail.", "Enter an e-mail address."),
        new("Écrivez une adresse comme nom@exemple.com.", "Enter an address like name@example.com."),
        new("Écrivez une adresse comme nom@exemple.com.", "This is not an email address"),
        new("Quelqu'un a déjà un compte avec cette adresse.", "A user with this email address has already been registered"),
        new("Choisissez le français ou l'anglais.", "Choose French or English."),
        new("Écrivez le numéro avec l'indicatif du pays, comme +237 6 12 34 56 78.", "Write the number with its country code, like +237 6 12 34 56 78."),
        new("Donnez votre mot de passe actuel.", "Enter your present password."),
        new("Choisissez un mot de passe d'au moins 10 caractères.", "Choose a password of at least 10 characters."),
        new("Choisissez un mot de passe d'au plus 128 caractères.", "Choose a password of at most 128 characters."),
        new("Choisissez un mot de passe d'au moins 3 caractères différents.", "Choose a password of at least 3 different characters."),
        new("Choisissez un mot de passe plus difficile à deviner : celui-ci est parmi les premiers essayés.", "Choose a password that is harder to guess: this one is among those that are tried first."),
        new("Choisissez un mot de passe différent de l'actuel.", "Choose a password that differs from the present one."),
        new("Ce n'est pas votre mot de passe actuel.", "This is not your present password."),
        new("Un autre rôle porte ce nom.", "Another role has this name."),
        new("Ce droit n'existe pas.", "There is no such permission."),
        new("Le dernier administrateur actif ne peut être ni retiré, ni désactivé, ni changer de rôle. Nommez d'abord un autre administrateur.", "The last active admin can be neither removed nor deactivated nor given another role."),
        new("L'administration conserve tous ses droits sur les comptes et les rôles : sans eux, personne ne pourrait les rendre.", "Admins keep every permission on people and roles: without it nobody could give it back."),
        new("Un rôle fourni avec Peppi ne peut être ni renommé ni supprimé.", "A role that Peppi comes with can be neither renamed nor deleted."),
    }.ToFrozenDictionary(phrase => phrase.English);
}
