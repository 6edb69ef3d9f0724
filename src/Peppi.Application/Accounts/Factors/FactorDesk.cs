using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Peppi.Application.Accounts.Tokens;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Domain.Shared;

namespace Peppi.Application.Accounts.Factors;

/// <summary>
/// The one place where codes are compared, for API and admin site alike: tries are limited for the account, whatever address they come
/// from (who tries has the password already), a code works once, and so does a recovery code. Callers hold no transaction.
/// </summary>
internal sealed class FactorDesk(AccountsDbContext accounts, Sessions sessions, ISecretSeal seal, ISignInLimiter limiter, AuditTrail trail, CallerContext caller, TimeProvider time)
{
    /// <summary>Factors that one account may have.</summary>
    public const int Most = 10;

    /// <summary>Letters that the name of a factor or of an issuer may have.</summary>
    public const int LongestName = 100;

    private const string Verified = "verified";

    /// <summary>The caller's account and session, while both live; the session is tracked.</summary>
    public async Task<Result<(Account Account, AccountSession Session)>> OwnAsync(CancellationToken cancellationToken)
    {
        if (caller.Current is not { UserId: { } user, SessionId: { } id }) return AccountErrors.NoAuthorization;
        var account = await accounts.Users.AsNoTracking().SingleOrDefaultAsync(row => row.Id == user, cancellationToken);
        if (account is null) return AccountErrors.UserNotFound;
        var session = await accounts.Sessions.SingleOrDefaultAsync(row => row.Id == id && row.AccountId == user && row.EndedAt == null, cancellationToken);
        return session is null ? AccountErrors.SessionNotFound : (account, session);
    }

    /// <summary>The verified factors of an account.</summary>
    public Task<bool> ProtectsAsync(Guid account, CancellationToken cancellationToken) =>
        accounts.Factors.AnyAsync(factor => factor.AccountId == account && factor.Status == Verified, cancellationToken);

    /// <summary>
    /// Compares a code with one factor, or where <paramref name="factorId"/> is null with each verified one; a recovery code does for any.
    /// What was right is spent; how it was proved is the answer (<c>amr</c>).
    /// </summary>
    public async Task<Result<string>> TryAsync(Guid account, Guid? factorId, string code, CancellationToken cancellationToken)
    {
        var attempt = new SignInAttempt($"mfa:{account}", caller.Current.IpAddress) { FromAnywhere = true };
        if (await limiter.TryEnterAsync(attempt, cancellationToken) is { } wait) return AccountErrors.TooManyAttempts(wait);

        // Counted before it is judged: a hundred at once are a hundred. From here on nobody who hangs up stops it.
        if (await limiter.TryChargeAsync(attempt, CancellationToken.None) is { } later) return AccountErrors.TooManyAttempts(later);
        var method = await SpendAsync(account, factorId, code, CancellationToken.None);
        if (method is not null)
        {
            await limiter.SucceededAsync(attempt, CancellationToken.None);
            return method;
        }

        await trail.FactorFailedAsync(account);
        return FactorErrors.WrongCode;
    }

    /// <summary>
    /// The session has proved a second factor: it is of AAL2 now, the account's other sessions of less end, and so do factors that were
    /// begun and never confirmed. The caller holds the transaction and saves.
    /// </summary>
    public async Task RaiseAsync(AccountSession session, string method, CancellationToken cancellationToken)
    {
        session.Aal = "aal2";
        session.RefreshedAt = time.GetUtcNow();
        sessions.Prove(session, method);
        await sessions.EndAsync(
            sessions.All.Where(other => other.AccountId == session.AccountId && other.Id != session.Id && other.Aal == "aal1"), SessionEnds.Superseded, cancellationToken);
        await accounts.Factors.Where(other => other.AccountId == session.AccountId && other.Status != Verified).ExecuteDeleteAsync(cancellationToken);
    }

    /// <summary>After a factor went: an account without any has no codes to recover with, and its sessions count for one factor.</summary>
    public async Task LowerAsync(Guid account, CancellationToken cancellationToken)
    {
        if (await ProtectsAsync(account, cancellationToken)) return;
        await accounts.RecoveryCodes.Where(code => code.AccountId == account).ExecuteDeleteAsync(cancellationToken);
        await accounts.Sessions.Where(session => session.AccountId == account && session.Aal == "aal2" && session.EndedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(session => session.Aal, "aal1"), cancellationToken);
    }

    /// <summary>Ten new recovery codes in place of the old ones; only their hashes are kept. The caller holds the transaction and saves.</summary>
    public async Task<IReadOnlyList<string>> NewRecoveryCodesAsync(Guid account, CancellationToken cancellationToken)
    {
        await accounts.RecoveryCodes.Where(code => code.AccountId == account).ExecuteDeleteAsync(cancellationToken);

        // Neither 0 and o nor 1, l and i: they are written down by hand. Ten of 31 letters: 49 bits.
        var codes = Enumerable.Range(0, 10).Select(_ => RandomNumberGenerator.GetString("abcdefghjkmnpqrstuvwxyz23456789", 10)).ToList();
        var now = time.GetUtcNow();
        accounts.AddRange(codes.Select(code => new RecoveryCode { Id = Guid.CreateVersion7(), AccountId = account, Hash = HashOf(account, code), CreatedAt = now }));
        return [.. codes.Select(code => $"{code[..5]}-{code[5..]}")];
    }

    private async Task<string?> SpendAsync(Guid account, Guid? factorId, string code, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var transaction = await accounts.Database.BeginTransactionAsync(cancellationToken);
        var factors = await accounts.Factors.AsNoTracking()
            .Where(factor => factor.AccountId == account && (factorId == null ? factor.Status == Verified : factor.Id == factorId)).ToListAsync(cancellationToken);
        foreach (var factor in factors)
        {
            if (Totp.Match(seal.Open(factor.SealedSecret, PurposeOf(factor.Id)), code, now, factor.LastStep) is not { } step) continue;

            // Of two that come at the same instant with the same code, the database takes one.
            var spent = await accounts.Factors
                .Where(row => row.Id == factor.Id && (row.LastStep == null || row.LastStep < step))
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.LastStep, step).SetProperty(row => row.Status, Verified)
                    .SetProperty(row => row.UpdatedAt, row => row.Status == Verified ? row.UpdatedAt : now), cancellationToken);
            if (spent == 0) continue;
            await transaction.CommitAsync(cancellationToken);
            return SignInMethods.Totp;
        }

        var hash = HashOf(account, code);
        var recovered = await accounts.RecoveryCodes.Where(row => row.AccountId == account && row.Hash == hash && row.UsedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.UsedAt, now), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return recovered == 1 ? "recovery_code" : null;
    }

    /// <summary>What a factor's secret is sealed for: one cannot be put in another's place.</summary>
    public static string PurposeOf(Guid factor) => $"mfa_factor:{factor}";

    private static byte[] HashOf(Guid account, string code) =>
        SHA256.HashData(Encoding.UTF8.GetBytes(account + ":" + string.Concat(code.Where(char.IsLetterOrDigit)).ToLowerInvariant()));
}
