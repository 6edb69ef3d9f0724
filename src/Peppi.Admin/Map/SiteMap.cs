using System.Globalization;
using System.Text;

namespace Peppi.Admin.Map;

/// <summary>A place on the map.</summary>
/// <param name="Number">Its number in the list beside the map.</param>
/// <param name="Tone">Its state.</param>
/// <param name="Name">What the mark is called.</param>
/// <param name="Path">Where it leads.</param>
/// <param name="Latitude">Degrees north.</param>
/// <param name="Longitude">Degrees east.</param>
internal sealed record Site(int Number, string Tone, string Name, string Path, double Latitude, double Longitude);

/// <summary>A mark where it stands on the picture, and the place that it points at.</summary>
/// <param name="Site">The site.</param>
/// <param name="X">Right.</param>
/// <param name="Y">Down.</param>
/// <param name="AtX">The place itself.</param>
/// <param name="AtY">The place itself.</param>
internal sealed record Mark(Site Site, double X, double Y, double AtX, double AtY);

/// <summary>A map drawn on the server around its sites: outlines of countries, no tiles, nothing from elsewhere.</summary>
internal sealed class SiteMap
{
    public const double Width = 720;
    public const double Height = 640;

    private const double Margin = 64;
    private const double LeastSpan = 3;
    private const double MarkSize = 28;

    private readonly double scale;
    private readonly double shrink;
    private readonly double west;
    private readonly double north;
    private readonly List<Ring> rings;
    private readonly HashSet<int> homes;

    public SiteMap(IReadOnlyList<Site> sites)
    {
        var (south, top) = (sites.Min(site => site.Latitude), sites.Max(site => site.Latitude));
        var (left, right) = (sites.Min(site => site.Longitude), sites.Max(site => site.Longitude));
        var middle = (south + top) / 2;

        // Degrees of longitude shrink towards the poles; one factor for the whole picture is enough for a country.
        shrink = Math.Max(Math.Cos(middle * Math.PI / 180), 0.2);
        var (wide, high) = (Math.Max((right - left) * shrink, LeastSpan), Math.Max(top - south, LeastSpan));
        scale = Math.Min((Width - (2 * Margin)) / wide, (Height - (2 * Margin)) / high);
        west = ((left + right) / 2 * shrink) - (Width / 2 / scale);
        north = middle + (Height / 2 / scale);
        rings = [.. Outlines.Within(west / shrink, north - (Height / scale), (west + (Width / scale)) / shrink, north)];
        homes = [.. rings.Where(ring => sites.Any(site => ring.Holds(site.Longitude, site.Latitude))).Select(ring => ring.Country)];
        Marks = Apart([.. sites.Select(site => new Mark(site, X(site.Longitude), Y(site.Latitude), X(site.Longitude), Y(site.Latitude)))]);
    }

    public IReadOnlyList<Mark> Marks { get; }

    /// <summary>The outlines of the countries that have a site, as one SVG path.</summary>
    public string Home => Path(home: true);

    /// <summary>The outlines of their neighbours, as one SVG path.</summary>
    public string Neighbours => Path(home: false);

    private string Path(bool home)
    {
        var path = new StringBuilder();
        foreach (var ring in rings.Where(ring => homes.Contains(ring.Country) == home))
        {
            var pen = 'M';
            var (lastX, lastY) = (double.MinValue, double.MinValue);
            foreach (var (longitude, latitude) in ring.Points)
            {
                var (x, y) = (X(longitude), Y(latitude));
                if (Math.Abs(x - lastX) < 0.6 && Math.Abs(y - lastY) < 0.6) continue;
                path.Append(CultureInfo.InvariantCulture, $"{pen}{x:0.#} {y:0.#}");
                (pen, lastX, lastY) = ('L', x, y);
            }

            path.Append('Z');
        }

        return path.ToString();
    }

    private double X(double longitude) => ((longitude * shrink) - west) * scale;

    private double Y(double latitude) => (north - latitude) * scale;

    // Marks of one town would cover one another: they push each other away, and a line leads back to the place.
    private static List<Mark> Apart(List<Mark> marks)
    {
        for (var round = 0; round < 60; round++)
        {
            var moved = false;
            for (var a = 0; a < marks.Count; a++)
            {
                for (var b = a + 1; b < marks.Count; b++)
                {
                    var (dx, dy) = (marks[b].X - marks[a].X, marks[b].Y - marks[a].Y);
                    var distance = Math.Sqrt((dx * dx) + (dy * dy));
                    if (distance >= MarkSize) continue;
                    var angle = distance < 0.01 ? (a + b) * 2.4 : Math.Atan2(dy, dx);
                    var push = (MarkSize - distance) / 2;
                    marks[a] = marks[a] with { X = marks[a].X - (Math.Cos(angle) * push), Y = marks[a].Y - (Math.Sin(angle) * push) };
                    marks[b] = marks[b] with { X = marks[b].X + (Math.Cos(angle) * push), Y = marks[b].Y + (Math.Sin(angle) * push) };
                    moved = true;
                }
            }

            if (!moved) break;
        }

        return marks;
    }
}
