using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Peppi.Application.Chantier.Inbox;
using Peppi.Application.Shared;

namespace Peppi.Infrastructure.Scheduling;

/// <summary>Reads webhooks that were kept, and finishes field messages that clients inserted.</summary>
internal sealed class InboxWorker(Wakes wakes, CallerScopes scopes, IOptions<SchedulingOptions> options, TimeProvider time, ILogger<InboxWorker> logger)
    : Worker(scopes, options, time, logger)
{
    protected override Wake Wake => wakes.Inbox;

    protected override Task RunAsync(CancellationToken cancellationToken) => SendAsync(new ProcessInbox(), cancellationToken);
}

/// <summary>Copies photos of field messages into the store, and moves those whose message was sorted.</summary>
internal sealed class MediaWorker(Wakes wakes, CallerScopes scopes, IOptions<SchedulingOptions> options, TimeProvider time, ILogger<MediaWorker> logger)
    : Worker(scopes, options, time, logger)
{
    protected override Wake Wake => wakes.Media;

    protected override Task RunAsync(CancellationToken cancellationToken) => SendAsync(new CopyDueMedia(), cancellationToken);
}
