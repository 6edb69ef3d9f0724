using System.Text.Json;
using Peppi.Admin.Shell;

namespace Peppi.Admin.Words;

/// <summary>The audit log: what happened, to what, by whom.</summary>
internal static class AuditWords
{
    public static readonly Phrase Title = new("Journal d'audit", "Audit log");
    public static readonly Phrase Short = new("Audit", "Audit");
    public static readonly CountedPhrase Found = new(new("{0} événement", "{0} event"), new("{0} événements", "{0} events"));
    public static readonly Phrase Many = new("Plus de {0} événements", "More than {0} events");
    public static readonly Phrase SearchLabel = new("Rechercher dans le journal", "Search the log");
    public static readonly Phrase Search = new("Personne ou clé", "Person or key");
    public static readonly Phrase When = new("Quand", "When");
    public static readonly Phrase Who = new("Qui", "Who");
    public static readonly Phrase What = new("Quoi", "What");
    public static readonly Phrase On = new("Sur quoi", "On what");
    public static readonly Phrase Where = new("D'où", "From where");
    public static readonly Phrase Changes = new("Avant et après", "Before and after");
    public static readonly Phrase Before = new("Avant", "Before");
    public static readonly Phrase After = new("Après", "After");
    public static readonly Phrase From = new("Du", "From");
    public static readonly Phrase Until = new("Au", "To");
    public static readonly Phrase Nobody = new("Personne de connecté", "Nobody signed in");
    public static readonly Phrase System = new("Peppi", "Peppi");
    public static readonly Phrase Server = new("Un serveur (clé de service)", "A server (service key)");
    public static readonly Phrase NoneTitle = new("Aucun événement ne correspond", "No event matches");
    public static readonly Phrase NoneText = new("Élargissez la période ou effacez les filtres.", "Widen the period or clear the filters.");

    private static readonly Dictionary<string, Phrase> Actions = new()
    {
        ["insert"] = new("Création", "Created"),
        ["update"] = new("Modification", "Changed"),
        ["delete"] = new("Suppression", "Deleted"),
        ["retention"] = new("Conservation échue", "Retention applied"),
        ["sign_in"] = new("Connexion", "Signed in"),
        ["sign_in_failed"] = new("Connexion refusée", "Sign-in refused"),
        ["session_end"] = new("Fin de session", "Session ended"),
        ["session_level"] = new("Niveau de session", "Level of session"),
        ["account_create"] = new("Compte créé", "Account created"),
        ["account_delete"] = new("Compte supprimé", "Account deleted"),
        ["account_ban"] = new("Compte bloqué ou débloqué", "Account banned or unbanned"),
        ["email_change"] = new("Adresse changée", "Address changed"),
        ["password_set"] = new("Mot de passe choisi", "Password chosen"),
        ["password_change"] = new("Mot de passe changé", "Password changed"),
        ["factor_begin"] = new("Second facteur commencé", "Second factor begun"),
        ["factor_confirm"] = new("Second facteur activé", "Second factor turned on"),
        ["factor_remove"] = new("Second facteur retiré", "Second factor removed"),
        ["factor_failed"] = new("Code refusé", "Code refused"),
        ["link_failed"] = new("Lien refusé", "Link refused"),
        ["code_failed"] = new("Code reçu par e-mail refusé", "Code from an e-mail refused"),
        ["nonce_failed"] = new("Code de confirmation refusé", "Confirmation code refused"),
        ["refresh_failed"] = new("Prolongation de session refusée", "Session renewal refused"),
        ["recovery_codes_make"] = new("Codes de secours créés", "Recovery codes made"),
        ["recovery_code_use"] = new("Code de secours utilisé", "Recovery code used"),
        ["key_make"] = new("Clé créée", "Key made"),
        ["key_current"] = new("Clé mise en usage", "Key put to use"),
        ["key_previous"] = new("Clé remplacée", "Key replaced"),
        ["key_revoked"] = new("Clé révoquée", "Key revoked"),
        ["key_issue"] = new("Clé émise", "Key issued"),
    };

    private static readonly Dictionary<string, Phrase> Subjects = new()
    {
        ["users"] = new("Personne", "Person"),
        ["roles"] = new("Rôle", "Role"),
        ["role_permissions"] = new("Permission", "Permission"),
        ["projects"] = new("Projet", "Project"),
        ["project_members"] = new("Équipe d'un projet", "Team of a project"),
        ["report_schedules"] = new("Rapport planifié", "Scheduled report"),
        ["report_schedule_recipients"] = new("Destinataire d'un rapport", "Recipient of a report"),
        ["session"] = new("Session", "Session"),
        ["account"] = new("Compte", "Account"),
        ["factor"] = new("Second facteur", "Second factor"),
        ["signing_key"] = new("Clé de signature", "Signing key"),
        ["api_key"] = new("Clé d'application", "Key of apps"),
        ["service_key"] = new("Clé de service", "Service key"),
    };

    public static string ActionOf(string action) => Actions.TryGetValue(action, out var phrase) ? phrase : action;

    public static string SubjectOf(string subject) => Subjects.TryGetValue(subject, out var phrase) ? phrase : subject;

    public static string ToneOf(string action) => action switch
    {
        "sign_in_failed" or "factor_failed" or "link_failed" or "code_failed" or "nonce_failed" or "refresh_failed" => "bad",
        "delete" or "account_delete" or "account_ban" or "factor_remove" or "key_revoked" or "recovery_code_use" => "watch",
        _ => "unknown",
    };

    public static string ActorOf(string? name, Guid? id, string? role) => name ?? id?.ToString() ?? role switch
    {
        "service_role" => Server,
        "anon" or null => Nobody,
        _ => System,
    };

    /// <summary>The columns of two JSON objects side by side.</summary>
    public static IReadOnlyList<(string Column, string Before, string After)> Compare(string? before, string? after)
    {
        var (was, now) = (Read(before), Read(after));
        return [.. was.Keys.Union(now.Keys).Select(column => (column, was.GetValueOrDefault(column, "–"), now.GetValueOrDefault(column, "–")))];
    }

    private static Dictionary<string, string> Read(string? json)
    {
        if (json is null) return [];
        using var document = JsonDocument.Parse(json);
        return document.RootElement.ValueKind != JsonValueKind.Object ? [] : document.RootElement.EnumerateObject()
            .GroupBy(member => member.Name).ToDictionary(group => group.Key, group => group.Last().Value is { ValueKind: JsonValueKind.String } text ? text.GetString()! : group.Last().Value.GetRawText());
    }
}
