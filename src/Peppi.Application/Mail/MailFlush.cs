using Peppi.Application.Mail.Contracts;
using Peppi.Application.Shared;
using Peppi.Domain.Shared;

namespace Peppi.Application.Mail;

internal sealed class MailFlush(UseCases useCases) : IMailFlush
{
    public Task<Result<int>> FlushAsync(CancellationToken cancellationToken) => useCases.SendAsync(new SendDueMails(), cancellationToken);
}
