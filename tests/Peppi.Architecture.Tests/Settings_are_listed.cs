using System.Text.RegularExpressions;

namespace Peppi.Architecture.Tests;

/// <summary>docs/configuration.md and the options of each slice agree, both ways.</summary>
public partial class Settings_are_listed
{
    private static readonly string Documented = File.ReadAllText(Path.Combine(Tree.Root, "docs", "configuration.md"));

    private static readonly string Sources = string.Join('\n', Tree.Sources("src").Select(File.ReadAllText));

    // Filled in by code from other settings, or part of a request.
    private static readonly string[] NotBound = ["ChromiumOptions", "ExplainOptions"];

    [Fact]
    public void Every_setting_that_is_read_is_listed()
    {
        var unlisted = House.Source.Select(scanned => scanned.Type)
            .Where(type => type.Name.EndsWith("Options", StringComparison.Ordinal) && type.IsClass && !NotBound.Contains(type.Name))
            .SelectMany(type => type.GetProperties().Where(property => property.CanWrite).Select(property => (Type: type.Name, Key: property.Name)))
            .Where(setting => !Keys(Documented).Any(key => key.EndsWith(":" + setting.Key, StringComparison.Ordinal)))
            .Select(setting => $"{setting.Type}.{setting.Key}");
        Assert.Equal([], unlisted);
    }

    [Fact]
    public void Every_listed_setting_is_read_somewhere()
    {
        var unread = Keys(Documented)
            .Where(key => !key.StartsWith("Kestrel:", StringComparison.Ordinal))
            .Select(key => key[(key.LastIndexOf(':') + 1)..])
            .Where(name => !Regex.IsMatch(Sources, $@"\b{Regex.Escape(name)}\b"));
        Assert.Equal([], unread);
    }

    private static IEnumerable<string> Keys(string document) =>
        Listed().Matches(document).SelectMany(match => Named().Matches(match.Value)).Select(match => match.Groups[1].Value);

    // The first cell of a row names one setting or several of one section: `Mail:Username`, `Mail:Password`.
    [GeneratedRegex(@"^\| (`[A-Za-z]*:[A-Za-z0-9:]+`(, )?)+ \|", RegexOptions.Multiline)]
    private static partial Regex Listed();

    [GeneratedRegex("`([A-Za-z]*:[A-Za-z0-9:]+)`")]
    private static partial Regex Named();
}
