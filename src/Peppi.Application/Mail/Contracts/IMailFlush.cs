using Peppi.Domain.Shared;

namespace Peppi.Application.Mail.Contracts;

/// <summary>Sends what is queued now instead of waiting for the worker, for those who want to tell how it went.</summary>
public interface IMailFlush
{
    /// <summary>Sends every mail that is due; answers how many were tried.</summary>
    Task<Result<int>> FlushAsync(CancellationToken cancellationToken);
}
