using MediatR;
using Peppi.Application.Persistence;
using Peppi.Domain.Shared;

namespace Peppi.Application.Shared;

/// <summary>
/// Runs a request in one transaction whose first statement sets the caller's role and claims (Infrastructure does that when any
/// transaction begins), saves and commits on success, and leaves nothing behind on failure.
/// </summary>
internal sealed class TransactionBehavior<TRequest, TResponse>(Lazy<PeppiDbContext> context) : IPipelineBehavior<TRequest, TResponse>
    where TRequest : IRequest<TResponse>
    where TResponse : IResult<TResponse>
{
    public async Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        if (request is IManagesOwnTransaction) return await RefusableAsync(next);

        var db = context.Value;
        try
        {
            await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
            var response = await next();
            if (response.Error is not null)
            {
                db.ChangeTracker.Clear();
                return response;
            }

            await db.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return response;
        }
        catch (Exception exception) when (DatabaseErrors.From(exception) is { } error)
        {
            // The next request of this scope must not find, and save, what this one failed to.
            db.ChangeTracker.Clear();
            return TResponse.Failed(error);
        }
    }

    // Its own transaction was rolled back on the way out; what the database refuses by design is a failure there as well.
    private static async Task<TResponse> RefusableAsync(RequestHandlerDelegate<TResponse> next)
    {
        try
        {
            return await next();
        }
        catch (Exception exception) when (DatabaseErrors.From(exception) is { } error)
        {
            return TResponse.Failed(error);
        }
    }
}
