namespace Peppi.Domain.Shared;

/// <summary>A language that Peppi speaks.</summary>
public enum Language
{
    /// <summary>French, the default.</summary>
    French,

    /// <summary>English.</summary>
    English,
}

/// <summary>The languages' codes.</summary>
public static class Languages
{
    /// <summary><c>fr</c> or <c>en</c>.</summary>
    public static string Code(this Language language) => language == Language.English ? "en" : "fr";

    /// <summary>The one of two texts that a reader of this language understands; both stand side by side where they are used.</summary>
    public static string Say(this Language language, string french, string english) => language == Language.English ? english : french;

    /// <summary>The language of a code such as <c>fr</c>, <c>en-GB</c>; null where Peppi does not speak it.</summary>
    public static Language? Parse(string? code) => code?.Split('-', '_')[0].ToLowerInvariant() switch
    {
        "fr" => Language.French,
        "en" => Language.English,
        _ => null,
    };
}
