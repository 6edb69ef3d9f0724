using System.Globalization;
using System.Text.Json;
using Peppi.DataApi.Errors;
using Peppi.DataApi.Execute;

namespace Peppi.DataApi.Respond;

/// <summary>Lets database functions set status and headers, through <c>response.status</c> and <c>response.headers</c>.</summary>
internal static class Overrides
{
    public static Outcome<Answer> Apply(Answer answer, DbResult result)
    {
        if (result.Headers is { } json)
        {
            if (Read(json) is not { } headers) return RequestErrors.BadResponseHeaders();
            answer.Headers.RemoveAll(h => headers.Exists(o => o.Key.Equals(h.Key, StringComparison.OrdinalIgnoreCase)));
            answer.Headers.AddRange(headers);
        }

        if (result.Status is not { } text) return answer;
        var digits = text.AsSpan().IndexOfAnyExceptInRange('0', '9') is >= 0 and var end ? text.AsSpan(0, end) : text;
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var status) && status is >= 100 and < 1000
            ? answer with { Status = status }
            : RequestErrors.BadResponseStatus();
    }

    private static List<KeyValuePair<string, string>>? Read(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            if (document.RootElement.ValueKind != JsonValueKind.Array) return null;
            var headers = new List<KeyValuePair<string, string>>();
            foreach (var item in document.RootElement.EnumerateArray())
            {
                if (item.ValueKind != JsonValueKind.Object || item.EnumerateObject().Count() != 1) return null;
                var pair = item.EnumerateObject().First();
                if (pair.Value.ValueKind != JsonValueKind.String) return null;
                headers.Add(new(pair.Name, HeaderText.Safe(pair.Value.GetString()!)));
            }

            return headers;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
