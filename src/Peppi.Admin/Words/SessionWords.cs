using Peppi.Admin.Shell;
using Peppi.Application.Accounts.Tokens;

namespace Peppi.Admin.Words;

/// <summary>Where somebody is signed in, and with what protection.</summary>
internal static class SessionWords
{
    public static readonly Phrase Title = new("Sessions", "Sessions");
    public static readonly Phrase None = new("Aucune session pour l'instant.", "No session so far.");
    public static readonly Phrase Device = new("Appareil", "Device");
    public static readonly Phrase Began = new("Ouverte", "Opened");
    public static readonly Phrase Seen = new("Vue", "Seen");
    public static readonly Phrase Address = new("Adresse", "Address");
    public static readonly Phrase State = new("État", "State");
    public static readonly Phrase Open = new("Ouverte", "Open");
    public static readonly Phrase Present = new("Celle-ci", "This one");
    public static readonly Phrase Protected = new("avec second facteur", "with second factor");
    public static readonly Phrase App = new("Application", "App");
    public static readonly Phrase Site = new("Ce site", "This site");
    public static readonly Phrase End = new("Fermer", "End");
    public static readonly Phrase EndAll = new("Fermer toutes les sessions", "End all sessions");
    public static readonly Phrase EndOthers = new("Fermer les autres sessions", "End the other sessions");
    public static readonly CountedPhrase Ended = new(new("{0} session est fermée.", "{0} session has ended."), new("{0} sessions sont fermées.", "{0} sessions have ended."));
    public static readonly Phrase Factors = new("Second facteur", "Second factor");
    public static readonly Phrase NoFactor = new("Aucun : seul le mot de passe protège ce compte.", "None: only the password protects this account.");
    public static readonly CountedPhrase HasFactors = new(new("{0} application d'authentification", "{0} authenticator app"), new("{0} applications d'authentification", "{0} authenticator apps"));
    public static readonly Phrase Reset = new("Réinitialiser", "Reset");
    public static readonly Phrase ResetTitle = new("Réinitialiser le second facteur de {0} ?", "Reset the second factor of {0}?");
    public static readonly Phrase ResetText = new("À faire quand le téléphone est perdu, après vous être assuré que c'est bien la personne qui le demande. Ses sessions se ferment, et un mot de passe suffira jusqu'à ce qu'elle en active un nouveau.", "For a lost telephone, once you have made sure that it is the person who asks. Every session ends, and a password is enough until a new one is turned on.");
    public static readonly Phrase ResetDone = new("Le second facteur de {0} est retiré, ses sessions sont fermées.", "The second factor of {0} is removed and every session has ended.");
    public static readonly Phrase Unknown = new("Appareil inconnu", "Unknown device");

    private static readonly Dictionary<string, Phrase> Reasons = new()
    {
        [SessionEnds.SignedOut] = new("Déconnexion", "Signed out"),
        [SessionEnds.ReuseDetected] = new("Jeton réutilisé", "Token used twice"),
        [SessionEnds.Banned] = new("Compte désactivé", "Account deactivated"),
        [SessionEnds.PasswordChanged] = new("Mot de passe changé", "Password changed"),
        [SessionEnds.TimedOut] = new("Durée écoulée", "Time was up"),
        [SessionEnds.Inactive] = new("Inactivité", "Inactivity"),
        [SessionEnds.EndedByAdmin] = new("Fermée par l'administration", "Ended by an administrator"),
        [SessionEnds.Superseded] = new("Remplacée", "Replaced"),
        [SessionEnds.AccountDeleted] = new("Compte supprimé", "Account deleted"),
    };

    private static readonly (string Mark, string Name)[] Programs =
        [("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"), ("supabase-js", "supabase-js"), ("curl/", "curl"), ("node", "Node.js")];

    private static readonly (string Mark, string Name)[] Systems = [("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS", "macOS"), ("Linux", "Linux")];

    public static string ReasonOf(string? reason) => reason is not null && Reasons.TryGetValue(reason, out var phrase) ? phrase : reason ?? "–";

    /// <summary>"Firefox, Windows": what a person recognises of a user agent.</summary>
    public static string DeviceOf(string? agent)
    {
        if (agent is not { Length: > 0 }) return Unknown;
        var known = new[] { NameIn(agent, Programs), NameIn(agent, Systems) }.OfType<string>().ToList();
        return known.Count > 0 ? string.Join(", ", known) : agent.Length > 40 ? agent[..40] + "…" : agent;
    }

    private static string? NameIn(string agent, (string Mark, string Name)[] names) =>
        names.FirstOrDefault(entry => agent.Contains(entry.Mark, StringComparison.OrdinalIgnoreCase)).Name;
}
