using Microsoft.Net.Http.Headers;

namespace Peppi.WebApi.Storage;

/// <summary>Which part of a file a request gets.</summary>
/// <param name="Status">200, 206, 304, 412 or 416.</param>
/// <param name="From">The first byte.</param>
/// <param name="Length">How many.</param>
internal readonly record struct Part(int Status, long From, long Length);

/// <summary>Conditional and partial requests, in the order of RFC 9110 §13.2.2.</summary>
internal static class Conditions
{
    /// <summary>Decides what a request gets of a file.</summary>
    public static Part Decide(HttpRequest request, long size, EntityTagHeaderValue tag, DateTimeOffset changed)
    {
        var headers = request.GetTypedHeaders();
        var modified = DateTimeOffset.FromUnixTimeSeconds(changed.ToUnixTimeSeconds());
        if (headers.IfMatch is { Count: > 0 } match)
        {
            if (!match.Any(one => one.Equals(EntityTagHeaderValue.Any) || one.Compare(tag, useStrongComparison: true))) return new Part(StatusCodes.Status412PreconditionFailed, 0, 0);
        }
        else if (headers.IfUnmodifiedSince < modified)
        {
            return new Part(StatusCodes.Status412PreconditionFailed, 0, 0);
        }

        if (headers.IfNoneMatch is { Count: > 0 } known)
        {
            if (known.Any(one => one.Equals(EntityTagHeaderValue.Any) || one.Compare(tag, useStrongComparison: false))) return new Part(StatusCodes.Status304NotModified, 0, 0);
        }
        else if (headers.IfModifiedSince >= modified)
        {
            return new Part(StatusCodes.Status304NotModified, 0, 0);
        }

        var whole = new Part(StatusCodes.Status200OK, 0, size);

        // Several ranges at once may be answered with the whole (§14.2).
        if (headers.Range is not { Ranges.Count: 1 } range || !range.Unit.Equals("bytes", StringComparison.OrdinalIgnoreCase)) return whole;
        if (headers.IfRange is { } unless
            && !(unless.EntityTag?.Compare(tag, useStrongComparison: true) ?? unless.LastModified == modified)) return whole;
        var wanted = range.Ranges.First();
        var from = wanted.From ?? Math.Max(0, size - wanted.To!.Value);
        var to = wanted.From is null ? size - 1 : Math.Min(wanted.To ?? size - 1, size - 1);
        return from >= size || to < from ? new Part(StatusCodes.Status416RangeNotSatisfiable, 0, 0) : new Part(StatusCodes.Status206PartialContent, from, to - from + 1);
    }
}
