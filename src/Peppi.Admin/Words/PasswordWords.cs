using Peppi.Admin.Shell;

namespace Peppi.Admin.Words;

/// <summary>Choosing a password.</summary>
internal static class PasswordWords
{
    public static readonly Phrase Title = new("Choisir un mot de passe", "Choose a password");
    public static readonly Phrase MustChange = new("Votre mot de passe vous a été donné par quelqu'un d'autre. Choisissez le vôtre pour continuer.", "Your password was given to you by somebody else. Choose your own to go on.");
    public static readonly Phrase Present = new("Mot de passe actuel", "Present password");
    public static readonly Phrase Chosen = new("Nouveau mot de passe", "New password");
    public static readonly Phrase ChosenHint = new("Au moins 10 caractères. Une phrase de quelques mots convient très bien.", "At least 10 characters. A phrase of a few words does very well.");
    public static readonly Phrase Submit = new("Changer le mot de passe", "Change the password");
    public static readonly Phrase Changed = new("Votre mot de passe est changé. Vos autres sessions sont fermées.", "Your password is changed. Your other sessions have ended.");
    public static readonly Phrase Welcome = new("Bienvenue sur Peppi", "Welcome to Peppi");
    public static readonly Phrase WelcomeText = new("Choisissez le mot de passe du compte {0}.", "Choose the password of the account {0}.");
    public static readonly Phrase Accept = new("Choisir ce mot de passe", "Choose this password");
    public static readonly Phrase Accepted = new("Votre mot de passe est choisi. Connectez-vous.", "Your password is chosen. Sign in.");
    public static readonly Phrase Forgotten = new("Mot de passe oublié", "Forgotten password");
    public static readonly Phrase ForgottenText = new("Donnez l'adresse de votre compte : vous y recevrez un lien pour choisir un nouveau mot de passe.", "Enter the address of your account: a link to choose a new password comes there.");
    public static readonly Phrase SendLink = new("Envoyer le lien", "Send the link");
    public static readonly Phrase LinkSent = new("Si un compte a cette adresse, le message est en route. Le lien sert une seule fois. Rien ne vient ? Un administrateur peut vous donner un mot de passe.", "If an account has this address, the message is on its way. The link works once. Nothing comes? An administrator can give you a password.");
    public static readonly Phrase RecoveryText = new("Choisissez le nouveau mot de passe du compte {0}. Toutes ses sessions seront fermées.", "Choose the new password of the account {0}. All its sessions will end.");
    public static readonly Phrase Recovered = new("Votre mot de passe est changé. Connectez-vous.", "Your password is changed. Sign in.");
    public static readonly Phrase RecoverySpent = new("Ce lien ne fonctionne plus", "This link no longer works");
    public static readonly Phrase RecoverySpentText = new("Il a déjà servi, ou il est trop ancien.", "It was already used, or is too old.");
    public static readonly Phrase AskAgain = new("Demander un nouveau lien", "Ask for a new link");
    public static readonly Phrase Spent = new("Cette invitation ne fonctionne plus", "This invitation no longer works");
    public static readonly Phrase SpentText = new("Elle a déjà servi, ou elle est trop ancienne. Demandez-en une nouvelle à un administrateur.", "It was already used, or is too old. Ask an administrator for a new one.");
}
