using Peppi.Application.Reports.Document;
using Peppi.Application.Shared;
using Peppi.Domain.Shared;

namespace Peppi.Application.Reports.Charts;

/// <summary>Horizontal bars with the value at their end: no axis is needed to read one.</summary>
internal static class BarSvg
{
    private const int Row = 24;
    private const int Right = 90;

    public static Markup Draw(BarChart chart, Figures figures)
    {
        var writer = SvgChart.Open(chart, (chart.Bars.Count * Row) + 6);
        var most = chart.Bars.Select(bar => Math.Abs(bar.Value)).Append(0).Max();
        var left = SvgChart.LabelRoom(chart.Bars.Select(bar => bar.Label));
        var y = 2;
        foreach (var bar in chart.Bars)
        {
            var length = most == 0 ? 0 : Math.Abs(bar.Value) / most * (SvgChart.Width - left - Right);
            writer.Text(left - 10, y + 15, SvgChart.Fit(bar.Label, SvgChart.LabelLength), "end");
            var plain = bar.Status is ReportStatus.Unknown or ReportStatus.Good;
            writer.Box(left, y + 4, Math.Max(length, 1), 14, plain ? "actual" : SvgChart.Class(bar.Status), plain ? "#0f6b6b" : SvgChart.Colour(bar.Status));
            writer.Text(left + length + 8, y + 15, SvgChart.Value(bar.Value, chart, figures), strong: true);
            y += Row;
        }

        writer.Line(left, 0, left, y + 2, "axis", "#8a979b");
        return writer.Close();
    }
}
