using FluentValidation;
using Peppi.Application.Shared;
using Peppi.Domain.Chantier;

namespace Peppi.Application.Chantier;

/// <summary>What a field message may say.</summary>
internal sealed class ChantierMessageRules : RowRules<ChantierMessage>
{
    public ChantierMessageRules()
    {
        RuleFor(message => message.MessageText).MaximumLength(10_000).WithMessage("message_text must have at most 10000 characters");
        RuleFor(message => message.MediaUrl)
            .Must(url => url is null || (Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Scheme is "https" or "http") || url.StartsWith('/') || !url.Contains(':', StringComparison.Ordinal))
            .WithMessage("media_url must be an http or https address, or a path of the file store");
        RuleFor(message => message.Channel).OneOf(MessageChannels.All).WithErrorCode(Check23514);
    }

    public override string Table => "chantier_messages";
}
