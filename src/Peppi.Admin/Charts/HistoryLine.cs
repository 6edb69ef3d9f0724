using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Html;

namespace Peppi.Admin.Charts;

/// <summary>
/// A line of a figure over time, drawn on the server: labels stand at the line itself, the target is a dashed one. Whoever cannot see it
/// reads its text, and the table that the page has beside it.
/// </summary>
internal static class HistoryLine
{
    private const decimal Width = 400;
    private const decimal Height = 182;
    private const decimal Left = 8;
    private const decimal Right = 392;
    private const decimal Top = 24;
    private const decimal Bottom = 134;

    /// <summary>The drawing.</summary>
    /// <param name="points">Values by the name of their period, the oldest first; two at least.</param>
    /// <param name="target">What it should be.</param>
    /// <param name="said">How a value is written.</param>
    /// <param name="targetName">What the dashed line is called.</param>
    /// <param name="text">What it shows, for those who do not see it.</param>
    public static IHtmlContent Draw(IReadOnlyList<(string Period, decimal Value)> points, decimal? target, Func<decimal, string> said, string targetName, string text)
    {
        var all = points.Select(point => point.Value).Concat(target is { } wanted ? [wanted] : Array.Empty<decimal>()).ToList();
        var (low, high) = (all.Min(), all.Max());
        var span = high == low ? 1 : high - low;
        decimal X(int index) => Left + ((Right - Left) * index / Math.Max(1, points.Count - 1));
        decimal Y(decimal value) => high == low ? (Top + Bottom) / 2 : Bottom - ((Bottom - Top) * ((value - low) / span));

        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg class=\"chart\" viewBox=\"0 0 {Width} {Height}\" role=\"img\" aria-label=\"{Encoded(text)}\">");
        svg.Append(CultureInfo.InvariantCulture, $"<path class=\"axis\" d=\"M{Left} {Bottom + 24}H{Right}\"/>");
        if (target is { } aim)
        {
            // Its name stands on the side of the line that the curve leaves free where the curve begins.
            var above = points[0].Value <= aim;
            svg.Append(CultureInfo.InvariantCulture, $"<path class=\"target\" d=\"M{Left} {Y(aim):0.#}H{Right}\"/>");
            svg.Append(CultureInfo.InvariantCulture, $"<text class=\"target-name\" x=\"{Left}\" y=\"{(above ? Y(aim) - 6 : Y(aim) + 15):0.#}\">{Encoded($"{targetName} {said(aim)}")}</text>");
        }

        svg.Append("<path class=\"line\" d=\"");
        for (var index = 0; index < points.Count; index++) svg.Append(CultureInfo.InvariantCulture, $"{(index == 0 ? 'M' : 'L')}{X(index):0.#} {Y(points[index].Value):0.#}");
        svg.Append("\"/>");
        for (var index = 0; index < points.Count; index++)
        {
            svg.Append(CultureInfo.InvariantCulture, $"<circle class=\"{(index == points.Count - 1 ? "dot dot--last" : "dot")}\" cx=\"{X(index):0.#}\" cy=\"{Y(points[index].Value):0.#}\" r=\"{(index == points.Count - 1 ? 4 : 2.5m)}\">");
            svg.Append("<title>").Append(Encoded($"{points[index].Period}: {said(points[index].Value)}")).Append("</title></circle>");
        }

        // The last value is told where the line ends, on the side that it does not come from.
        var end = Y(points[^1].Value);
        var under = points.Count > 1 && points[^2].Value > points[^1].Value;
        svg.Append(CultureInfo.InvariantCulture, $"<text class=\"last\" x=\"{Right}\" y=\"{(under ? end + 17 : end - 9):0.#}\" text-anchor=\"end\">{Encoded(said(points[^1].Value))}</text>");
        svg.Append(CultureInfo.InvariantCulture, $"<text class=\"tick\" x=\"{Left}\" y=\"{Height - 6}\">{Encoded(points[0].Period)}</text>");
        svg.Append(CultureInfo.InvariantCulture, $"<text class=\"tick\" x=\"{Right}\" y=\"{Height - 6}\" text-anchor=\"end\">{Encoded(points[^1].Period)}</text></svg>");
        return new HtmlString(svg.ToString());
    }

    private static string Encoded(string text) => HtmlEncoder.Default.Encode(text);
}
