namespace Peppi.Application.Webhooks.Contracts;

/// <summary>
/// Where other modules hand over what addresses elsewhere shall hear, as background work (<c>Caller.Jobs</c>) and within the transaction
/// of what happened: what is rolled back was never said. Sending is a worker's business, with retries for a day.
/// </summary>
public interface IOutgoingWebhooks
{
    /// <summary>Queues each event for every target that asked for its type; answers how many were queued. An event of a known id is queued once.</summary>
    Task<int> QueueAsync(IReadOnlyList<WebhookNews> news, CancellationToken cancellationToken);
}

/// <summary>Something that happened.</summary>
/// <param name="Id">The same for every target and attempt, e.g. <c>alert_12_raised_34</c>: receivers tell repetitions by it.</param>
/// <param name="Type">What happened, e.g. <c>alert.raised</c>, <c>reservations.insert</c>; targets choose by it.</param>
/// <param name="At">When.</param>
public sealed record WebhookNews(string Id, string Type, DateTimeOffset At)
{
    /// <summary>The table, where it is a change of a row.</summary>
    public string? Table { get; init; }

    /// <summary><c>insert</c>, <c>update</c> or <c>delete</c>, where it is a change of a row.</summary>
    public string? Kind { get; init; }

    /// <summary>The row's key (JSON object).</summary>
    public string Key { get; init; } = "{}";

    /// <summary>The project, where there is one.</summary>
    public int? ProjectId { get; init; }

    /// <summary>
    /// What happened, in a sentence. Given for alerts only: whoever set up a target that hears alerts wants their words there. Changes of
    /// rows are told by key alone; what is in them, the receiver reads with rights of his own.
    /// </summary>
    public string? Text { get; init; }

    /// <summary>The same in English, where it is known.</summary>
    public string? TextEn { get; init; }

    /// <summary>How urgent it is, where it is an alert.</summary>
    public string? Priority { get; init; }

    /// <summary>Where to look: an absolute address.</summary>
    public string? Link { get; init; }
}
