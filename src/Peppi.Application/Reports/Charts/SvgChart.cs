using Peppi.Application.Reports.Document;
using Peppi.Application.Shared;
using Peppi.Domain.Shared;

namespace Peppi.Application.Reports.Charts;

/// <summary>
/// Draws a chart as SVG on the server, the same for page and PDF. Each part has a class, so that a page's style sheet can
/// recolour it for dark screens, and a plain attribute for where there is no style sheet.
/// </summary>
public static class SvgChart
{
    /// <summary>Width of every chart, in its own pixels: the text width of an A4 page.</summary>
    internal const int Width = 680;

    /// <summary>Characters of a category's label.</summary>
    internal const int LabelLength = 27;

    /// <summary>The chart as an inline SVG image with its description.</summary>
    public static Markup Draw(ReportChart chart, Figures figures) => chart switch
    {
        BarChart bars => BarSvg.Draw(bars, figures),
        BulletChart bullets => BulletSvg.Draw(bullets, figures),
        LineChart lines => LineSvg.Draw(lines, figures),
        _ => throw new ArgumentException($"There is no drawing for {chart.GetType().Name}.", nameof(chart)),
    };

    /// <summary>The shape that stands for a status, beside its word: disc, triangle, diamond, ring.</summary>
    public static Markup Shape(ReportStatus status)
    {
        var writer = new MarkupWriter();
        writer.Add($"<svg class=\"shape\" width=\"10\" height=\"10\" viewBox=\"0 0 10 10\" aria-hidden=\"true\">");
        Shape(writer, status, 5, 5);
        return writer.Add($"</svg>").Done();
    }

    /// <summary>The colour of a status where no style sheet says otherwise: 4.5:1 on paper, told apart without seeing red or green.</summary>
    public static string Colour(ReportStatus status) => status switch
    {
        ReportStatus.Good => "#14733f",
        ReportStatus.Watch => "#8f5600",
        ReportStatus.Bad => "#b3261e",
        _ => "#5f6b70",
    };

    internal static string Class(ReportStatus status) => status switch
    {
        ReportStatus.Good => "is-good",
        ReportStatus.Watch => "is-watch",
        ReportStatus.Bad => "is-bad",
        _ => "is-unknown",
    };

    internal static void Shape(MarkupWriter writer, ReportStatus status, decimal x, decimal y)
    {
        var (colour, name) = (Colour(status), Class(status));
        switch (status)
        {
            case ReportStatus.Good:
                writer.Add($"<circle class=\"{name}\" fill=\"{colour}\" cx=\"{x}\" cy=\"{y}\" r=\"4\"/>");
                break;
            case ReportStatus.Watch:
                writer.Add($"<path class=\"{name}\" fill=\"{colour}\" d=\"M{x} {y - 4.5m} {x + 5} {y + 4} {x - 5} {y + 4}Z\"/>");
                break;
            case ReportStatus.Bad:
                writer.Add($"<path class=\"{name}\" fill=\"{colour}\" d=\"M{x} {y - 5} {x + 5} {y} {x} {y + 5} {x - 5} {y}Z\"/>");
                break;
            default:
                writer.Add($"<circle class=\"{name} ring\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"1.6\" cx=\"{x}\" cy=\"{y}\" r=\"3.4\"/>");
                break;
        }
    }

    internal static MarkupWriter Open(ReportChart chart, int height)
    {
        var writer = new MarkupWriter();
        return writer.Add($"<svg class=\"chart\" role=\"img\" aria-label=\"{chart.Description}\" viewBox=\"0 0 {Width} {height}\" width=\"{Width}\" height=\"{height}\" xmlns=\"http://www.w3.org/2000/svg\" font-size=\"12\">");
    }

    internal static Markup Close(this MarkupWriter writer) => writer.Add($"</svg>").Done();

    internal static void Text(this MarkupWriter writer, decimal x, decimal y, string text, string anchor = "start", bool quiet = false, bool strong = false) =>
        writer.Add($"<text x=\"{x}\" y=\"{y}\" text-anchor=\"{anchor}\" class=\"{(quiet ? "quiet" : "ink")}{(char.IsAsciiDigit(text.FirstOrDefault()) ? " num" : "")}\" fill=\"{(quiet ? "#5a666b" : "#1b2326")}\" font-weight=\"{(strong ? 600 : 400)}\">{text}</text>");

    internal static void Box(this MarkupWriter writer, decimal x, decimal y, decimal width, decimal height, string name, string colour) =>
        writer.Add($"<rect class=\"{name}\" fill=\"{colour}\" x=\"{x}\" y=\"{y}\" width=\"{Math.Max(width, 0)}\" height=\"{height}\"/>");

    internal static void Line(this MarkupWriter writer, decimal x1, decimal y1, decimal x2, decimal y2, string name, string colour, decimal width = 1) =>
        writer.Add($"<path class=\"{name}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"{width}\" d=\"M{x1} {y1} {x2} {y2}\"/>");

    /// <summary>A label that fits: cut at a word where it can be.</summary>
    internal static string Fit(string label, int characters)
    {
        if (label.Length <= characters) return label;
        var cut = label.LastIndexOf(' ', characters - 1);
        return string.Concat(label.AsSpan(0, cut > characters / 2 ? cut : characters - 1), "…");
    }

    /// <summary>Room for the longest label, up to a fixed share of the width.</summary>
    internal static int LabelRoom(IEnumerable<string> labels) =>
        Math.Clamp((int)(labels.Select(label => Math.Min(label.Length, LabelLength)).Append(0).Max() * 6.8m) + 12, 60, 196);

    internal static string Value(decimal value, ReportChart chart, Figures figures) =>
        chart.Currency is null ? figures.Plain(value) : figures.Compact(value);

    /// <summary>A round step that divides up to <paramref name="most"/> into four parts or fewer.</summary>
    internal static decimal Step(decimal most)
    {
        if (most <= 0) return 1;
        var size = (decimal)Math.Pow(10, Math.Floor(Math.Log10((double)most)));
        foreach (var part in (decimal[])[0.25m, 0.5m, 1m, 2m, 2.5m, 5m])
        {
            if (part * size * 4 >= most) return part * size;
        }

        return size * 10;
    }
}
