using MediatR;
using Peppi.Domain.Shared;

namespace Peppi.Application.Shared;

/// <summary>A request to the system. Together with the types of this file the only wall in front of MediatR (docs/decisions/0002).</summary>
/// <typeparam name="T">What its success carries.</typeparam>
public interface IUseCase<T> : IRequest<Result<T>>;

/// <summary>A request that changes something.</summary>
/// <typeparam name="T">What its success carries.</typeparam>
public interface ICommand<T> : IUseCase<T>;

/// <summary>A request that only reads.</summary>
/// <typeparam name="T">What its success carries.</typeparam>
public interface IQuery<T> : IUseCase<T>;

/// <summary>
/// Marks a request whose handler opens its transactions itself: slow work (hashing, rendering, mail) stays outside of them,
/// or it does not use <c>PeppiDbContext</c> at all.
/// </summary>
public interface IManagesOwnTransaction;

/// <summary>Handles one command or query.</summary>
/// <typeparam name="TRequest">The request.</typeparam>
/// <typeparam name="T">What its success carries.</typeparam>
public interface IHandler<TRequest, T> : IRequestHandler<TRequest, Result<T>>
    where TRequest : IUseCase<T>;

/// <summary>The one door to every use case: WebApi, Admin and the jobs translate and send.</summary>
public sealed class UseCases(IMediator mediator)
{
    /// <summary>Runs <paramref name="request"/> through the pipeline: log, validate, transact, handle.</summary>
    public Task<Result<T>> SendAsync<T>(IUseCase<T> request, CancellationToken cancellationToken) =>
        mediator.Send(request, cancellationToken);
}
