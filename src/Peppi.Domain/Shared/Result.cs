using System.Diagnostics.CodeAnalysis;

namespace Peppi.Domain.Shared;

/// <summary>Lets a generic step of the pipeline make a failed answer without knowing what a success would carry.</summary>
/// <typeparam name="TSelf">The implementing type.</typeparam>
public interface IResult<TSelf>
    where TSelf : IResult<TSelf>
{
    /// <summary>The failure, or null on success.</summary>
    Error? Error { get; }

    /// <summary>Makes the failed answer.</summary>
    static abstract TSelf Failed(Error error);
}

/// <summary>A value, or the expected failure that took its place.</summary>
/// <typeparam name="T">What a success carries.</typeparam>
public sealed class Result<T> : IResult<Result<T>>
{
    private Result(T? value, Error? error) => (Value, Error) = (value, error);

    /// <summary>The value; set exactly when <see cref="Error"/> is null.</summary>
    public T? Value { get; }

    /// <inheritdoc/>
    public Error? Error { get; }

    /// <summary>True when there is a value.</summary>
    [MemberNotNullWhen(true, nameof(Value))]
    [MemberNotNullWhen(false, nameof(Error))]
    public bool Succeeded => Error is null;

    /// <inheritdoc/>
    static Result<T> IResult<Result<T>>.Failed(Error error) => new(default, error);

    /// <summary>A success.</summary>
    public static implicit operator Result<T>(T value) => new(value, null);

    /// <summary>A failure.</summary>
    public static implicit operator Result<T>(Error error) => new(default, error);
}

/// <summary>The answer of a command that has nothing to tell but that it is done.</summary>
public readonly record struct Done
{
    /// <summary>The only value.</summary>
    public static readonly Done Value;
}
