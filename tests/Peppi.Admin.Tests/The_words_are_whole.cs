using System.Reflection;
using System.Text.RegularExpressions;
using Peppi.Admin.Shell;
using Peppi.Admin.Words;
using Peppi.Application.Accounts;
using Peppi.Application.Projects;
using Peppi.Domain.Shared;

namespace Peppi.Admin.Tests;

/// <summary>Both languages say everything, and what the pages name exists.</summary>
public sealed partial class The_words_are_whole
{
    private static readonly string Pages = Path.Combine(Root(), "src", "Peppi.Admin");

    private static readonly string[] Modules = ["Accounts", "Accounts/Factors", "Accounts/Keys", "Projects", "Commercial", "Strategie", "Finance", "Supply", "Webhooks"];

    public static TheoryData<string> Phrases => [.. All().Select(pair => pair.Name)];

    [Theory]
    [MemberData(nameof(Phrases))]
    public void A_phrase_says_the_same_in_both_languages(string name)
    {
        var phrase = All().First(pair => pair.Name == name).Phrase;
        Assert.False(string.IsNullOrWhiteSpace(phrase.French));
        Assert.False(string.IsNullOrWhiteSpace(phrase.English));
        Assert.Equal(Places(phrase.French), Places(phrase.English));
    }

    [Fact]
    public void French_signs_stand_behind_a_space_that_does_not_break()
    {
        var broken = All().Where(pair => BreakingSpace().IsMatch(pair.Phrase.French)).Select(pair => pair.Name);
        Assert.Equal([], broken);
        Assert.Equal("Archiver {0}\u202F?", ProjectWords.ArchiveTitle.French);
        Assert.Equal("Erreur\u00A0:", FormWords.Error.French);
    }

    [Fact]
    public void Every_refusal_of_accounts_and_projects_has_its_words()
    {
        var refusals = new[] { typeof(UserErrors), typeof(ProjectErrors) }
            .SelectMany(type => type.GetFields(BindingFlags.Public | BindingFlags.Static)).Select(field => field.GetValue(null)).OfType<Error>();
        Assert.Equal([], refusals.Where(error => !ErrorWords.Knows(error)).Select(error => error.Code));
    }

    [Fact]
    public void Every_rule_of_accounts_and_projects_has_its_words()
    {
        var untranslated = Modules
            .SelectMany(module => Directory.GetFiles(Path.Combine(Root(), "src", "Peppi.Application", module), "*.cs"))
            .Where(path => Path.GetFileName(path) is not ("ProjectRules.cs" or "UnitRules.cs" or "FinanceRules.cs" or "SupplyOrderRules.cs" or "CommercialActivityRules.cs" or "SignOut.cs" or "ReissueApiKey.cs"))
            .SelectMany(path => Message().Matches(File.ReadAllText(path)).Select(match => match.Groups[1].Value))
            .Where(message => !ErrorWords.Knows(message)).Distinct();
        Assert.Equal([], untranslated);
    }

    [Fact]
    public void Every_icon_that_is_named_is_there_and_every_one_there_is_named()
    {
        var source = string.Concat(Directory.EnumerateFiles(Pages, "*.cs*", SearchOption.AllDirectories)
            .Where(path => !path.Contains("/obj/", StringComparison.Ordinal) && !path.Contains("/bin/", StringComparison.Ordinal)).Select(File.ReadAllText));
        Assert.Equal([], Icon().Matches(source).Select(match => match.Groups[1].Value).Where(name => !Icons.All.ContainsKey(name)).Distinct());
        Assert.Equal([], Icons.All.Keys.Where(name => !source.Contains($"\"{name}\"", StringComparison.Ordinal)));
    }

    [Fact]
    public void No_page_has_a_script_or_a_style_of_its_own()
    {
        var offenders = Directory.EnumerateFiles(Path.Combine(Pages, "Pages"), "*.cshtml", SearchOption.AllDirectories)
            .Where(path => Inline().IsMatch(File.ReadAllText(path)));
        Assert.Equal([], offenders);
    }

    [Fact]
    public void Nothing_is_loaded_from_elsewhere()
    {
        var offenders = Directory.EnumerateFiles(Pages, "*.*", SearchOption.AllDirectories)
            .Where(path => Path.GetExtension(path) is ".css" or ".js" or ".cshtml" && !path.Contains("/obj/", StringComparison.Ordinal) && !path.Contains("/bin/", StringComparison.Ordinal))
            .Where(path => Elsewhere().IsMatch(File.ReadAllText(path)));
        Assert.Equal([], offenders);
    }

    private static IEnumerable<(string Name, Phrase Phrase)> All() =>
        from type in typeof(ShellWords).Assembly.GetTypes()
        where type.Namespace == typeof(ShellWords).Namespace
        from field in type.GetFields(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static)
        from pair in Of($"{type.Name}.{field.Name}", field.GetValue(null))
        select pair;

    private static IEnumerable<(string, Phrase)> Of(string name, object? value) => value switch
    {
        Phrase phrase => [(name, phrase)],
        CountedPhrase counted => [(name + ".One", counted.One), (name + ".Many", counted.Many)],
        System.Collections.IDictionary words => words.Keys.Cast<object>().SelectMany(key => Of($"{name}[{key}]", words[key])),
        _ => [],
    };

    private static IEnumerable<string> Places(string text) => Place().Matches(text).Select(match => match.Value).Distinct().Order();

    private static string Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Peppi.sln"))) return folder.FullName;
        }

        throw new InvalidOperationException("These tests read the tree that they were built from.");
    }

    [GeneratedRegex(@"\{\d\}|#")]
    private static partial Regex Place();

    [GeneratedRegex(" [:;?!»]( |$)|« ")]
    private static partial Regex BreakingSpace();

    [GeneratedRegex("""WithMessage\("([^"]+)"\)""")]
    private static partial Regex Message();

    [GeneratedRegex("""<icon name="([a-z0-9-]+)" """)]
    private static partial Regex Icon();

    [GeneratedRegex("""<style|<script(?![^>]*src=)|\sstyle="|\son[a-z]+=" """)]
    private static partial Regex Inline();

    [GeneratedRegex(@"(src|href)=""https?://|url\(.?https?:|from ""https?:|@import")]
    private static partial Regex Elsewhere();
}
