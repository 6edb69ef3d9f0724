using System.Globalization;
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
    public static Error? Refusal(string field, string metadata)
    {
        var parsed = JsonNode.Parse(metadata)!;
        var (numbers, readable) = NumbersIn(parsed);
        if (!readable) return AccountErrors.Invalid($"{field} holds a number that no client can read");
        return parsed.ToJsonString(JsonSerializerOptions.Web).Length + numbers <= Longest
            ? null
            : new Error(ErrorKind.Conflict, "metadata_too_large", $"{field} must not be longer than {Longest} characters of JSON",
                Hint: "It is part of every access token. Keep what is longer in a table of your own.");
    }

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

    // The database writes numbers out: 1e300 becomes 301 digits. So many more than are written here, and whether all are numbers to a client.
    private static (int More, bool Readable) NumbersIn(JsonNode? node) => node switch
    {
        JsonObject members => Sum(members.Select(member => member.Value)),
        JsonArray elements => Sum(elements),
        JsonValue value when value.GetValueKind() == JsonValueKind.Number => OfNumber(value.ToJsonString()),
        _ => (0, true),
    };

    private static (int More, bool Readable) Sum(IEnumerable<JsonNode?> nodes) =>
        nodes.Select(NumbersIn).Aggregate((More: 0, Readable: true), (sum, next) => (sum.More + next.More, sum.Readable && next.Readable));

    private static (int More, bool Readable) OfNumber(string number)
    {
        var exponent = number.IndexOfAny(['e', 'E']) is var at and >= 0 ? number[(at + 1)..] : "0";
        return int.TryParse(exponent, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var power) && power is > -400 and < 400
            && double.IsFinite(double.Parse(number, CultureInfo.InvariantCulture))
            ? (Math.Abs(power), true)
            : (0, false);
    }
}
