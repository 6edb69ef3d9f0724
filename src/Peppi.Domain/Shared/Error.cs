namespace Peppi.Domain.Shared;

/// <summary>What sort of refusal an <see cref="Error"/> is; each surface maps a kind to its own status.</summary>
public enum ErrorKind
{
    /// <summary>The request itself is wrong (HTTP 400 or 422).</summary>
    Invalid,

    /// <summary>Nobody is signed in, or the proof of it does not hold (401).</summary>
    Unauthenticated,

    /// <summary>The caller is known and may not do this (403).</summary>
    Forbidden,

    /// <summary>There is no such thing, or the caller may not know of it (404).</summary>
    NotFound,

    /// <summary>There is such a path, and it does not take this method (405).</summary>
    WrongMethod,

    /// <summary>The request is right and clashes with the present state (409).</summary>
    Conflict,

    /// <summary>More than one request may carry (413).</summary>
    TooLarge,

    /// <summary>A type of content that is not taken (415).</summary>
    UnsupportedType,

    /// <summary>Too many attempts (429).</summary>
    TooMany,

    /// <summary>Something Peppi needs does not answer now (503).</summary>
    Unavailable,
}

/// <summary>One faulty field of a request: its name as the caller wrote it, and what is wrong with it.</summary>
/// <param name="Field">The field's name as on the wire.</param>
/// <param name="Message">What was wrong and what is expected.</param>
public sealed record FieldError(string Field, string Message);

/// <summary>An expected failure, returned as a value. The code is stable and listed in ERROR_CODES.md.</summary>
/// <param name="Kind">What sort of refusal this is.</param>
/// <param name="Code">Stable machine-readable code, unique in the system.</param>
/// <param name="Message">What happened, in words for a person.</param>
/// <param name="Details">Facts about this occurrence; never SQL, stack traces or secrets.</param>
/// <param name="Hint">What the caller can do about it.</param>
public sealed record Error(ErrorKind Kind, string Code, string Message, string? Details = null, string? Hint = null)
{
    /// <summary>The faulty fields, where the failure is one of validation.</summary>
    public IReadOnlyList<FieldError> Fields { get; init; } = [];

    /// <summary>Machine-readable reasons within the code, where it has several: of a weak password, what is weak about it.</summary>
    public IReadOnlyList<string> Reasons { get; init; } = [];

    /// <summary>How long to wait before trying again, where waiting helps.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
