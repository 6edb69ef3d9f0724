namespace Peppi.Application.Alerts.Engine;

/// <summary>A rule that has to look at a project again.</summary>
/// <param name="Rule">Code of the rule.</param>
/// <param name="ProjectId">The project; null for rows that belong to none.</param>
/// <param name="Whole">It has to look at everything.</param>
/// <param name="At">When the change happened that asks for it.</param>
public sealed record AlertMark(string Rule, int? ProjectId, bool Whole, DateTimeOffset At);

/// <summary>
/// Keeps which rules have to look where, in the database: a change counts as told once its marks are there, and a mark is gone only with
/// the transaction that looked, so that a node may die at any moment.
/// </summary>
public interface IAlertMarks
{
    /// <summary>Within the present transaction. Nobody waits for it, and it waits for nobody.</summary>
    Task AddAsync(IReadOnlyCollection<AlertMark> marks, CancellationToken cancellationToken);

    /// <summary>The rules that have to look somewhere.</summary>
    Task<IReadOnlySet<string>> RulesAsync(CancellationToken cancellationToken);

    /// <summary>Takes all marks of a rule, whose turn it is (<see cref="IRuleTurn"/>), within the present transaction.</summary>
    Task<IReadOnlyList<AlertMark>> TakeAsync(string rule, CancellationToken cancellationToken);

    /// <summary>Whether a mark waits since before that instant.</summary>
    Task<bool> WaitSinceAsync(DateTimeOffset before, CancellationToken cancellationToken);
}
