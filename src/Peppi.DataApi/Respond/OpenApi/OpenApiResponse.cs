using System.Globalization;
using Peppi.DataApi.Execute;
using Peppi.DataApi.Syntax;

namespace Peppi.DataApi.Respond.OpenApi;

/// <summary>Frames the root document.</summary>
internal static class OpenApiResponse
{
    public static Answer Answer(RequestTree request, byte[] document)
    {
        List<KeyValuePair<string, string>> headers = [new("Content-Type", MediaType.OpenApi.ContentType)];
        if (!request.HeadersOnly) headers.Add(new("Content-Length", document.Length.ToString(CultureInfo.InvariantCulture)));
        if (request.SchemaNegotiated) headers.Add(new("Content-Profile", HeaderText.Safe(request.Schema)));
        return new Answer(200, headers, new HeldBody(document));
    }
}
