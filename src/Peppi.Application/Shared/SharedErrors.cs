using Peppi.Domain.Shared;

namespace Peppi.Application.Shared;

/// <summary>Failures that any use case can answer with.</summary>
public static class SharedErrors
{
    /// <summary>The request's own validator found fields at fault.</summary>
    public static Error Invalid(IReadOnlyList<FieldError> fields) =>
        new(ErrorKind.Invalid, "validation_failed", "Some fields are not right.", string.Join(" ", fields.Select(fault => fault.Message)))
        {
            Fields = fields,
        };

    /// <summary>The caller's role has no permission for this.</summary>
    public static Error Forbidden(string? details = null) =>
        new(ErrorKind.Forbidden, "42501", "Your role does not allow this.", details, "Ask an administrator for the permission.");

    /// <summary>There is no such row among those that the caller may see.</summary>
    public static Error NotFound(string what) =>
        new(ErrorKind.NotFound, "not_found", $"There is no such {what}, or you may not see it.");
}
