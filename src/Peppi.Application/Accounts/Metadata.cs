using System.Text.Json;
using System.Text.Json.Nodes;
using Peppi.Domain.Shared;

namespace Peppi.Application.Accounts;

/// <summary>What is said about a person: JSON objects whose keys are changed one by one, as GoTrue does.</summary>
internal static class Metadata
{
    /// <summary>Both kinds are in every token, and a token is believed up to 16 kB: so many signs of JSON each, in which an accent is six.</summary>
    public const int Longest = 4096;

    /// <summary>The refusal of what is too long to be kept, else null.</summary>
    public static Error? Refusal(string field, string metadata) =>
        JsonNode.Parse(metadata)!.ToJsonString(JsonSerializerOptions.Web).Length <= Longest
            ? null
            : new Error(ErrorKind.Conflict, "metadata_too_large", $"{field} must not be longer than {Longest} characters of JSON",
                Hint: "It is part of every access token. Keep what is longer in a table of your own.");

    /// <summary>The object with the keys of <paramref name="changes"/> set; a null takes its key away.</summary>
    public static string Merged(string present, string changes)
    {
        var merged = JsonNode.Parse(present)!.AsObject();
        foreach (var (key, value) in JsonNode.Parse(changes)!.AsObject())
        {
            if (value is null) merged.Remove(key);
            else merged[key] = value.DeepClone();
        }

        return merged.ToJsonString(JsonSerializerOptions.Web);
    }
}
