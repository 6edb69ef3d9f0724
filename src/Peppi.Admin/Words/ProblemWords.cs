using Peppi.Admin.Shell;

namespace Peppi.Admin.Words;

/// <summary>The pages and messages for what went wrong or is not allowed.</summary>
internal static class ProblemWords
{
    public static readonly Phrase NotFoundTitle = new("Page introuvable", "Page not found");
    public static readonly Phrase NotFoundText = new(
        "Cette page n'existe pas, ou ce qu'elle montrait ne vous est pas visible.",
        "There is no such page, or what it showed is not visible to you.");
    public static readonly Phrase ForbiddenTitle = new("Accès refusé", "Not allowed");
    public static readonly Phrase ForbiddenText = new(
        "Votre rôle ne permet pas cette action. Un administrateur peut vous en donner le droit, dans « Rôles ».",
        "Your role does not allow this. An administrator can grant it, under “Roles”.");
    public static readonly Phrase BrokenTitle = new("Une erreur est survenue", "Something went wrong");
    public static readonly Phrase BrokenText = new(
        "Rien n'a été modifié. Réessayez ; si l'erreur revient, donnez ce numéro à la personne qui administre Peppi.",
        "Nothing was changed. Try again; if it happens again, give this number to whoever runs Peppi.");
    public static readonly Phrase ExpiredTitle = new("La page était ouverte depuis trop longtemps", "The page was open for too long");
    public static readonly Phrase ExpiredText = new(
        "Rien n'a été modifié. Rouvrez la page et recommencez.",
        "Nothing was changed. Open the page again and repeat what you did.");
    public static readonly Phrase BusyTitle = new("Peppi ne répond pas pour le moment", "Peppi does not answer right now");
    public static readonly Phrase BusyText = new("Rien n'a été modifié. Réessayez dans un instant.", "Nothing was changed. Try again in a moment.");
    public static readonly Phrase Number = new("Numéro : {0}", "Number: {0}");
    public static readonly Phrase BackHome = new("Retour à la vue d'ensemble", "Back to the overview");
}
