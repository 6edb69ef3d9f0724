using Microsoft.Extensions.Options;
using Peppi.Application.Changes.Contracts;

namespace Peppi.Application.Alerts.Notices;

/// <summary>Notes who is to be told whenever something happened to an alert.</summary>
internal sealed class NoticeListener(INoticeBook book, IOptions<AlertsOptions> options) : IChangeListener
{
    public string Name => "alert_notices";

    public bool Hears(Change change) => options.Value.Watching && change is { Table: "alert_events", Kind: "insert" };

    public Task HearAsync(IReadOnlyList<Change> changes, CancellationToken cancellationToken) => book.NoteAsync(
        [.. changes.Select(change => change.RowId).OfType<int>()], cancellationToken);
}
