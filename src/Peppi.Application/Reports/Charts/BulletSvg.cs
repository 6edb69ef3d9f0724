using Peppi.Application.Reports.Document;
using Peppi.Application.Shared;
using Peppi.Domain.Shared;

namespace Peppi.Application.Reports.Charts;

/// <summary>
/// Each line is scaled to its own budget, whose tick stands at the same place in all of them: what passes the tick is over
/// budget, however small the project.
/// </summary>
internal static class BulletSvg
{
    private const int Row = 26;
    private const int Head = 34;
    private const int Left = 196;
    private const int Right = 150;
    private const int Track = SvgChart.Width - Left - Right;

    public static Markup Draw(BulletChart chart, Figures figures)
    {
        var height = Head + (chart.Bullets.Count * Row) + 4;
        var writer = SvgChart.Open(chart, height);
        var most = Math.Clamp(chart.Bullets.Where(line => line.Budget > 0).Select(line => Math.Max(line.Committed, line.Actual) / line.Budget).Append(0).Max(), 1.08m, 1.5m);
        Legend(writer, chart);
        var tick = Left + (Track / most);
        writer.Line(tick, Head - 4, tick, height - 4, "grid", "#c9d2d4");
        var y = Head;
        foreach (var line in chart.Bullets)
        {
            writer.Text(Left - 10, y + 16, SvgChart.Fit(line.Label, SvgChart.LabelLength), "end");
            writer.Box(Left, y + 4, Track, 16, "track", "#f0f3f3");
            if (line.Budget > 0)
            {
                writer.Box(Left, y + 4, Length(line.Committed / line.Budget, most), 16, "committed", "#a9cfcc");
                writer.Box(Left, y + 8, Length(line.Actual / line.Budget, most), 8, "actual", "#0f6b6b");
                writer.Line(tick, y + 1, tick, y + 23, "budget", "#1b2326", 2);
                SvgChart.Shape(writer, line.Status, SvgChart.Width - Right + 16, y + 12);
                writer.Text(SvgChart.Width - Right + 72, y + 16, figures.Percent(line.Committed / line.Budget, 0), "end", strong: true);
            }
            else
            {
                writer.Text(SvgChart.Width - Right + 72, y + 16, FigureText.Nothing, "end", quiet: true);
            }

            writer.Text(SvgChart.Width, y + 16, figures.Compact(line.Budget), "end", quiet: true);
            y += Row;
        }

        return writer.Close();
    }

    private static decimal Length(decimal ratio, decimal most) => Math.Clamp(ratio / most, 0, 1) * Track;

    private static void Legend(MarkupWriter writer, BulletChart chart)
    {
        writer.Box(Left, 6, 16, 8, "actual", "#0f6b6b");
        writer.Text(Left + 22, 14, chart.ActualName, quiet: true);
        var second = Left + 22 + (chart.ActualName.Length * 7) + 16;
        writer.Box(second, 2, 16, 16, "committed", "#a9cfcc");
        writer.Text(second + 22, 14, chart.CommittedName, quiet: true);
        var third = second + 22 + (chart.CommittedName.Length * 7) + 16;
        writer.Line(third, 1, third, 19, "budget", "#1b2326", 2);
        writer.Text(third + 8, 14, chart.BudgetName, quiet: true);
        writer.Text(SvgChart.Width, 14, chart.BudgetName, "end", quiet: true);
    }
}
