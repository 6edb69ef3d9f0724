using Peppi.Domain.Shared;

namespace Peppi.Application.Chantier.Inbox;

/// <summary>How a webhook is refused.</summary>
public static class WebhookErrors
{
    /// <summary>The largest body of a webhook, in bytes.</summary>
    public const int LargestBody = 256 * 1024;

    /// <summary>Meta gathers many messages into one delivery and signs it; it may take up to 3 MB.</summary>
    public const int LargestMetaBody = 3 * 1024 * 1024;

    /// <summary>The secret is missing or none of those that are valid.</summary>
    public static readonly Error WrongSecret = new(ErrorKind.Unauthenticated, "webhook_secret", "The secret of the webhook is missing or wrong.",
        Hint: "Send it in the header X-Peppi-Webhook-Secret; the admin page of the inbox shows where it is set.");

    /// <summary>The address is not on the list.</summary>
    public static readonly Error WrongAddress = new(ErrorKind.Forbidden, "webhook_address", "This address may not call the webhook.");

    /// <summary>The signature does not fit the bytes.</summary>
    public static readonly Error WrongSignature = new(ErrorKind.Unauthenticated, "webhook_signature", "The signature of the webhook is missing or wrong.",
        Hint: "X-Hub-Signature-256 is the HMAC-SHA256 of the raw body under the app's secret (WhatsApp:AppSecrets).");

    /// <summary>The set-up of the webhook asked with another token.</summary>
    public static readonly Error WrongToken = new(ErrorKind.Forbidden, "webhook_token", "The verify token is not the one that is set here.");

    /// <summary>More than a webhook may hold.</summary>
    public static readonly Error TooLarge = new(ErrorKind.TooLarge, "body_too_large", "The body is larger than a webhook may be.", Hint: "256 kB for ManyChat, 3 MB for WhatsApp.");

    /// <summary>It is kept, and nobody can read it.</summary>
    public static readonly Error NotJson = new(ErrorKind.Invalid, "bad_json", "The body is not JSON. It was kept in quarantine.");
}
