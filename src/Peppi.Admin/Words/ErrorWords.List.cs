using System.Collections.Frozen;
using Peppi.Admin.Shell;

namespace Peppi.Admin.Words;

internal static partial class ErrorWords
{
    private static readonly FrozenDictionary<string, Phrase> ByCode = new Dictionary<string, Phrase>
    {
        ["42501"] = new("Votre rôle ne permet pas cette action. Demandez-en le droit à un administrateur.", "Your role does not allow this. Ask an administrator for the permission."),
        ["not_found"] = new("Cet élément n'existe plus, ou ne vous est pas visible.", "This no longer exists, or is not visible to you."),
        ["changed_meanwhile"] = new("Quelqu'un d'autre l'a modifié entre-temps. Rouvrez la page et refaites votre changement.", "Somebody else changed this meanwhile. Open the page again and repeat your change."),
        ["invalid_credentials"] = new("Adresse ou mot de passe incorrect.", "The address or the password is not right."),
        ["user_banned"] = new("Ce compte est désactivé. Adressez-vous à un administrateur.", "This account is deactivated. Ask an administrator."),
        ["over_request_rate_limit"] = new("Trop de tentatives. Patientez une minute avant de réessayer.", "Too many attempts. Wait a minute before you try again."),
        ["23505"] = new("Il en existe déjà un identique.", "There is already one like this."),
        ["23503"] = new("D'autres données en dépendent, ou il renvoie à une donnée qui n'existe plus.", "Something else depends on it, or it refers to something that is gone."),
        ["23514"] = new("Une valeur sort de ce qui est permis.", "A value is outside of what is allowed."),
        ["23502"] = new("Une valeur obligatoire manque.", "A required value is missing."),
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, Phrase> ByMessage = new Phrase[]
    {
        new("Donnez un nom.", "Enter a name."),
    }.ToFrozenDictionary(phrase => phrase.English);
}
