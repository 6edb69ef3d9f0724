using Microsoft.EntityFrameworkCore;
using Peppi.Application.Accounts.Links;
using Peppi.Application.Accounts.Tokens;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Domain.Shared;

namespace Peppi.Application.Accounts.SelfService;

/// <summary>Redeems the link or the code of a mail: confirms what it was for, and signs in.</summary>
public sealed record VerifyOneTimeToken : ICommand<Verified>, IManagesOwnTransaction
{
    /// <summary>What it is for: <c>signup</c>, <c>invite</c>, <c>magiclink</c>, <c>recovery</c>, <c>email_change</c> or <c>email</c>.</summary>
    public required string Type { get; init; }

    /// <summary>The link's token.</summary>
    public string? Token { get; init; }

    /// <summary>The address that a code was sent to.</summary>
    public string? Email { get; init; }

    /// <summary>Six digits.</summary>
    public string? Code { get; init; }

    /// <summary>The program that asks, as it names itself.</summary>
    public string? UserAgent { get; init; }

    /// <summary>The link was opened in a browser: a flow with PKCE goes on with a code instead of tokens.</summary>
    public bool InBrowser { get; init; }
}

/// <summary>What came of it; all null where the other address has yet to confirm as well.</summary>
/// <param name="Session">The session.</param>
/// <param name="AuthCode">What the app exchanges for one, where it uses PKCE.</param>
public sealed record Verified(SignedIn? Session, string? AuthCode);

internal sealed class VerifyOneTimeTokenHandler(AccountsDbContext accounts, OneTimeTokens tokens, Sessions sessions, AuditTrail trail, TimeProvider time)
    : IHandler<VerifyOneTimeToken, Verified>
{
    public async Task<Result<Verified>> Handle(VerifyOneTimeToken command, CancellationToken cancellationToken)
    {
        var purposes = TokenPurposes.OfType(command.Type);
        if (purposes.Count == 0) return AccountErrors.Invalid("Unsupported verification type");

        var (link, email) = (command.Token is { Length: > 0 } given ? given : null, command.Email ?? "");
        var mayTry = link is not null || await tokens.MayTryAsync("code", email, cancellationToken);
        await sessions.PrepareAsync(cancellationToken);
        await using var transaction = await accounts.Database.BeginTransactionAsync(cancellationToken);
        var redeemed = link is not null ? await tokens.RedeemLinkAsync(link, purposes, cancellationToken)
            : mayTry ? await tokens.RedeemCodeAsync(email, command.Code ?? "", purposes, cancellationToken)
            : null;
        if (redeemed is null) return await FailAsync(link is null ? await WhoseAsync(email, cancellationToken) : null, AccountErrors.OtpExpired);

        var now = time.GetUtcNow();
        var account = await accounts.Users.SingleAsync(row => row.Id == redeemed.AccountId, cancellationToken);
        if (account.BannedUntil > now) return await FailAsync(account.Id, AccountErrors.UserBanned with { Kind = ErrorKind.Forbidden });

        if (redeemed.Purpose is TokenPurposes.NewEmail or TokenPurposes.PresentEmail)
        {
            if (account.NewEmail is null || (redeemed.Purpose == TokenPurposes.NewEmail && redeemed.Email != EmailText.Normalized(account.NewEmail)))
                return await FailAsync(account.Id, AccountErrors.OtpExpired);
            if (await accounts.OneTimeTokens.AnyAsync(row => row.AccountId == account.Id && row.UsedAt == null
                && (row.Purpose == TokenPurposes.NewEmail || row.Purpose == TokenPurposes.PresentEmail), cancellationToken))
            {
                await transaction.CommitAsync(cancellationToken);
                return new Verified(null, null);
            }

            (account.Email, account.UserName) = (account.NewEmail, account.NewEmail);
            account.NormalizedEmail = account.NormalizedUserName = EmailText.Normalized(account.NewEmail);
            (account.NewEmail, account.EmailChangeSentAt) = (null, null);
            account.EmailConfirmedAt = now;
        }

        if (!account.EmailConfirmed && redeemed.Purpose != TokenPurposes.SignUp)
        {
            // Whoever chose this password never showed to have the address: it may be a stranger's, who signed up first.
            (account.PasswordHash, account.SecurityStamp) = (null, Guid.NewGuid().ToString("N"));
            await sessions.EndAsync(sessions.All.Where(session => session.AccountId == account.Id), SessionEnds.PasswordChanged, cancellationToken);
        }

        // Whoever has the mail has the address.
        account.EmailConfirmed = true;
        account.EmailConfirmedAt ??= now;
        account.UpdatedAt = now;

        // Before anything is issued: with the account's change go the links and codes that there are.
        await accounts.SaveChangesAsync(cancellationToken);

        var code = command.InBrowser && redeemed.CodeChallenge is not null ? tokens.IssueAuthCode(account, redeemed) : null;
        SignedIn? signedIn = null;
        if (code is null)
        {
            account.LastSignInAt = now;
            signedIn = await sessions.IssueAsync(account, sessions.Open(account, Sessions.Api, command.UserAgent, SignInMethods.Otp), parent: null, cancellationToken);
        }

        await accounts.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new Verified(signedIn, code);

        // What was spent stays spent and what was counted counted, also when whoever tried has hung up.
        async Task<Error> FailAsync(Guid? whose, Error error)
        {
            await transaction.CommitAsync(CancellationToken.None);
            await trail.GuessFailedAsync(link is null ? "code_failed" : "link_failed", whose, command.Email);
            return error;
        }
    }

    private Task<Guid?> WhoseAsync(string email, CancellationToken cancellationToken)
    {
        var normalized = EmailText.Normalized(email);
        return accounts.Users.Where(account => account.NormalizedEmail == normalized).Select(account => (Guid?)account.Id).SingleOrDefaultAsync(cancellationToken);
    }
}
