using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using Peppi.Application.Files.Objects;

namespace Peppi.WebApi.Storage;

/// <summary>Opens the content of an upload, raw or in a form, without holding any of it in memory.</summary>
internal static class UploadBody
{
    private const int LongestField = 64 * 1024;

    /// <summary>Lets a body be as large as the store, and not the server, says.</summary>
    public static void Unbound(HttpContext http)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } feature) feature.MaxRequestBodySize = null;
    }

    /// <summary>The content; null where the body holds none, or what it notes about it is no JSON object.</summary>
    public static async Task<Incoming?> OpenAsync(HttpContext http, CancellationToken cancellationToken)
    {
        var request = http.Request;
        var noted = Metadata(request.Headers["x-metadata"], encoded: true);
        if (noted == Faulty) return null;
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase))
            return new Incoming(request.Body, request.ContentType, CacheControl(request.Headers.CacheControl), noted);
        if (HeaderUtilities.RemoveQuotes(type.Boundary).Value is not { Length: > 0 and <= 200 } boundary) return null;

        var cache = CacheControl(request.Headers.CacheControl);
        var reader = new MultipartReader(boundary, request.Body, 64 * 1024);
        try
        {
            while (await reader.ReadNextSectionAsync(cancellationToken) is { } section)
            {
                if (!ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition)) continue;

                // The SDK's file has an empty name; others call it what they like, and give it a file name.
                if (disposition.FileName.HasValue || disposition.FileNameStar.HasValue) return new Incoming(section.Body, section.ContentType, cache, noted);
                var field = HeaderUtilities.RemoveQuotes(disposition.Name).Value;
                if (await FieldAsync(section.Body, cancellationToken) is not { } text) return null;
                if (field is { Length: 0 }) return new Incoming(new MemoryStream(Encoding.UTF8.GetBytes(text)), section.ContentType, cache, noted);
                if (field == "cacheControl") cache = CacheControl(text);
                if (field == "metadata" && (noted = Metadata(text, encoded: false)) == Faulty) return null;
            }

            return null;
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException)
        {
            return null;
        }
    }

    /// <summary>What caches may do: bare seconds are their life.</summary>
    public static string CacheControl(string? given) =>
        string.IsNullOrWhiteSpace(given) || given.Length > 200 || given.Any(letter => letter is < ' ' or > '~') ? "no-cache"
        : given.All(char.IsAsciiDigit) ? $"max-age={given}"
        : given;

    /// <summary>What stands for notes that are no JSON object.</summary>
    public const string Faulty = "\0";

    /// <summary>What a sender notes about a file, as JSON text.</summary>
    public static string? Metadata(string? given, bool encoded)
    {
        if (string.IsNullOrEmpty(given)) return null;
        try
        {
            var text = encoded ? Encoding.UTF8.GetString(Convert.FromBase64String(given)) : given;
            using var document = JsonDocument.Parse(text);

            return document.RootElement.ValueKind == JsonValueKind.Object && StorageBody.IsPlain(document.RootElement) ? text : Faulty;
        }
        catch (Exception exception) when (exception is FormatException or JsonException)
        {
            return Faulty;
        }
    }

    private static async Task<string?> FieldAsync(Stream body, CancellationToken cancellationToken)
    {
        var bytes = new byte[LongestField + 1];
        var read = await body.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken);
        return read > LongestField ? null : Encoding.UTF8.GetString(bytes, 0, read);
    }
}
