using Microsoft.Extensions.Options;
using Peppi.Application.Shared;
using Peppi.Domain.Shared;

namespace Peppi.Application.Accounts.Links;

/// <summary>
/// Bounds the mails that strangers can have sent: to one address (<see cref="SharedLimit"/>), and to all that they can think of. Counted
/// whether or not an address is known, so that the answer tells nothing.
/// </summary>
internal sealed class MailLimits(SharedLimit limit, CallerContext caller, IOptions<AccountsOptions> options)
{
    /// <summary>An office behind one address has that many people who may each ask for as many mails as one of them may.</summary>
    private const int PeopleOfNetwork = 20;

    private static readonly TimeSpan Window = TimeSpan.FromHours(1);

    /// <summary>The refusal where it is one mail too many, else null.</summary>
    public async Task<Error?> RefusalAsync(string email, CancellationToken cancellationToken)
    {
        var (ip, most) = (caller.Current.IpAddress, options.Value.MailsPerHour);
        List<AttemptLimit> anywhere = [new($"mails_from:{LimitKeys.Network(ip)}", most * PeopleOfNetwork, Window)];
        if (LimitKeys.Site(ip) is { } site) anywhere.Add(new($"mails_from:{site}", most * PeopleOfNetwork * 2, Window));
        if (caller.Current.UserId is { } user) anywhere.Add(new($"mails_by:{user}", most * 2, Window));
        return await limit.ExceededAsync("mail", email, most, anywhere, cancellationToken) is { } exceeded ? AccountErrors.TooManyMails(exceeded.ResetAfter) : null;
    }
}
