using Microsoft.Extensions.Options;
using Peppi.Application.Shared;
using Peppi.Domain.Shared;

namespace Peppi.Application.Chantier.Inbox;

/// <summary>The question that Meta asks when the webhook is set up; the answer is its own challenge.</summary>
/// <param name="Mode"><c>subscribe</c>.</param>
/// <param name="Token">The token that was typed in there.</param>
/// <param name="Challenge">What is to be said back.</param>
public sealed record ConfirmWhatsApp(string? Mode, string? Token, string? Challenge) : IQuery<string>, IManagesOwnTransaction;

internal sealed class ConfirmWhatsAppHandler(IOptions<WhatsAppOptions> options) : IHandler<ConfirmWhatsApp, string>
{
    public Task<Result<string>> Handle(ConfirmWhatsApp query, CancellationToken cancellationToken) => Task.FromResult<Result<string>>(
        query.Mode == "subscribe" && WebhookSecrets.Fits(query.Token, [options.Value.VerifyToken]) ? query.Challenge ?? "" : WebhookErrors.WrongToken);
}
