using FluentValidation;
using MediatR;
using Peppi.Domain.Shared;

namespace Peppi.Application.Shared;

/// <summary>Refuses a request that its validator finds faulty, with every faulty field, before anything else happens.</summary>
internal sealed class ValidationBehavior<TRequest, TResponse>(IEnumerable<IValidator<TRequest>> validators)
    : IPipelineBehavior<TRequest, TResponse>
    where TRequest : IRequest<TResponse>
    where TResponse : IResult<TResponse>
{
    public async Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        List<FieldError> faults = [];
        foreach (var validator in validators)
        {
            var outcome = await validator.ValidateAsync(request, cancellationToken);
            faults.AddRange(outcome.Errors.Select(fault => new FieldError(fault.PropertyName, fault.ErrorMessage)));
        }

        return faults.Count == 0 ? await next() : TResponse.Failed(SharedErrors.Invalid(faults));
    }
}
