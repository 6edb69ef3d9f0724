using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Domain.Chantier;
using Peppi.Domain.Shared;

namespace Peppi.Application.Chantier.Inbox;

/// <summary>A call of ManyChat's <em>External Request</em>: checked, kept as it is, read later.</summary>
public sealed record ReceiveManyChat : ICommand<Done>, IManagesOwnTransaction
{
    /// <summary>The header <c>X-Peppi-Webhook-Secret</c>.</summary>
    public required string? Secret { get; init; }

    /// <summary>Where the call came from.</summary>
    public required string? IpAddress { get; init; }

    /// <summary>The header <c>Idempotency-Key</c>.</summary>
    public required string? IdempotencyKey { get; init; }

    /// <summary>Other headers that matter.</summary>
    public required IReadOnlyDictionary<string, string> Headers { get; init; }

    /// <summary>The very bytes.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }
}

internal sealed class ReceiveManyChatHandler(IRawInbox inbox, IOptions<ManyChatOptions> options, TimeProvider time) : IHandler<ReceiveManyChat, Done>
{
    public async Task<Result<Done>> Handle(ReceiveManyChat command, CancellationToken cancellationToken)
    {
        if (!WebhookSecrets.Fits(command.Secret, options.Value.Secrets)) return WebhookErrors.WrongSecret;
        if (!Admits(command.IpAddress)) return WebhookErrors.WrongAddress;

        var key = Placeholders.KeyOrNull(command.IdempotencyKey);
        var headers = new JsonObject(command.Headers.Select(header => KeyValuePair.Create(header.Key, (JsonNode?)header.Value)));
        if (key is not null) headers["idempotency-key"] = key;
        if (command.IpAddress is not null) headers["ip"] = command.IpAddress;
        var readable = JsonReading.Parses(command.Body.Span);
        await inbox.KeepAsync(new WebhookDelivery
        {
            Source = MessageChannels.ManyChat,
            ReceivedAt = time.GetUtcNow(),
            Headers = headers.ToJsonString(JsonSerializerOptions.Web),
            Body = command.Body.ToArray(),
            DedupKey = key is null ? null : $"{MessageChannels.ManyChat}:{WebhookSecrets.Fingerprint(key)}",
            Outcome = readable ? WebhookOutcomes.Pending : WebhookOutcomes.Quarantined,
            Error = readable ? null : "It is not JSON.",
        }, cancellationToken);
        return readable ? Done.Value : WebhookErrors.NotJson;
    }

    private bool Admits(string? address)
    {
        if (options.Value.Networks.Length == 0) return true;
        if (!IPAddress.TryParse(address, out var from)) return false;
        if (from.IsIPv4MappedToIPv6) from = from.MapToIPv4();
        return options.Value.Networks.Any(network => IPNetwork.TryParse(network, out var range) ? range.Contains(from) : IPAddress.TryParse(network, out var one) && one.Equals(from));
    }
}

/// <summary>Comparing secrets without telling how much of one was right.</summary>
internal static class WebhookSecrets
{
    /// <summary>Whether the secret that was sent is one of the valid ones; each is looked at, whatever the others gave.</summary>
    public static bool Fits(string? sent, IReadOnlyList<string> valid)
    {
        var given = SHA256.HashData(Encoding.UTF8.GetBytes(sent ?? ""));
        var fits = false;
        foreach (var secret in valid)
            fits |= secret.Length > 0 && CryptographicOperations.FixedTimeEquals(given, SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
        return fits && sent is { Length: > 0 };
    }

    /// <summary>A name for a text of any length.</summary>
    public static string Fingerprint(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
