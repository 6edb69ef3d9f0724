using System.Text.Json;
using Peppi.Domain.Shared;

namespace Peppi.WebApi.Functions;

/// <summary>The JSON object that a function is called with. The first value of another type than expected becomes <see cref="Error"/>.</summary>
internal sealed class FunctionBody
{
    private const int Limit = 64 * 1024;

    private JsonElement root;

    /// <summary>What is wrong with it, if anything.</summary>
    public Error? Error { get; private set; }

    /// <summary>Reads the body; an empty one is an empty object.</summary>
    public static async Task<FunctionBody> ReadAsync(HttpContext http)
    {
        var body = new FunctionBody();
        try
        {
            using var copy = new MemoryStream();
            var buffer = new byte[8192];
            int read;
            while ((read = await http.Request.Body.ReadAsync(buffer, http.RequestAborted)) > 0)
            {
                copy.Write(buffer, 0, read);
                if (copy.Length > Limit) return Faulty(body, "The body is larger than 64 kB.");
            }

            if (copy.Length == 0) return body;
            using var document = JsonDocument.Parse(copy.GetBuffer().AsMemory(0, (int)copy.Length));
            if (document.RootElement.ValueKind != JsonValueKind.Object) return Faulty(body, "The body must be a JSON object.");
            body.root = document.RootElement.Clone();
            return body;
        }
        catch (JsonException)
        {
            return Faulty(body, "The body is not JSON.");
        }
    }

    /// <summary>A text, or null where there is none.</summary>
    public string? Text(string field)
    {
        if (Find(field) is not { } value) return null;
        if (value.ValueKind == JsonValueKind.String) return value.GetString();
        Fault(field, "a string");
        return null;
    }

    /// <summary>A whole number, or null where there is none.</summary>
    public int? Number(string field)
    {
        if (Find(field) is not { } value) return null;
        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number)) return number;
        Fault(field, "a whole number");
        return null;
    }

    private JsonElement? Find(string field) =>
        root.ValueKind == JsonValueKind.Object && root.TryGetProperty(field, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private void Fault(string field, string expected) =>
        Error ??= new Error(ErrorKind.Invalid, "validation_failed", "Some fields are not right.", $"{field} must be {expected}.") { Fields = [new FieldError(field, $"{field} must be {expected}.")] };

    private static FunctionBody Faulty(FunctionBody body, string why)
    {
        body.Error = new Error(ErrorKind.Invalid, "bad_json", why);
        return body;
    }
}
