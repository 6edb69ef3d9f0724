using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Peppi.DataApi.Errors;

/// <summary>Writes a refusal as the four-key JSON object that PostgREST's clients read.</summary>
public static class ErrorBody
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>UTF-8 JSON; <paramref name="minimal"/> leaves details and hint out.</summary>
    public static byte[] Write(DataApiError error, bool minimal = false)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(buffer, Plain))
        {
            json.WriteStartObject();
            json.WriteString("code", error.Code);
            if (!minimal)
            {
                if (error.DetailsJson is { } raw)
                {
                    json.WritePropertyName("details");
                    json.WriteRawValue(raw);
                }
                else
                {
                    json.WriteString("details", error.Details);
                }

                json.WriteString("hint", error.Hint);
            }

            json.WriteString("message", error.Message);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }
}
