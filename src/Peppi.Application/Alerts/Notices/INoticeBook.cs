namespace Peppi.Application.Alerts.Notices;

/// <summary>Who is to be told of what happened to alerts. Within the present transaction, as background work.</summary>
public interface INoticeBook
{
    /// <summary>
    /// Notes for each event who is to be told: those who may see the alert by the matrix, by role and membership, whom its rule names, and
    /// who wish to know of such a priority. An event is noted once, however often it is heard.
    /// </summary>
    Task NoteAsync(IReadOnlyList<int> events, CancellationToken cancellationToken);

    /// <summary>People for whom something is due.</summary>
    Task<IReadOnlyList<Guid>> PeopleAsync(CancellationToken cancellationToken);

    /// <summary>What waits for a person, held until the transaction ends; nothing where another node holds it.</summary>
    Task<IReadOnlyList<WaitingNotice>> HoldAsync(Guid person, CancellationToken cancellationToken);
}

/// <summary>A notice with its alert.</summary>
/// <param name="Id">Key of the notice.</param>
/// <param name="CreatedAt">Since when it waits.</param>
/// <param name="Event">What happened.</param>
/// <param name="AlertId">The alert.</param>
/// <param name="Status">Its status now.</param>
/// <param name="Priority">Its priority now.</param>
/// <param name="Message">What happened, in French.</param>
/// <param name="MessageEn">In English, where it is known.</param>
/// <param name="ProjectName">Its project.</param>
/// <param name="RaisedAt">When it was raised.</param>
/// <param name="StillReadable">Whether the person may still see it.</param>
public sealed record WaitingNotice(
    long Id, DateTimeOffset CreatedAt, string Event, int AlertId, string Status, string Priority, string? Message, string? MessageEn, string? ProjectName, DateTimeOffset RaisedAt,
    bool StillReadable);
