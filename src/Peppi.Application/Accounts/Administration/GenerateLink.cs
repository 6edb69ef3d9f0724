using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Peppi.Application.Accounts.Links;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Domain.Shared;

namespace Peppi.Application.Accounts.Administration;

/// <summary>Makes a link without mailing it, for holders of the service key who send mails of their own.</summary>
public sealed record GenerateLink : ICommand<GeneratedLink>, IManagesOwnTransaction
{
    /// <summary><c>signup</c>, <c>invite</c>, <c>magiclink</c>, <c>recovery</c>, <c>email_change_current</c> or <c>email_change_new</c>.</summary>
    public required string Type { get; init; }

    /// <summary>The address of the account.</summary>
    public required string Email { get; init; }

    /// <summary>The password of a new account, for <c>signup</c>.</summary>
    public string? Password { get; init; }

    /// <summary>The address wanted, for <c>email_change_…</c>.</summary>
    public string? NewEmail { get; init; }

    /// <summary>What is known of the person (JSON object).</summary>
    public string UserMetadata { get; init; } = "{}";

    /// <summary>Where the link shall lead.</summary>
    public string? RedirectTo { get; init; }
}

/// <summary>A link, and what it is made of.</summary>
/// <param name="Account">Whose account it opens.</param>
/// <param name="Link">The link.</param>
/// <param name="Code">The six digits that work instead of it.</param>
/// <param name="Token">The token in it.</param>
/// <param name="Type">What it is for.</param>
/// <param name="RedirectTo">Where it leads.</param>
public sealed record GeneratedLink(AccountView Account, string Link, string Code, string Token, string Type, string RedirectTo);

internal sealed class GenerateLinkHandler(
    AccountsDbContext accounts, AccountWriter writer, Passwords passwords, OneTimeTokens tokens, AccountMails mails, RedirectTargets targets, IOptions<AccountsOptions> options)
    : IHandler<GenerateLink, GeneratedLink>
{
    private static readonly string[] Types =
        [TokenPurposes.SignUp, TokenPurposes.Invite, TokenPurposes.MagicLink, TokenPurposes.Recovery, TokenPurposes.PresentEmail, TokenPurposes.NewEmail];

    public async Task<Result<GeneratedLink>> Handle(GenerateLink command, CancellationToken cancellationToken)
    {
        if (!Types.Contains(command.Type)) return AccountErrors.Invalid($"Invalid email action link type requested: {command.Type}");
        if (!EmailText.IsAddress(command.Email)) return AccountErrors.EmailInvalid;
        string? hash = null;
        if (command.Type == TokenPurposes.SignUp)
        {
            if (string.IsNullOrEmpty(command.Password)) return AccountErrors.Invalid("Signup requires a valid password");
            var hashed = await passwords.HashAsync(new Account { Email = command.Email }, command.Password, "password");
            if (!hashed.Succeeded) return hashed.Error;
            hash = hashed.Value;
        }

        await using var transaction = await accounts.Database.BeginTransactionAsync(cancellationToken);
        var found = await FindOrMakeAsync(command, hash, cancellationToken);
        if (!found.Succeeded) return found.Error;
        var account = found.Value;

        var to = account.Email!;
        if (command.Type is TokenPurposes.NewEmail or TokenPurposes.PresentEmail)
        {
            if (!EmailText.IsAddress(command.NewEmail)) return AccountErrors.EmailInvalid;
            var wanted = EmailText.Normalized(command.NewEmail!);
            if (await accounts.Users.AnyAsync(row => row.NormalizedEmail == wanted, cancellationToken)) return AccountErrors.EmailExists;
            account.NewEmail = command.NewEmail!.Trim();
            if (command.Type == TokenPurposes.NewEmail) to = account.NewEmail;
        }

        var lifetime = command.Type == TokenPurposes.Invite ? options.Value.InvitationLifetime : (TimeSpan?)null;
        var issued = await tokens.IssueAsync(account, command.Type, to, null, cancellationToken, lifetime);
        await accounts.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        var redirect = targets.Choose(command.RedirectTo);
        return new GeneratedLink(AccountView.Of(account), mails.LinkOf(issued.Token, command.Type, redirect), issued.Code, issued.Token, command.Type, redirect);
    }

    private async Task<Result<Account>> FindOrMakeAsync(GenerateLink command, string? hash, CancellationToken cancellationToken)
    {
        var normalized = EmailText.Normalized(command.Email);
        var account = await accounts.Users.SingleOrDefaultAsync(row => row.NormalizedEmail == normalized, cancellationToken);
        if (account is { EmailConfirmed: true } && command.Type is (TokenPurposes.SignUp or TokenPurposes.Invite)) return AccountErrors.EmailExists;
        if (account is { EmailConfirmed: false } && command.Type is TokenPurposes.SignUp or TokenPurposes.Invite)
        {
            // The password that somebody may have signed up with before is not the one that the server vouches for.
            (account!.PasswordHash, account.SecurityStamp) = (hash, Guid.NewGuid().ToString("N"));
            await accounts.SaveChangesAsync(cancellationToken);
        }

        if (account is not null) return account;
        if (command.Type is not (TokenPurposes.SignUp or TokenPurposes.Invite or TokenPurposes.MagicLink)) return AccountErrors.NoSuchUser;

        var metadata = JsonNode.Parse(command.UserMetadata)!.AsObject();
        return await writer.CreateAsync(
            new NewAccount(command.Email, EmailText.NameIn(metadata), RoleId: null, EmailText.LocaleIn(metadata)) { PasswordHash = hash, UserMetadata = command.UserMetadata },
            cancellationToken);
    }
}
