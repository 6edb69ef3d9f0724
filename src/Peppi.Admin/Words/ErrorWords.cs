using Peppi.Domain.Shared;

namespace Peppi.Admin.Words;

/// <summary>Each refusal in the reader's language: by its code, and for a field by the words of its rule.</summary>
internal static partial class ErrorWords
{
    public static string Of(Error error) =>
        error.Fields.Count > 0 ? string.Join(" ", error.Fields.Select(Of)) : ByCode.TryGetValue(error.Code, out var phrase) ? phrase : Translate(error.Message);

    public static string Of(FieldError fault) => Translate(fault.Message);

    /// <summary>What a job noted about its failure, in the reader's language where it has words for it.</summary>
    public static string Of(string noted) => Translate(noted);

    public static bool Knows(Error error) => error.Fields.Count > 0 ? error.Fields.All(fault => Knows(fault.Message)) : ByCode.ContainsKey(error.Code) || Knows(error.Message);

    public static bool Knows(string english) => ByMessage.ContainsKey(Typeset(english));

    // The use cases speak English; what has no translation yet is better shown in English than not at all (a test finds it).
    private static string Translate(string english) => ByMessage.TryGetValue(Typeset(english), out var phrase) ? phrase : english;

    private static string Typeset(string english) => english.Replace('\'', '’');
}
