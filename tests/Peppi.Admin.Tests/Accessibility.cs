using System.Text.Json;
using Peppi.Testing;

namespace Peppi.Admin.Tests;

/// <summary>Runs axe-core in a page.</summary>
internal static class Accessibility
{
    private static readonly Lazy<string> Axe = new(() =>
    {
        using var stream = typeof(Accessibility).Assembly.GetManifestResourceStream("axe.min.js")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    });

    /// <summary>What axe finds wrong, one line each.</summary>
    public static async Task<string[]> FaultsAsync(this TestPage page)
    {
        await page.RunAsync(Axe.Value);
        var found = await page.EvaluateAsync<JsonElement>("""
            axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })
              .then(result => result.violations.map(v => v.id + ': ' + v.nodes.map(n => n.target.join(' ')).join(' | ')))
            """);
        return [.. found.EnumerateArray().Select(line => line.GetString()!)];
    }
}
