using Peppi.Application.Shared;
using Peppi.DataApi;
using Peppi.Domain.Shared;

namespace Peppi.Application.Data;

/// <summary>
/// A request to the data API: read, write or function call. The engine plans it and PostgreSQL decides about every row; a refusal
/// is an answer too, in PostgREST's shape.
/// </summary>
/// <param name="Request">The request, freed of HTTP.</param>
public sealed record AnswerDataRequest(DataApiRequest Request) : ICommand<DataApiResponse>, IManagesOwnTransaction;

internal sealed class AnswerDataRequestHandler(DataApiPipeline pipeline) : IHandler<AnswerDataRequest, DataApiResponse>
{
    public async Task<Result<DataApiResponse>> Handle(AnswerDataRequest command, CancellationToken cancellationToken) =>
        await pipeline.RunAsync(command.Request, cancellationToken);
}
