using System.Globalization;
using System.Text;

namespace Peppi.DataApi.Catalog;

/// <summary>
/// A name as SQL writes it. Only the catalog makes one: from a name that the database itself reported, from a counter, or, for the
/// label of an output column, from a caller's words, of which every character but letters, digits and underscore is spelled out in hexadecimal.
/// </summary>
public sealed class Identifier : IEquatable<Identifier>
{
    private Identifier(string name, string sql) => (Name, Sql) = (name, sql);

    /// <summary>The name itself.</summary>
    public string Name { get; }

    /// <summary>The name as SQL text.</summary>
    public string Sql { get; }

    /// <summary>A name that the database reported.</summary>
    internal static Identifier FromDatabase(string name) => new(name, "\"" + name.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"");

    /// <summary>A name of the engine's own: <c>t0</c>, <c>e1</c>.</summary>
    internal static Identifier Generated(char prefix, int number)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{prefix}{number}");
        return new Identifier(name, name);
    }

    /// <summary>A constant of the engine's own.</summary>
    internal static Identifier Constant(string name) => new(name, name);

    /// <summary>The label of an output column, in a caller's words.</summary>
    internal static Identifier Label(string words)
    {
        var escaped = new StringBuilder("U&\"", words.Length + 8);
        var plain = true;
        foreach (var rune in words.EnumerateRunes())
        {
            if (rune.IsAscii && (Rune.IsLetterOrDigit(rune) || rune.Value == '_'))
            {
                escaped.Append((char)rune.Value);
            }
            else
            {
                plain = false;
                if (rune.Value == 0) continue;
                escaped.Append(CultureInfo.InvariantCulture, $"\\+{rune.Value:x6}");
            }
        }

        return plain && words.Length > 0 ? new Identifier(words, "\"" + words + "\"") : new Identifier(words, escaped.Append('"').ToString());
    }

    /// <inheritdoc />
    public bool Equals(Identifier? other) => other is not null && Name == other.Name;

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as Identifier);

    /// <inheritdoc />
    public override int GetHashCode() => Name.GetHashCode(StringComparison.Ordinal);

    /// <inheritdoc />
    public override string ToString() => Name;
}
