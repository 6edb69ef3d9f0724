using Microsoft.Extensions.Options;
using Peppi.Application.Shared;
using Peppi.Domain.Shared;

namespace Peppi.Application.Accounts.Links;

/// <summary>
/// Bounds the mails that strangers can have sent to an address. Counted whether or not the address is known, so that the answer
/// tells nothing; a stranger's share is his own, and what all of them may have is not taken from the owner, who comes from where the
/// account was entered before.
/// </summary>
internal sealed class MailLimits(IAttemptLimiter limiter, FamiliarAddresses familiar, CallerContext caller, IOptions<AccountsOptions> options)
{
    private static readonly TimeSpan Window = TimeSpan.FromHours(1);

    /// <summary>The refusal where it is one mail too many, else null.</summary>
    public async Task<Error?> RefusalAsync(string email, CancellationToken cancellationToken)
    {
        var (address, ip, most) = (LimitKeys.Hashed(email), caller.Current.IpAddress, options.Value.MailsPerHour);
        List<AttemptLimit> shares = [new($"mail:{address}:{LimitKeys.Network(ip)}", most, Window)];
        if (LimitKeys.Site(ip) is { } site) shares.Add(new($"mail:{address}:{site}", most * 2, Window));
        var own = await limiter.CountAsync(shares, cancellationToken);
        if (own.Exceeded) return AccountErrors.TooManyMails(own.ResetAfter);
        if (await familiar.IncludesAsync(email, ip, cancellationToken)) return null;

        var all = await limiter.CountAsync([new($"mail:{address}", most * 5, Window)], cancellationToken);
        return all.Exceeded ? AccountErrors.TooManyMails(all.ResetAfter) : null;
    }
}
