using MediatR;
using Microsoft.Extensions.Logging;
using Peppi.Domain.Shared;

namespace Peppi.Application.Shared;

/// <summary>One line a request: its name, how it ended, how long it took. Never its contents: they may hold secrets.</summary>
internal sealed partial class LoggingBehavior<TRequest, TResponse>(ILogger<UseCases> logger, TimeProvider time)
    : IPipelineBehavior<TRequest, TResponse>
    where TRequest : IRequest<TResponse>
    where TResponse : IResult<TResponse>
{
    public async Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        var started = time.GetTimestamp();
        var response = await next();
        var elapsed = time.GetElapsedTime(started).TotalMilliseconds;
        if (response.Error is { } error) Refused(typeof(TRequest).Name, error.Code, elapsed);
        else Handled(typeof(TRequest).Name, elapsed);
        return response;
    }

    [LoggerMessage(LogLevel.Debug, "{UseCase} done in {Milliseconds:0.0} ms")]
    private partial void Handled(string useCase, double milliseconds);

    [LoggerMessage(LogLevel.Information, "{UseCase} refused with {Code} in {Milliseconds:0.0} ms")]
    private partial void Refused(string useCase, string code, double milliseconds);
}
