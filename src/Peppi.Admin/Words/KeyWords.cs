using Peppi.Admin.Shell;

namespace Peppi.Admin.Words;

/// <summary>Keys that sign, keys for apps, keys for servers.</summary>
internal static class KeyWords
{
    public static readonly Phrase Title = new("Clés", "Keys");
    public static readonly CountedPhrase Answer = new(new("{0} clé de service en usage", "{0} service key in use"), new("{0} clés de service en usage", "{0} service keys in use"));
    public static readonly Phrase Service = new("Clés de service", "Service keys");
    public static readonly Phrase ServiceHelp = new("Une clé par serveur qui lit et écrit tout, sans passer par une personne. Donnez une fin à chacune et révoquez celles qui ne servent plus.", "One key for each server that reads and writes everything, without a person. Give each an end, and revoke those no longer in use.");
    public static readonly Phrase NoService = new("Aucune clé de service pour l'instant.", "No service key so far.");
    public static readonly Phrase Name = new("Nom", "Name");
    public static readonly Phrase NameHint = new("Le serveur ou l'usage, par exemple « Export comptable ».", "The server or the use, for example “Accounting export”.");
    public static readonly Phrase Days = new("Durée", "Duration");
    public static readonly Phrase NoEnd = new("Sans fin", "No end");
    public static readonly CountedPhrase ForDays = new(new("{0} jour", "{0} day"), new("{0} jours", "{0} days"));
    public static readonly Phrase Issue = new("Créer une clé de service", "Make a service key");
    public static readonly Phrase SecretTitle = new("Copiez cette clé maintenant", "Copy this key now");
    public static readonly Phrase SecretText = new("Elle ne sera plus affichée : seule son empreinte est conservée.", "It is not shown again: only its fingerprint is kept.");
    public static readonly Phrase SecretDone = new("C'est copié", "I have copied it");
    public static readonly Phrase Begins = new("Commence par", "Begins with");
    public static readonly Phrase Used = new("Dernier usage", "Last used");
    public static readonly Phrase Ends = new("Fin", "End");
    public static readonly Phrase State = new("État", "State");
    public static readonly Phrase Made = new("Créée", "Made");
    public static readonly Phrase By = new("par {0}", "by {0}");
    public static readonly Phrase InUse = new("En usage", "In use");
    public static readonly Phrase Expired = new("Expirée", "Expired");
    public static readonly Phrase Revoked = new("Révoquée", "Revoked");
    public static readonly Phrase Revoke = new("Révoquer", "Revoke");
    public static readonly Phrase ServiceRevoked = new("La clé {0} est révoquée : elle est refusée dès maintenant.", "The key {0} is revoked: it is refused from now on.");

    public static readonly Phrase Signing = new("Clés de signature", "Signing keys");
    public static readonly Phrase SigningHelp = new("Elles signent les jetons des personnes. La suivante est publiée d'avance, la précédente reste acceptée jusqu'à la fin de ses jetons : personne n'est déconnecté.", "They sign people's tokens. The next one is published ahead, the one before is accepted until its tokens have expired: nobody is signed out.");
    public static readonly Phrase Rotate = new("Passer à la clé suivante", "Change to the next key");
    public static readonly Phrase Rotated = new("La clé suivante signe désormais. Personne n'est déconnecté.", "The next key signs from now on. Nobody is signed out.");
    public static readonly Phrase Key = new("Clé", "Key");
    public static readonly Phrase Signs = new("Signe", "Signs");
    public static readonly Phrase Sessions = new("Jetons des personnes", "People's tokens");
    public static readonly Phrase ApiKeys = new("Clés anon et service_role", "anon and service_role keys");
    public static readonly Phrase Until = new("acceptée jusqu'à {0}", "accepted until {0}");
    public static readonly Phrase RevokeTitle = new("Révoquer cette clé de signature ?", "Revoke this signing key?");
    public static readonly Phrase RevokeText = new("À faire si elle a pu être volée. Tout ce qu'elle a signé est refusé dès maintenant ; les applications se renouvellent d'elles-mêmes.", "For a key that may have been stolen. Everything that it signed is refused from now on; apps renew by themselves.");
    public static readonly Phrase SigningRevoked = new("La clé de signature est révoquée.", "The signing key is revoked.");

    public static readonly Phrase Api = new("Clés des applications", "Keys of apps");
    public static readonly Phrase ApiHelp = new("La clé anon est publique, dans chaque application ; la clé service_role voit tout et reste secrète.", "The anon key is public, in every app; the service_role key sees everything and stays secret.");
    public static readonly Phrase Issued = new("Émise", "Issued");
    public static readonly Phrase Reissue = new("Émettre à nouveau", "Issue anew");
    public static readonly Phrase ReissueTitle = new("Émettre à nouveau la clé {0} ?", "Issue the key {0} anew?");
    public static readonly Phrase ReissueText = new("L'ancienne est refusée dès maintenant : tout ce qui l'utilise doit recevoir la nouvelle.", "The old one is refused from now on: everything that uses it must be given the new one.");

    private static readonly Dictionary<string, Phrase> States = new()
    {
        ["standby"] = new("Suivante", "Next"),
        ["current"] = new("En usage", "In use"),
        ["previous"] = new("Précédente", "Previous"),
        ["revoked"] = new("Révoquée", "Revoked"),
    };

    public static string StateOf(string status) => States.TryGetValue(status, out var phrase) ? phrase : status;

    public static string ToneOf(string status) => status switch { "current" => "good", "previous" => "watch", "revoked" => "bad", _ => "unknown" };
}
