using System.IO.Compression;
using System.Reflection;
using System.Text.Json;

namespace Peppi.Admin.Map;

/// <summary>The countries' outlines of <c>countries-50m.json.gz</c> (Natural Earth as TopoJSON), read at the first map.</summary>
internal static class Outlines
{
    private static readonly Lazy<IReadOnlyList<Ring>> Rings = new(Read);

    /// <summary>Every ring whose box meets the given one.</summary>
    public static IEnumerable<Ring> Within(double west, double south, double east, double north) =>
        Rings.Value.Where(ring => ring.West < east && ring.East > west && ring.South < north && ring.North > south);

    private static List<Ring> Read()
    {
        using var file = Assembly.GetExecutingAssembly().GetManifestResourceStream("map/countries-50m.json.gz")!;
        using var plain = new GZipStream(file, CompressionMode.Decompress);
        using var json = JsonDocument.Parse(plain);
        var arcs = Arcs(json.RootElement);
        List<Ring> rings = [];
        var number = 0;
        foreach (var country in json.RootElement.GetProperty("objects").GetProperty("countries").GetProperty("geometries").EnumerateArray())
        {
            if (!country.TryGetProperty("arcs", out var shape)) continue;
            IEnumerable<JsonElement> polygons = country.GetProperty("type").ValueEquals("Polygon") ? [shape] : [.. shape.EnumerateArray()];
            rings.AddRange(polygons.SelectMany(polygon => polygon.EnumerateArray()).Select(ring => Ring.Of(number, Join(ring, arcs))));
            number++;
        }

        return rings;
    }

    // Positions are steps from one to the next, in whole units of the file's grid.
    private static List<(double, double)[]> Arcs(JsonElement root)
    {
        var (scale, translate) = (root.GetProperty("transform").GetProperty("scale"), root.GetProperty("transform").GetProperty("translate"));
        var (scaleX, scaleY, moveX, moveY) = (scale[0].GetDouble(), scale[1].GetDouble(), translate[0].GetDouble(), translate[1].GetDouble());
        List<(double, double)[]> arcs = [];
        foreach (var arc in root.GetProperty("arcs").EnumerateArray())
        {
            var (x, y) = (0, 0);
            var points = new (double, double)[arc.GetArrayLength()];
            var at = 0;
            foreach (var step in arc.EnumerateArray())
            {
                x += step[0].GetInt32();
                y += step[1].GetInt32();
                points[at++] = ((x * scaleX) + moveX, (y * scaleY) + moveY);
            }

            arcs.Add(points);
        }

        return arcs;
    }

    // A negative number is an arc walked backwards: ~n.
    private static List<(double, double)> Join(JsonElement ring, List<(double, double)[]> arcs)
    {
        List<(double, double)> points = [];
        foreach (var index in ring.EnumerateArray().Select(entry => entry.GetInt32()))
        {
            IEnumerable<(double, double)> arc = index >= 0 ? arcs[index] : arcs[~index].Reverse();
            points.AddRange(points.Count > 0 ? arc.Skip(1) : arc);
        }

        return points;
    }
}

/// <summary>One closed line of a country's outline, with the box around it.</summary>
internal sealed record Ring(int Country, IReadOnlyList<(double Longitude, double Latitude)> Points, double West, double South, double East, double North)
{
    public static Ring Of(int country, List<(double Longitude, double Latitude)> points) => new(
        country, points, points.Min(point => point.Longitude), points.Min(point => point.Latitude), points.Max(point => point.Longitude), points.Max(point => point.Latitude));

    /// <summary>Whether a place lies inside: a ray from it crosses the line an odd number of times.</summary>
    public bool Holds(double longitude, double latitude)
    {
        var inside = false;
        for (int at = 0, before = Points.Count - 1; at < Points.Count; before = at++)
        {
            var (x1, y1) = Points[at];
            var (x2, y2) = Points[before];
            if (y1 > latitude != y2 > latitude && longitude < ((x2 - x1) * (latitude - y1) / (y2 - y1)) + x1) inside = !inside;
        }

        return inside;
    }
}
