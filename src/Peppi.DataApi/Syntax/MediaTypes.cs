namespace Peppi.DataApi.Syntax;

/// <summary>What kind of body a media type stands for.</summary>
internal enum MediaKind
{
    Json,
    GeoJson,
    Csv,
    PlainText,
    Xml,
    OpenApi,
    Form,
    Binary,
    Any,
    Other,
    StrippedArray,
    Single,
    StrippedSingle,
    Plan,
}

/// <summary>The options of <c>application/vnd.pgrst.plan</c>.</summary>
internal sealed record ExplainOptions(MediaType For, bool AsJson, IReadOnlyList<string> Options);

/// <summary>A media type, as negotiated.</summary>
/// <param name="Kind">What it stands for.</param>
/// <param name="Text">Its canonical text.</param>
/// <param name="Explain">Set for a query plan.</param>
internal sealed record MediaType(MediaKind Kind, string Text, ExplainOptions? Explain = null)
{
    public static readonly MediaType Json = new(MediaKind.Json, "application/json");
    public static readonly MediaType OpenApi = new(MediaKind.OpenApi, "application/openapi+json");
    public static readonly MediaType Any = new(MediaKind.Any, "*/*");
    public static readonly MediaType Binary = new(MediaKind.Binary, "application/octet-stream");
    public static readonly MediaType Csv = new(MediaKind.Csv, "text/csv");
    public static readonly MediaType GeoJson = new(MediaKind.GeoJson, "application/geo+json");
    public static readonly MediaType PlainText = new(MediaKind.PlainText, "text/plain");
    public static readonly MediaType Xml = new(MediaKind.Xml, "text/xml");
    public static readonly MediaType Form = new(MediaKind.Form, "application/x-www-form-urlencoded");
    public static readonly MediaType Single = new(MediaKind.Single, "application/vnd.pgrst.object+json");
    public static readonly MediaType StrippedSingle = new(MediaKind.StrippedSingle, "application/vnd.pgrst.object+json;nulls=stripped");
    public static readonly MediaType StrippedArray = new(MediaKind.StrippedArray, "application/vnd.pgrst.array+json;nulls=stripped");

    /// <summary>The one object that a client asked for must be exactly one.</summary>
    public bool IsSingle => Kind is MediaKind.Single or MediaKind.StrippedSingle;

    /// <summary>What the Content-Type header says.</summary>
    public string ContentType => Kind is MediaKind.Binary or MediaKind.Other ? Text : Text + "; charset=utf-8";

    public override string ToString() => Text;
}
