using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Domain.Chantier;
using Peppi.Domain.Shared;

namespace Peppi.Application.Chantier.Inbox;

/// <summary>A delivery of Meta's WhatsApp Cloud API: its signature is checked over the very bytes, then it is kept and read later.</summary>
/// <param name="Signature">The header <c>X-Hub-Signature-256</c>.</param>
/// <param name="Body">The very bytes.</param>
public sealed record ReceiveWhatsApp(string? Signature, ReadOnlyMemory<byte> Body) : ICommand<Done>, IManagesOwnTransaction;

internal sealed class ReceiveWhatsAppHandler(IRawInbox inbox, IOptions<WhatsAppOptions> options, TimeProvider time) : IHandler<ReceiveWhatsApp, Done>
{
    public async Task<Result<Done>> Handle(ReceiveWhatsApp command, CancellationToken cancellationToken)
    {
        if (!Signed(command.Signature, command.Body.Span)) return WebhookErrors.WrongSignature;

        // Meta tries again for days whatever is not answered with success: what cannot be read is kept and asked for no more.
        var readable = JsonReading.Parses(command.Body.Span);
        await inbox.KeepAsync(new WebhookDelivery
        {
            Source = MessageChannels.WhatsApp,
            ReceivedAt = time.GetUtcNow(),
            Body = command.Body.ToArray(),

            // The bytes hold the messages' own ids: the same bytes are the same delivery.
            DedupKey = $"{MessageChannels.WhatsApp}:{Convert.ToHexStringLower(SHA256.HashData(command.Body.Span))}",
            Outcome = readable ? WebhookOutcomes.Pending : WebhookOutcomes.Quarantined,
            Error = readable ? null : "It is not JSON.",
        }, cancellationToken);
        return Done.Value;
    }

    private bool Signed(string? signature, ReadOnlySpan<byte> body)
    {
        const string scheme = "sha256=";
        if (signature is null || !signature.StartsWith(scheme, StringComparison.Ordinal) || signature.Length != scheme.Length + 64) return false;
        Span<byte> given = stackalloc byte[32];
        if (Convert.FromHexString(signature.AsSpan(scheme.Length), given, out _, out _) != System.Buffers.OperationStatus.Done) return false;
        var fits = false;
        Span<byte> made = stackalloc byte[32];
        foreach (var secret in options.Value.AppSecrets)
        {
            if (secret.Length == 0) continue;
            HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body, made);
            fits |= CryptographicOperations.FixedTimeEquals(given, made);
        }

        return fits;
    }
}
