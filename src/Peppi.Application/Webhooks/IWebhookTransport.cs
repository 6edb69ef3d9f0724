using Peppi.Domain.Shared;

namespace Peppi.Application.Webhooks;

/// <summary>Takes an event to an address that somebody named: never to a private one, following no redirect, for a limited time.</summary>
public interface IWebhookTransport
{
    /// <summary>Posts; answers what came back, whatever its status. A failure tells why nothing came back.</summary>
    Task<Result<WebhookAnswer>> PostAsync(Uri address, string body, IReadOnlyList<KeyValuePair<string, string>> headers, CancellationToken cancellationToken);
}

/// <summary>What a target answered.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Excerpt">The beginning of the body.</param>
public sealed record WebhookAnswer(int Status, string Excerpt);
