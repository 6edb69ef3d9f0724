using Microsoft.EntityFrameworkCore;
using Peppi.Application.Persistence;

namespace Peppi.Application.Accounts;

/// <summary>An account as its owner and the client library see it.</summary>
public sealed record AccountView
{
    /// <summary>The account.</summary>
    public required Guid Id { get; init; }

    /// <summary>Address.</summary>
    public required string Email { get; init; }

    /// <summary>Telephone.</summary>
    public string? Phone { get; init; }

    /// <summary>When the address was confirmed.</summary>
    public DateTimeOffset? EmailConfirmedAt { get; init; }

    /// <summary>When an invitation was sent.</summary>
    public DateTimeOffset? InvitedAt { get; init; }

    /// <summary>When a mail to confirm the address was sent.</summary>
    public DateTimeOffset? ConfirmationSentAt { get; init; }

    /// <summary>When a mail to recover or sign in was sent.</summary>
    public DateTimeOffset? RecoverySentAt { get; init; }

    /// <summary>The address that waits to be confirmed.</summary>
    public string? NewEmail { get; init; }

    /// <summary>When the mails about it were sent.</summary>
    public DateTimeOffset? EmailChangeSentAt { get; init; }

    /// <summary>When the person last signed in.</summary>
    public DateTimeOffset? LastSignInAt { get; init; }

    /// <summary>The account cannot sign in before this instant.</summary>
    public DateTimeOffset? BannedUntil { get; init; }

    /// <summary>When it was deleted.</summary>
    public DateTimeOffset? DeletedAt { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last changed.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>What the person says about themself (JSON object).</summary>
    public required string UserMetadata { get; init; }

    /// <summary>What servers say about the person (JSON object).</summary>
    public string AppMetadata { get; init; } = "{}";

    /// <summary>Made up, so that whoever asks does not learn that the address is taken: the client library knows it by its lack of identities.</summary>
    public bool MadeUp { get; init; }

    /// <summary>Second factors, begun and confirmed; the client library reads from them which level a session can reach.</summary>
    public IReadOnlyList<Factors.FactorView> Factors { get; init; } = [];

    internal static AccountView Of(Account account) => new()
    {
        Id = account.Id,
        Email = account.Email ?? "",
        Phone = account.PhoneNumber,
        EmailConfirmedAt = account.EmailConfirmed ? account.EmailConfirmedAt ?? account.CreatedAt : null,
        InvitedAt = account.InvitedAt,
        ConfirmationSentAt = account.ConfirmationSentAt,
        RecoverySentAt = account.RecoverySentAt,
        NewEmail = account.NewEmail,
        EmailChangeSentAt = account.EmailChangeSentAt,
        LastSignInAt = account.LastSignInAt,
        BannedUntil = account.BannedUntil,
        DeletedAt = account.DeletedAt,
        CreatedAt = account.CreatedAt,
        UpdatedAt = account.UpdatedAt,
        UserMetadata = account.UserMetadata,
        AppMetadata = account.AppMetadata,
    };
}

/// <summary>Accounts with what stands in other tables.</summary>
internal static class AccountViews
{
    public static async Task<AccountView> ViewAsync(this AccountsDbContext accounts, Account account, CancellationToken cancellationToken) => AccountView.Of(account) with
    {
        Factors = await accounts.Factors.AsNoTracking().Where(factor => factor.AccountId == account.Id).OrderBy(factor => factor.CreatedAt)
            .Select(factor => Factors.FactorView.Of(factor)).ToListAsync(cancellationToken),
    };
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
