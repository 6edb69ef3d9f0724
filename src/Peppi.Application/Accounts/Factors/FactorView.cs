using Peppi.Application.Persistence;

namespace Peppi.Application.Accounts.Factors;

/// <summary>A second factor, without its secret.</summary>
/// <param name="Id">The factor.</param>
/// <param name="FriendlyName">What its owner calls it.</param>
/// <param name="Type"><c>totp</c>.</param>
/// <param name="Status"><c>unverified</c> or <c>verified</c>.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="UpdatedAt">When it last changed.</param>
/// <param name="LastChallengedAt">When a code was last asked for.</param>
public sealed record FactorView(
    Guid Id, string? FriendlyName, string Type, string Status, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt, DateTimeOffset? LastChallengedAt)
{
    /// <summary>Whether it protects the account.</summary>
    public bool Verified => Status == "verified";

    internal static FactorView Of(Factor factor) =>
        new(factor.Id, factor.FriendlyName, factor.Type, factor.Status, factor.CreatedAt, factor.UpdatedAt, factor.LastChallengedAt);
}
