namespace Peppi.Application.Alerts.Contracts;

/// <summary>
/// Where other modules raise and resolve alerts, as background work (<c>Caller.Jobs</c>) and within the transaction of what they found:
/// what is rolled back was never said. The database holds at most one alert a key that is not resolved, so that saying the same thing
/// twice, after a kill or from two nodes, makes one alert.
/// </summary>
public interface IAlertBook
{
    /// <summary>
    /// Raises, or brings up to date what is raised: the words follow, and a priority that the cause has changed opens it again when it
    /// rises. A person's own choice of priority stands until then. Nothing is raised where its rule is off.
    /// </summary>
    Task RaiseAsync(IReadOnlyList<AlertNews> news, CancellationToken cancellationToken);

    /// <summary>The causes are gone: resolves what is raised under these keys, if anything is.</summary>
    Task ResolveAsync(IReadOnlyList<string> keys, CancellationToken cancellationToken);
}

/// <summary>One cause of alarm.</summary>
/// <param name="Key">Names the cause, e.g. <c>late_delivery:4711</c>: the type first, so that keys of two modules never meet.</param>
/// <param name="ProjectId">The project; null for what concerns the whole group or Peppi itself. It decides who may see the alert.</param>
/// <param name="Type">What sort of thing; one of <c>AlertRuleKinds</c> where a rule's settings (who is told, when it is handed up) are to hold.</param>
/// <param name="Priority">One of <c>AlertPriorities</c>.</param>
/// <param name="French">What happened, to what, in French.</param>
/// <param name="English">The same in English.</param>
public sealed record AlertNews(string Key, int? ProjectId, string Type, string Priority, string French, string English)
{
    /// <summary>The facts (JSON object): ids of rows, levels. They stay the same as long as nothing new happens: no "days since".</summary>
    public string Details { get; init; } = "{}";

    /// <summary>Page of the admin site, from its root, e.g. <c>/projects/12</c>.</summary>
    public string? Link { get; init; }
}

/// <summary>One at a time.</summary>
public static class AlertBookWords
{
    /// <summary>Raises one.</summary>
    public static Task RaiseAsync(this IAlertBook book, AlertNews news, CancellationToken cancellationToken) => book.RaiseAsync([news], cancellationToken);

    /// <summary>Resolves one.</summary>
    public static Task ResolveAsync(this IAlertBook book, string key, CancellationToken cancellationToken) => book.ResolveAsync([key], cancellationToken);
}
