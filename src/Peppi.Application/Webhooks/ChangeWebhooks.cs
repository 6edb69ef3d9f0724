using Peppi.Application.Changes.Contracts;
using Peppi.Application.Webhooks.Contracts;

namespace Peppi.Application.Webhooks;

/// <summary>
/// Turns changes of rows into events on their way, in the very transaction that takes them out of the outbox: none is lost with a
/// process, and none made twice.
/// </summary>
internal sealed class ChangeWebhooks(IOutgoingWebhooks webhooks) : IChangeListener
{
    public string Name => "webhooks";

    public bool Hears(Change change) => true;

    public Task HearAsync(IReadOnlyList<Change> changes, CancellationToken cancellationToken) =>
        webhooks.QueueAsync([.. changes.Select(change => new WebhookNews($"change_{change.Id}", $"{change.Table}.{change.Kind}", change.At)
        {
            Table = change.Table,
            Kind = change.Kind,
            Key = change.Key,
            ProjectId = change.ProjectId,
        })], cancellationToken);
}
