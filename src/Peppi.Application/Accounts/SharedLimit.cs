using Peppi.Application.Shared;

namespace Peppi.Application.Accounts;

/// <summary>
/// Bounds what strangers may do about an address. Each network has a share, a site with many networks a larger one, all together one
/// larger still; and this last is not taken from the owner, who comes from where the account was entered before. Callers hold no transaction.
/// </summary>
internal sealed class SharedLimit(IAttemptLimiter limiter, FamiliarAddresses familiar, CallerContext caller)
{
    private static readonly TimeSpan Window = TimeSpan.FromHours(1);

    /// <summary>Counts one attempt; the count that was exceeded, else null.</summary>
    /// <param name="what">What is done.</param>
    /// <param name="email">About which address, whether or not it is known.</param>
    /// <param name="share">How often one network may in an hour; all together five times as often.</param>
    /// <param name="more">What else bounds the caller.</param>
    /// <param name="cancellationToken">Stops.</param>
    public async Task<AttemptCount?> ExceededAsync(string what, string email, int share, IEnumerable<AttemptLimit> more, CancellationToken cancellationToken)
    {
        var (key, ip) = ($"{what}:{LimitKeys.Hashed(email)}", caller.Current.IpAddress);
        List<AttemptLimit> shares = [new($"{key}:{LimitKeys.Network(ip)}", share, Window), .. more];
        if (LimitKeys.Site(ip) is { } site) shares.Add(new($"{key}:{site}", share * 2, Window));
        var own = await limiter.CountAsync(shares, cancellationToken);
        if (own.Exceeded) return own;
        if (await familiar.IncludesAsync(email, ip, cancellationToken)) return null;

        var all = await limiter.CountAsync([new(key, share * 5, Window)], cancellationToken);
        return all.Exceeded ? all : null;
    }
}
