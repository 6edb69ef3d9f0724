using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.IdentityModel.Tokens;
using Peppi.Application.Accounts.Links;
using Peppi.Application.Accounts.Tokens;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Domain.Shared;

namespace Peppi.Application.Accounts.SelfService;

/// <summary>Exchanges the code that a link gave for tokens, with the verifier whose challenge began the flow (RFC 7636).</summary>
/// <param name="AuthCode">The code.</param>
/// <param name="CodeVerifier">The verifier.</param>
/// <param name="UserAgent">The program that asks, as it names itself.</param>
public sealed record ExchangeAuthCode(string AuthCode, string CodeVerifier, string? UserAgent) : ICommand<SignedIn>, IManagesOwnTransaction;

internal sealed class ExchangeAuthCodeHandler(AccountsDbContext accounts, OneTimeTokens tokens, Sessions sessions, AuditTrail trail, TimeProvider time)
    : IHandler<ExchangeAuthCode, SignedIn>
{
    public async Task<Result<SignedIn>> Handle(ExchangeAuthCode command, CancellationToken cancellationToken)
    {
        await sessions.PrepareAsync(cancellationToken);
        await using var transaction = await accounts.Database.BeginTransactionAsync(cancellationToken);

        // Spent before the verifier is judged: a stolen code cannot be tried twice.
        if (await tokens.RedeemLinkAsync(command.AuthCode, [TokenPurposes.AuthCode], cancellationToken) is not { CodeChallenge: { } challenge } redeemed)
        {
            await transaction.RollbackAsync(cancellationToken);
            await trail.GuessFailedAsync("link_failed", account: null, address: null);
            return AccountErrors.FlowStateNotFound;
        }

        if (!Fits(challenge, redeemed.CodeChallengeMethod, command.CodeVerifier))
        {
            await transaction.CommitAsync(cancellationToken);
            await trail.GuessFailedAsync("link_failed", redeemed.AccountId, address: null);
            return AccountErrors.BadCodeVerifier;
        }

        var now = time.GetUtcNow();
        var account = await accounts.Users.SingleAsync(row => row.Id == redeemed.AccountId, cancellationToken);
        if (account.BannedUntil > now)
        {
            // Spent all the same.
            await transaction.CommitAsync(cancellationToken);
            await trail.GuessFailedAsync("link_failed", account.Id, address: null);
            return AccountErrors.UserBanned;
        }

        account.LastSignInAt = now;
        var signedIn = await sessions.IssueAsync(account, sessions.Open(account, Sessions.Api, command.UserAgent, SignInMethods.Otp), parent: null, cancellationToken);
        await accounts.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return signedIn;
    }

    private static bool Fits(string challenge, string? method, string verifier)
    {
        var given = method == "plain" ? verifier : Base64UrlEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)));
        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(challenge), Encoding.UTF8.GetBytes(given));
    }
}
