namespace Peppi.Application.Accounts.Import;

/// <summary>One account of a file to import, as its line says; not judged yet.</summary>
/// <param name="Line">Where it stands in the file, from 1.</param>
/// <param name="Values">Column to text; JSON values that are no text stand as JSON. What is null or empty is absent.</param>
internal sealed record ImportedUser(int Line, IReadOnlyDictionary<string, string> Values)
{
    /// <summary>The value of the first of these columns that has one.</summary>
    public string? this[params ReadOnlySpan<string> columns]
    {
        get
        {
            foreach (var column in columns)
            {
                if (Values.TryGetValue(column, out var value)) return value;
            }

            return null;
        }
    }
}

/// <summary>A line that cannot be imported, and why.</summary>
/// <param name="Line">Where, from 1; 0 for the file as a whole.</param>
/// <param name="Message">What is wrong with it.</param>
internal sealed record ImportFault(int Line, string Message);
