using Peppi.Application.Persistence;

namespace Peppi.Application.Accounts;

/// <summary>An account as its owner and the client library see it.</summary>
public sealed record AccountView(
    Guid Id,
    string Email,
    string? Phone,
    DateTimeOffset? EmailConfirmedAt,
    DateTimeOffset? InvitedAt,
    DateTimeOffset? LastSignInAt,
    DateTimeOffset? BannedUntil,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    string UserMetadata)
{
    /// <summary>Second factors, begun and confirmed; the client library reads from them which level a session can reach.</summary>
    public IReadOnlyList<Factors.FactorView> Factors { get; init; } = [];

    internal static AccountView Of(Account account) => new(
        account.Id,
        account.Email ?? "",
        account.PhoneNumber,
        account.EmailConfirmed ? account.CreatedAt : null,
        account.InvitedAt,
        account.LastSignInAt,
        account.BannedUntil,
        account.CreatedAt,
        account.UpdatedAt,
        account.UserMetadata);
}

/// <summary>A fresh pair of tokens and whose they are.</summary>
/// <param name="AccessToken">The JWT to send as bearer.</param>
/// <param name="ExpiresAt">When it stops working.</param>
/// <param name="RefreshToken">Exchanges once for the next pair.</param>
/// <param name="Account">Whose they are.</param>
public sealed record SignedIn(string AccessToken, DateTimeOffset ExpiresAt, string RefreshToken, AccountView Account)
{
    /// <summary>Seconds that the access token is good for from now on.</summary>
    public required int ExpiresIn { get; init; }
}
