using Peppi.Admin.Shell;

namespace Peppi.Admin.Words;

/// <summary>The second factor: proving it, one's own, and what a role demands.</summary>
internal static class SecurityWords
{
    public static readonly Phrase StepTitle = new("Confirmez que c'est vous", "Confirm that it is you");
    public static readonly Phrase StepLead = new("Ouvrez votre application d'authentification et tapez le code qu'elle affiche pour Peppi.", "Open your authenticator app and type the code that it shows for Peppi.");
    public static readonly Phrase Code = new("Code à 6 chiffres", "6-digit code");
    public static readonly Phrase CodeHint = new("Téléphone perdu ? Tapez l'un de vos codes de secours.", "Lost your telephone? Type one of your recovery codes.");
    public static readonly Phrase Confirm = new("Confirmer", "Confirm");

    public static readonly Phrase Title = new("Ma sécurité", "My security");
    public static readonly Phrase On = new("Votre compte est protégé par un second facteur.", "Your account is protected by a second factor.");
    public static readonly Phrase Off = new("Seul votre mot de passe protège votre compte.", "Only your password protects your account.");
    public static readonly Phrase Demanded = new("Votre rôle exige un second facteur. Activez-le pour continuer.", "Your role demands a second factor. Turn it on to go on.");
    public static readonly Phrase Devices = new("Applications d'authentification", "Authenticator apps");
    public static readonly Phrase NoDevices = new("Aucune pour l'instant. Avec une application comme Aegis, 2FAS ou Google Authenticator, un mot de passe volé ne suffit plus.", "None yet. With an app such as Aegis, 2FAS or Google Authenticator, a stolen password is no longer enough.");
    public static readonly Phrase Added = new("Ajoutée", "Added");
    public static readonly Phrase Device = new("Appareil", "Device");
    public static readonly Phrase DeviceName = new("Nom de l'appareil", "Name of the device");
    public static readonly Phrase DeviceNameHint = new("Pour le reconnaître, par exemple « Téléphone de bureau ».", "To recognise it, for example “Office telephone”.");
    public static readonly Phrase Unnamed = new("Sans nom", "Unnamed");
    public static readonly Phrase Begin = new("Ajouter une application", "Add an app");
    public static readonly Phrase Scan = new("Scannez ce code avec l'application, puis tapez les 6 chiffres qu'elle affiche.", "Scan this code with the app, then type the 6 digits that it shows.");
    public static readonly Phrase QrLabel = new("Code QR à scanner ; le même secret est écrit dessous.", "QR code to scan; the same secret is written below.");
    public static readonly Phrase Secret = new("Ou tapez ce secret dans l'application :", "Or type this secret into the app:");
    public static readonly Phrase Finish = new("Activer", "Turn on");
    public static readonly Phrase Remove = new("Retirer", "Remove");
    public static readonly Phrase Removed = new("L'application est retirée.", "The app is removed.");
    public static readonly Phrase RecoveryCodes = new("Codes de secours", "Recovery codes");
    public static readonly CountedPhrase CodesLeft = new(
        new("Il vous reste {0} code de secours.", "You have {0} recovery code left."),
        new("Il vous reste {0} codes de secours.", "You have {0} recovery codes left."));
    public static readonly Phrase NewCodes = new("Créer de nouveaux codes", "Make new codes");
    public static readonly Phrase NewCodesHelp = new("Les anciens ne fonctionneront plus.", "The old ones stop working.");
    public static readonly Phrase CodesTitle = new("Vos codes de secours", "Your recovery codes");
    public static readonly Phrase CodesText = new("Notez-les ou imprimez-les : ils ne seront plus affichés. Chacun sert une fois, si votre téléphone est perdu.", "Write them down or print them: they are not shown again. Each works once, should your telephone be lost.");
    public static readonly Phrase CodesDone = new("C'est noté", "I have noted them");
    public static readonly Phrase TurnedOn = new("Le second facteur est activé.", "The second factor is on.");
    public static readonly Phrase ChangePassword = new("Changer de mot de passe", "Change the password");
    public static readonly Phrase Password = new("Mot de passe", "Password");

    public static readonly Phrase RoleTitle = new("Second facteur", "Second factor");
    public static readonly Phrase RoleOn = new("Ce rôle n'accède aux données qu'avec un second facteur.", "This role is let at data only with a second factor.");
    public static readonly Phrase RoleOff = new("Un mot de passe suffit pour ce rôle.", "A password is enough for this role.");
    public static readonly CountedPhrase RoleWithout = new(
        new("{0} personne n'en a pas encore : elle devra l'activer à sa prochaine page.", "{0} person has none yet, and must turn one on at the next page."),
        new("{0} personnes n'en ont pas encore : elles devront l'activer à leur prochaine page.", "{0} people have none yet, and must turn one on at their next page."));
    public static readonly Phrase RoleDemand = new("Exiger un second facteur", "Demand a second factor");
    public static readonly Phrase RoleDrop = new("Ne plus l'exiger", "Demand it no longer");
    public static readonly Phrase RoleDemanded = new("Le rôle {0} exige désormais un second facteur.", "The role {0} demands a second factor from now on.");
    public static readonly Phrase RoleDropped = new("Le rôle {0} n'exige plus de second facteur.", "The role {0} no longer demands a second factor.");
}
