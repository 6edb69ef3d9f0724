using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Peppi.Application.Accounts.Links;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Domain.Shared;

namespace Peppi.Application.Accounts.SelfService;

/// <summary>Sends a link and a code to sign in without a password. The answer is the same for addresses that nobody has.</summary>
public sealed record RequestMagicLink : ICommand<Done>, IManagesOwnTransaction
{
    /// <summary>The address.</summary>
    public required string Email { get; init; }

    /// <summary>Whether to open an account for an address that has none, where anybody may.</summary>
    public bool CreateUser { get; init; } = true;

    /// <summary>What the person says about themself (JSON object), for a new account.</summary>
    public string UserMetadata { get; init; } = "{}";

    /// <summary>Where the link of the mail shall lead.</summary>
    public string? RedirectTo { get; init; }

    /// <summary>What the app will prove to know.</summary>
    public PkceChallenge? Challenge { get; init; }
}

internal sealed class RequestMagicLinkHandler(
    AccountsDbContext accounts, AccountWriter writer, AccountMails mails, MailLimits limits, IOptions<AccountsOptions> options, TimeProvider time)
    : IHandler<RequestMagicLink, Done>
{
    public async Task<Result<Done>> Handle(RequestMagicLink command, CancellationToken cancellationToken)
    {
        if (!EmailText.IsAddress(command.Email)) return AccountErrors.EmailInvalid;

        // Judged for addresses that are taken too, which would get no answer about it.
        if (Metadata.Refusal("data", command.UserMetadata) is { } unfit) return unfit;
        if (await limits.RefusalAsync(command.Email, cancellationToken) is { } refusal) return refusal;

        var (normalized, now) = (EmailText.Normalized(command.Email), time.GetUtcNow());
        await using var transaction = await accounts.Database.BeginTransactionAsync(cancellationToken);
        var account = await accounts.Users.SingleOrDefaultAsync(row => row.NormalizedEmail == normalized, cancellationToken);
        if (account is null && command.CreateUser && options.Value.SignUp)
        {
            var metadata = JsonNode.Parse(command.UserMetadata)!.AsObject();
            var person = new NewAccount(command.Email, EmailText.NameIn(metadata), RoleId: null, EmailText.LocaleIn(metadata)) { UserMetadata = command.UserMetadata };
            var made = await writer.CreateAsync(person, cancellationToken);
            if (!made.Succeeded) return made.Error;
            account = made.Value;
        }

        if (account is null || account.BannedUntil > now) return Done.Value;
        await mails.MagicLinkAsync(account, command.RedirectTo, command.Challenge, cancellationToken);
        await accounts.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return Done.Value;
    }
}
