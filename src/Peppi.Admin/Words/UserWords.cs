using Peppi.Admin.Shell;
using Peppi.Application.Accounts;

namespace Peppi.Admin.Words;

/// <summary>People: list, form, page.</summary>
internal static class UserWords
{
    public static readonly CountedPhrase Accounts = new(new("{0} compte", "{0} account"), new("{0} comptes", "{0} accounts"));
    public static readonly CountedPhrase Active = new(new("{0} actif", "{0} active"), new("{0} actifs", "{0} active"));
    public static readonly CountedPhrase Invited = new(new("{0} invitation en attente", "{0} pending invitation"), new("{0} invitations en attente", "{0} pending invitations"));
    public static readonly Phrase New = new("Nouvel utilisateur", "New user");
    public static readonly Phrase Create = new("Créer le compte", "Create the account");
    public static readonly Phrase SearchLabel = new("Rechercher une personne", "Search for a person");
    public static readonly Phrase Search = new("Nom ou adresse", "Name or address");
    public static readonly Phrase Person = new("Personne", "Person");
    public static readonly Phrase Role = new("Rôle", "Role");
    public static readonly Phrase State = new("État", "State");
    public static readonly Phrase LastSignIn = new("Dernière connexion", "Last sign-in");
    public static readonly Phrase NoneTitle = new("Personne ne correspond", "Nobody matches");
    public static readonly Phrase NoneText = new("Élargissez la recherche ou effacez les filtres.", "Widen the search or clear the filters.");
    public static readonly Phrase NoRole = new("Sans rôle : ne voit que son propre compte", "No role: sees only their own account");

    public static readonly Phrase Email = new("Adresse e-mail", "E-mail address");
    public static readonly Phrase EmailHint = new("Elle sert à se connecter et à recevoir les rapports.", "Used to sign in and to receive reports.");
    public static readonly Phrase DisplayName = new("Nom affiché", "Display name");
    public static readonly Phrase Phone = new("Téléphone", "Telephone");
    public static readonly Phrase PhoneHint = new("Avec l'indicatif du pays. Exemple : +237 6 12 34 56 78.", "With the country code. Example: +237 6 12 34 56 78.");
    public static readonly Phrase Locale = new("Langue des e-mails et des rapports", "Language of mails and reports");
    public static readonly Phrase French = new("Français", "French");
    public static readonly Phrase English = new("Anglais", "English");
    public static readonly Phrase LocaleOfSchedule = new("Celle de chaque rapport", "That of each report");
    public static readonly Phrase FirstAccess = new("Premier accès", "First access");
    public static readonly Phrase ByInvitation = new("Envoyer une invitation par e-mail", "Send an invitation by e-mail");
    public static readonly Phrase ByInvitationHint = new("La personne choisit son mot de passe avec un lien qui fonctionne une fois.", "The person chooses a password with a link that works once.");
    public static readonly Phrase ByPassword = new("Donner un premier mot de passe", "Give a first password");
    public static readonly Phrase ByPasswordHint = new("À remettre en main propre ; il devra être changé à la première connexion.", "To be handed over; it must be changed at the first sign-in.");
    public static readonly Phrase FirstPassword = new("Premier mot de passe", "First password");
    public static readonly Phrase FirstPasswordHint = new("Au moins 10 caractères. Celui-ci est tiré au sort ; vous pouvez le remplacer.", "At least 10 characters. This one is random; you may replace it.");

    public static readonly Phrase Profile = new("Profil", "Profile");
    public static readonly Phrase Access = new("Accès", "Access");
    public static readonly Phrase CreatedOn = new("Compte créé", "Account created");
    public static readonly Phrase InvitedOn = new("Invitation envoyée", "Invitation sent");
    public static readonly Phrase Sessions = new("Sessions ouvertes", "Open sessions");
    public static readonly Phrase PasswordGiven = new("Mot de passe donné, pas encore changé", "Password given, not changed yet");
    public static readonly Phrase NewPassword = new("Donner un nouveau mot de passe", "Give a new password");
    public static readonly Phrase NewPasswordTitle = new("Donner un nouveau mot de passe à {0} ?", "Give {0} a new password?");
    public static readonly Phrase NewPasswordText = new("L'ancien ne fonctionnera plus et toutes ses sessions seront fermées. Le nouveau vous sera montré une seule fois.", "The old one stops working and every session ends. The new one is shown to you once.");
    public static readonly Phrase PasswordIs = new("Le nouveau mot de passe de {0} est {1}. Notez-le : il ne sera plus affiché. Il devra être changé à la prochaine connexion.", "The new password of {0} is {1}. Note it down: it is not shown again. It must be changed at the next sign-in.");
    public static readonly Phrase Resend = new("Renvoyer l'invitation", "Send the invitation again");
    public static readonly Phrase Deactivate = new("Désactiver", "Deactivate");
    public static readonly Phrase DeactivateTitle = new("Désactiver {0} ?", "Deactivate {0}?");
    public static readonly Phrase DeactivateText = new("Ses sessions se ferment à l'instant et la connexion n'est plus possible. Ses données restent ; vous pourrez réactiver le compte.", "Every session ends at once, and signing in is no longer possible. The data stays; you can reactivate the account.");
    public static readonly Phrase Reactivate = new("Réactiver", "Reactivate");

    public static readonly Phrase CreatedInvited = new("Le compte de {0} est créé. L'invitation part par e-mail.", "The account of {0} is created. The invitation is on its way.");
    public static readonly Phrase CreatedPassword = new("Le compte de {0} est créé. Remettez-lui son mot de passe : {1}", "The account of {0} is created. Hand over the password: {1}");
    public static readonly Phrase Changed = new("Les changements de {0} sont enregistrés.", "The changes of {0} are saved.");
    public static readonly Phrase Deactivated = new("Le compte de {0} est désactivé.", "The account of {0} is deactivated.");
    public static readonly Phrase Reactivated = new("Le compte de {0} est réactivé.", "The account of {0} is active again.");
    public static readonly Phrase Resent = new("L'invitation part à nouveau.", "The invitation is on its way again.");
    public static readonly Phrase You = new("vous", "you");

    public static string Of(UserState state) => States[state];

    public static string ToneOf(UserState state) => state switch { UserState.Active => "good", UserState.Invited => "watch", _ => "unknown" };

    private static readonly Dictionary<UserState, Phrase> States = new()
    {
        [UserState.Active] = new("Actif", "Active"),
        [UserState.Invited] = new("Invité", "Invited"),
        [UserState.Deactivated] = new("Désactivé", "Deactivated"),
    };
}
