using System.Text.RegularExpressions;

namespace Peppi.Architecture.Tests;

/// <summary>ERROR_CODES.md and the code agree, both ways.</summary>
public partial class Error_codes_are_listed
{
    private static readonly string Documented = File.ReadAllText(Path.Combine(Tree.Root, "ERROR_CODES.md"));

    private static readonly string Sources = string.Join('\n', Tree.Sources("src").Select(File.ReadAllText));

    [Fact]
    public void Every_code_that_is_answered_with_is_listed()
    {
        var unlisted = Answered().Matches(Sources).Select(match => match.Groups["code"].Value).Distinct()
            .Where(code => !Documented.Contains($"| `{code}` |", StringComparison.Ordinal))
            .Order();
        Assert.Equal([], unlisted);
    }

    [Fact]
    public void Every_listed_code_is_answered_with_somewhere()
    {
        var unused = Listed().Matches(Documented).Select(match => match.Groups[1].Value)
            .Where(code => !Sources.Contains($"\"{code}\"", StringComparison.Ordinal))
            .Order();
        Assert.Equal([], unused);
    }

    [Fact]
    public void No_code_is_listed_twice()
    {
        var codes = Listed().Matches(Documented).Select(match => match.Groups[1].Value).ToList();
        Assert.Equal(codes.Distinct(), codes);
    }

    // new Error(ErrorKind.X, "code", …), new(ErrorKind.X, "code", …), and the engine's own PGRST codes.
    [GeneratedRegex("""ErrorKind\.\w+,\s*"(?<code>[A-Za-z0-9_]+)"|"(?<code>PGRST\d{3}|PGRSTX00)"|"code"\] = "(?<code>[A-Za-z_]+)"|"error_code"\] = "(?<code>[A-Za-z_]+)"|WithErrorCode\("(?<code>[a-z_]+)"\)""")]
    private static partial Regex Answered();

    [GeneratedRegex(@"^\| `([A-Za-z0-9_]+)` \|", RegexOptions.Multiline)]
    private static partial Regex Listed();
}
