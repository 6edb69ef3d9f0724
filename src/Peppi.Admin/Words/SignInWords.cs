using Peppi.Admin.Shell;

namespace Peppi.Admin.Words;

/// <summary>Signing in, choosing a password.</summary>
internal static class SignInWords
{
    public static readonly Phrase Title = new("Se connecter", "Sign in");
    public static readonly Phrase Lead = new("Avec l'adresse et le mot de passe de votre compte.", "With your account's address and password.");
    public static readonly Phrase Email = new("Adresse e-mail", "E-mail address");
    public static readonly Phrase Password = new("Mot de passe", "Password");
    public static readonly Phrase Submit = new("Se connecter", "Sign in");
    public static readonly Phrase Forgot = new("Mot de passe oublié ?", "Forgot your password?");
    public static readonly Phrase SignedOut = new("Vous êtes déconnecté.", "You are signed out.");
    public static readonly Phrase SessionEnded = new("Votre session a pris fin. Reconnectez-vous pour continuer.", "Your session has ended. Sign in again to go on.");
    public static readonly Phrase EnterEmail = new("Donnez votre adresse e-mail.", "Enter your e-mail address.");
    public static readonly Phrase EnterPassword = new("Donnez votre mot de passe.", "Enter your password.");
}
