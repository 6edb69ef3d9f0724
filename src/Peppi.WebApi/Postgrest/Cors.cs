namespace Peppi.WebApi.Postgrest;

/// <summary>Lets browsers of other origins in, as PostgREST does.</summary>
internal static class Cors
{
    private const string Methods = "GET, POST, PATCH, PUT, DELETE, OPTIONS, HEAD";
    private const string Exposed = "Content-Encoding, Content-Location, Content-Range, Content-Type, Date, Location, Server, Transfer-Encoding, Range-Unit";

    /// <summary>Adds the headers; true where the request was only a browser asking whether it may ask.</summary>
    public static bool Apply(HttpContext http, IReadOnlyList<string> allowed)
    {
        var origin = http.Request.Headers.Origin.ToString();
        if (origin.Length == 0 || (allowed.Count > 0 && !allowed.Contains(origin))) return false;
        var headers = http.Response.Headers;
        headers.AccessControlAllowOrigin = allowed.Count > 0 ? origin : "*";
        if (allowed.Count > 0) headers.AccessControlAllowCredentials = "true";
        if (!HttpMethods.IsOptions(http.Request.Method) || !http.Request.Headers.ContainsKey("Access-Control-Request-Method"))
        {
            headers.AccessControlExposeHeaders = Exposed;
            return false;
        }

        var asked = http.Request.Headers.AccessControlRequestHeaders.ToString().Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        headers.AccessControlAllowMethods = Methods;
        headers.AccessControlAllowHeaders = string.Join(", ", asked.Prepend("Authorization").Concat(["Accept", "Accept-Language", "Content-Language"]));
        headers.AccessControlMaxAge = "86400";
        return true;
    }
}
