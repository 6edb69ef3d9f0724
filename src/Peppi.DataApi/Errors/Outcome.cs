using System.Diagnostics.CodeAnalysis;

namespace Peppi.DataApi.Errors;

/// <summary>What a stage hands to the next: a value, or the refusal that ends the request.</summary>
/// <typeparam name="T">The stage's product.</typeparam>
[SuppressMessage("Usage", "CA2225:Operator overloads have named alternates", Justification = "The two constructors are the alternates.")]
public readonly struct Outcome<T>
{
    private readonly T? value;
    private readonly DataApiError? error;

    /// <summary>A success.</summary>
    public Outcome(T value) => this.value = value;

    /// <summary>A refusal.</summary>
    public Outcome(DataApiError error) => this.error = error;

    /// <summary>Takes the value out; what it returns is the refusal, or null where there is a value.</summary>
    public DataApiError? Refused(out T taken)
    {
        taken = value!;
        return error;
    }

    /// <summary>A success.</summary>
    public static implicit operator Outcome<T>(T value) => new(value);

    /// <summary>A refusal.</summary>
    public static implicit operator Outcome<T>(DataApiError error) => new(error);
}
