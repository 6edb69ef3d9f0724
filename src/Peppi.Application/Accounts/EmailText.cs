using System.Text.Json;
using System.Text.Json.Nodes;
using Peppi.Application.Shared;
using Peppi.Domain.Shared;

namespace Peppi.Application.Accounts;

/// <summary>Addresses and names as strangers send them.</summary>
internal static class EmailText
{
    private static readonly string[] NameKeys = ["display_name", "full_name", "name"];

    /// <summary>Whether it is one address and nothing else: no name, no list, no line end.</summary>
    public static bool IsAddress(string? text) =>
        text is { Length: > 2 and <= 254 } && !text.Any(sign => char.IsWhiteSpace(sign) || char.IsControl(sign) || sign is '<' or '>' or ',' or ';' or '"')
        && text.IndexOf('@', StringComparison.Ordinal) is var at and > 0 && at < text.Length - 1 && at == text.LastIndexOf('@')
        && text[at + 1] != '.' && text[^1] != '.' && !text.Contains("..", StringComparison.Ordinal);

    /// <summary>The form in which addresses are compared.</summary>
    public static string Normalized(string email) => email.Trim().ToUpperInvariant();

    /// <summary>The name that the usual keys of user metadata hold.</summary>
    public static string? NameIn(JsonObject metadata) =>
        NameKeys.Select(key => TextOf(metadata, key)).FirstOrDefault(name => !string.IsNullOrWhiteSpace(name)) is { } name
            ? Text.Cut(name.Trim(), 120)
            : null;

    /// <summary>The language that user metadata name, where Peppi speaks it.</summary>
    public static string? LocaleIn(JsonObject metadata) =>
        Languages.Parse(TextOf(metadata, "locale") ?? TextOf(metadata, "lang"))?.Code();

    private static string? TextOf(JsonObject metadata, string key) =>
        metadata.TryGetPropertyValue(key, out var value) && value?.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;
}
