using Peppi.Domain.Shared;

namespace Peppi.Application.Webhooks;

/// <summary>What went wrong on the way to a target.</summary>
public static class WebhookErrors
{
    /// <summary>No answer.</summary>
    public static Error NoAnswer(string why) => new(ErrorKind.Unavailable, "webhook_unreachable", $"The target did not answer: {why}");

    /// <summary>The address leads where nothing is sent.</summary>
    public static Error Refused(string why) =>
        new(ErrorKind.Invalid, "webhook_refused", $"Nothing is sent there: {why}", Hint: "Networks of your own are opened by Webhooks:AllowedNetworks.");
}
