using System.Text.RegularExpressions;

namespace Peppi.Architecture.Tests;

/// <summary>What only the text of the tree shows.</summary>
public partial class The_tree_is_kept_clean
{
    [Fact]
    public void No_source_switches_off_nullable_or_hides_in_a_region() =>
        Assert.Equal([], Offending("*.cs", NullableOrRegion()));

    [Fact]
    public void A_disabled_warning_gives_its_reason_on_its_line() =>
        Assert.Equal([], Offending("*.cs", PragmaWithoutReason()));

    [Fact]
    public void No_source_blocks_on_an_awaiter() =>
        Assert.Equal([], Offending("*.cs", BlockedAwaiter()));

    [Fact]
    public void Versions_stand_in_Directory_Packages_props_only() =>
        Assert.Equal([], Offending("*.csproj", PackageVersion()));

    [Fact]
    public void No_test_is_skipped() =>
        Assert.Equal([], Offending("*.cs", SkippedTest(), "tests"));

    [Fact]
    public void Tests_run_on_real_PostgreSQL_and_on_nothing_else() =>
        Assert.Equal([], Offending("*.csproj", FakeDatabase()));

    [Fact]
    public void Every_path_of_the_code_map_exists()
    {
        var map = File.ReadAllText(Path.Combine(Tree.Root, "ARCHITECTURE.md"));
        var missing = CodeMapPath().Matches(map).Select(match => match.Groups[1].Value).Distinct()
            .Where(path => !File.Exists(Path.Combine(Tree.Root, path)) && !Directory.Exists(Path.Combine(Tree.Root, path)));
        Assert.Equal([], missing);
    }

    [Fact]
    public void Decisions_are_numbered_without_a_gap()
    {
        var numbers = Directory.GetFiles(Path.Combine(Tree.Root, "docs", "decisions"), "0*.md")
            .Select(path => int.Parse(Path.GetFileName(path)[..4], System.Globalization.CultureInfo.InvariantCulture)).Order().ToList();
        Assert.NotEmpty(numbers);
        Assert.Equal(Enumerable.Range(1, numbers.Count), numbers);
    }

    private static IEnumerable<string> Offending(string pattern, Regex offence, string under = "") =>
        Tree.Files(under, pattern)
            .Where(path => !path.Contains("Migrations", StringComparison.Ordinal) && Path.GetFileName(path) != "The_tree_is_kept_clean.cs")
            .Where(path => offence.IsMatch(File.ReadAllText(path)))
            .Select(path => Path.GetRelativePath(Tree.Root, path));

    [GeneratedRegex(@"^\s*#(nullable disable|region)", RegexOptions.Multiline)]
    private static partial Regex NullableOrRegion();

    [GeneratedRegex(@"^\s*#pragma warning disable [A-Z0-9, ]+$", RegexOptions.Multiline)]
    private static partial Regex PragmaWithoutReason();

    [GeneratedRegex(@"GetAwaiter\(\)\s*\.GetResult\(\)")]
    private static partial Regex BlockedAwaiter();

    [GeneratedRegex("<PackageReference [^>]*Version=")]
    private static partial Regex PackageVersion();

    [GeneratedRegex(@"\[(Fact|Theory)\([^)]*Skip\s*=")]
    private static partial Regex SkippedTest();

    [GeneratedRegex("Sqlite|InMemory", RegexOptions.IgnoreCase)]
    private static partial Regex FakeDatabase();

    [GeneratedRegex(@"`((?:src|tests|bench|docs)/[A-Za-z0-9_./-]*)`")]
    private static partial Regex CodeMapPath();
}
