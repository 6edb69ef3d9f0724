using Microsoft.Extensions.Options;
using Peppi.Application.Shared;
using Peppi.Domain.Shared;

namespace Peppi.Application.Accounts.Links;

/// <summary>
/// Bounds the mails that strangers can have sent to an address. Counted whether or not the address is known, so that the answer
/// tells nothing; a stranger's share is his own, so that he cannot use up the owner's.
/// </summary>
internal sealed class MailLimits(IAttemptLimiter limiter, CallerContext caller, IOptions<AccountsOptions> options)
{
    private static readonly TimeSpan Window = TimeSpan.FromHours(1);

    /// <summary>The refusal where it is one mail too many, else null.</summary>
    public async Task<Error?> RefusalAsync(string email, CancellationToken cancellationToken)
    {
        var (address, from, most) = (LimitKeys.Hashed(email), LimitKeys.Network(caller.Current.IpAddress), options.Value.MailsPerHour);
        var own = await limiter.CountAsync([new($"mail:{address}:{from}", most, Window)], cancellationToken);
        if (own.Exceeded) return AccountErrors.TooManyMails(own.ResetAfter);
        var all = await limiter.CountAsync([new($"mail:{address}", most * 5, Window)], cancellationToken);
        return all.Exceeded ? AccountErrors.TooManyMails(all.ResetAfter) : null;
    }
}
