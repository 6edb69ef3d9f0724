using Peppi.Domain.Shared;

namespace Peppi.Application.Mail.Contracts;

/// <summary>What mails about accounts say.</summary>
internal static class AccountMailWords
{
    /// <summary>The words of one mail.</summary>
    /// <param name="Subject">Subject.</param>
    /// <param name="Title">Heading.</param>
    /// <param name="What">What happened and what to do.</param>
    /// <param name="Verb">What the button says.</param>
    /// <param name="Reason">Why the reader gets it.</param>
    public sealed record Words(string Subject, string Title, string What, string Verb, string Reason);

    public static Words Of(AccountMail mail) => mail.Language == Language.English ? English(mail) : French(mail);

    private static Words French(AccountMail mail) => mail.Kind switch
    {
        AccountMailKind.Confirmation => new(
            "Confirmez votre adresse", "Confirmez votre adresse",
            "Un compte PEPPI-SNI a été ouvert avec cette adresse. Confirmez qu'elle est bien la vôtre pour commencer.",
            "Confirmer mon adresse",
            "Vous recevez ce message parce que quelqu'un a indiqué cette adresse. Si ce n'est pas vous, ignorez-le : sans confirmation, le compte reste fermé."),
        AccountMailKind.Recovery => new(
            "Choisissez un nouveau mot de passe", "Nouveau mot de passe",
            "Vous avez demandé à choisir un nouveau mot de passe pour votre compte PEPPI-SNI.",
            "Choisir un nouveau mot de passe",
            "Si vous n'avez rien demandé, ignorez ce message : votre mot de passe actuel reste valable."),
        AccountMailKind.MagicLink => new(
            "Votre lien de connexion", "Votre lien de connexion",
            "Voici de quoi vous connecter à PEPPI-SNI sans mot de passe.",
            "Me connecter",
            "Si vous n'avez rien demandé, ignorez ce message, et ne transmettez à personne ni le lien ni le code."),
        AccountMailKind.NewEmail => new(
            "Confirmez votre nouvelle adresse", "Confirmez votre nouvelle adresse",
            $"Vous avez demandé à utiliser l'adresse {mail.NewAddress} pour votre compte PEPPI-SNI. Confirmez qu'elle est bien la vôtre.",
            "Confirmer cette adresse",
            "Si vous n'avez rien demandé, ignorez ce message : rien ne change."),
        AccountMailKind.PresentEmail => new(
            "Confirmez le changement d'adresse", "Changement d'adresse",
            $"Il a été demandé que votre compte PEPPI-SNI utilise désormais l'adresse {mail.NewAddress}. Confirmez-le depuis votre adresse actuelle.",
            "Confirmer le changement",
            "Si vous n'avez rien demandé, ignorez ce message et changez votre mot de passe : quelqu'un d'autre s'en sert peut-être."),
        AccountMailKind.Reauthentication => new(
            "Votre code de vérification", "Votre code de vérification",
            "Saisissez ce code pour prouver que c'est bien vous qui changez votre mot de passe.",
            "",
            "Si vous n'avez rien demandé, changez votre mot de passe : quelqu'un d'autre est peut-être connecté à votre compte."),
        _ => new(
            "Votre mot de passe a été changé", "Mot de passe changé",
            "Le mot de passe de votre compte PEPPI-SNI vient d'être changé. Vos autres appareils ont été déconnectés.",
            "",
            "Vous recevez ce message parce qu'il s'agit de votre compte. Si ce n'est pas vous, prévenez sans attendre un administrateur."),
    };

    private static Words English(AccountMail mail) => mail.Kind switch
    {
        AccountMailKind.Confirmation => new(
            "Confirm your address", "Confirm your address",
            "A PEPPI-SNI account was opened with this address. Confirm that it is yours to begin.",
            "Confirm my address",
            "You get this message because somebody entered this address. If it was not you, ignore it: without a confirmation the account stays closed."),
        AccountMailKind.Recovery => new(
            "Choose a new password", "New password",
            "You asked to choose a new password for your PEPPI-SNI account.",
            "Choose a new password",
            "If you asked for nothing, ignore this message: your present password stays valid."),
        AccountMailKind.MagicLink => new(
            "Your sign-in link", "Your sign-in link",
            "This signs you in to PEPPI-SNI without a password.",
            "Sign in",
            "If you asked for nothing, ignore this message, and give neither link nor code to anybody."),
        AccountMailKind.NewEmail => new(
            "Confirm your new address", "Confirm your new address",
            $"You asked to use the address {mail.NewAddress} for your PEPPI-SNI account. Confirm that it is yours.",
            "Confirm this address",
            "If you asked for nothing, ignore this message: nothing changes."),
        AccountMailKind.PresentEmail => new(
            "Confirm the change of address", "Change of address",
            $"It was asked that your PEPPI-SNI account use the address {mail.NewAddress} from now on. Confirm it from your present address.",
            "Confirm the change",
            "If you asked for nothing, ignore this message and change your password: somebody else may be using it."),
        AccountMailKind.Reauthentication => new(
            "Your verification code", "Your verification code",
            "Enter this code to prove that it is you who changes your password.",
            "",
            "If you asked for nothing, change your password: somebody else may be signed in to your account."),
        _ => new(
            "Your password was changed", "Password changed",
            "The password of your PEPPI-SNI account has just been changed. Your other devices were signed out.",
            "",
            "You get this message because it is about your account. If it was not you, tell an administrator at once."),
    };
}
