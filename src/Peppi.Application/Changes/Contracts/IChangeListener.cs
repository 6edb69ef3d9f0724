using System.Text.Json;

namespace Peppi.Application.Changes.Contracts;

/// <summary>
/// Hears what changed in exposed tables, within seconds and whichever way it was changed. Register it scoped:
/// <c>services.AddScoped&lt;IChangeListener, MyListener&gt;()</c>. It runs as background work (<c>Caller.Jobs</c>) in one transaction with the
/// removal of the changes from the outbox: what it writes over <c>PeppiDbContext</c> is there exactly once, whatever is killed when.
/// Slow work (a call to another machine) does not belong here: note what is to be done, and let a worker do it.
/// </summary>
public interface IChangeListener
{
    /// <summary>Names it in the log and on changes that it could not take; unique and lasting.</summary>
    string Name { get; }

    /// <summary>Whether a change concerns it.</summary>
    bool Hears(Change change);

    /// <summary>
    /// Takes changes that concern it, in the order in which they were written. When it throws, what it did is undone, each change is tried
    /// alone, and one that fails again comes later by itself, out of order; the other listeners do not notice.
    /// </summary>
    Task HearAsync(IReadOnlyList<Change> changes, CancellationToken cancellationToken);
}

/// <summary>One changed row.</summary>
/// <param name="Id">Rises with the order of writing; the same change never has two.</param>
/// <param name="Table">The table, in schema public.</param>
/// <param name="Kind"><c>insert</c>, <c>update</c> or <c>delete</c>.</param>
/// <param name="Key">The row's key (JSON object).</param>
/// <param name="ProjectId">The row's project, where it has one.</param>
/// <param name="At">When it was changed.</param>
public sealed record Change(long Id, string Table, string Kind, string Key, int? ProjectId, DateTimeOffset At)
{
    /// <summary>The row's id where it is a number.</summary>
    public int? RowId
    {
        get
        {
            using var key = JsonDocument.Parse(Key);
            return key.RootElement.TryGetProperty("id", out var id) && id.ValueKind == JsonValueKind.Number && id.TryGetInt32(out var number) ? number : null;
        }
    }
}
