using Peppi.Application.Reports.Document;
using Peppi.Application.Shared;
using Peppi.Domain.Shared;

namespace Peppi.Application.Reports.Charts;

/// <summary>Lines over months, named at their end; the second is dashed, so that a black-and-white print tells them apart.</summary>
internal static class LineSvg
{
    private const int Height = 210;
    private const int Top = 12;
    private const int Bottom = 30;
    private const int Left = 62;
    private const int Right = 108;

    private static readonly (string Name, string Colour, string Dash)[] Looks =
        [("line-1", "#0f6b6b", "none"), ("line-2", "#8f5600", "6 4"), ("line-3", "#5f6b70", "2 3")];

    public static Markup Draw(LineChart chart, Figures figures)
    {
        var writer = SvgChart.Open(chart, Height);
        var most = chart.Lines.SelectMany(line => line.Values).Append(0).Max();
        var step = SvgChart.Step(most);
        var top = step * Math.Max(1, Math.Ceiling(most / step));
        for (var value = 0m; value <= top; value += step)
        {
            writer.Line(Left, Y(value, top), SvgChart.Width - Right, Y(value, top), value == 0 ? "axis" : "grid", value == 0 ? "#8a979b" : "#dfe5e6");
            writer.Text(Left - 8, Y(value, top) + 4, SvgChart.Value(value, chart, figures), "end", quiet: true);
        }

        Months(writer, chart, figures);
        var ends = new List<decimal>();
        for (var index = 0; index < chart.Lines.Count; index++) Line(writer, chart, index, top, ends);
        return writer.Close();
    }

    private static void Months(MarkupWriter writer, LineChart chart, Figures figures)
    {
        var every = (int)Math.Ceiling(chart.Months.Count / 12m);
        for (var index = 0; index < chart.Months.Count; index++)
        {
            var month = chart.Months[index];
            if (index % every == 0) writer.Text(X(index, chart), Height - Bottom + 16, figures.ShortMonth(month), "middle", quiet: true);

            // The first month bears its year, unless a January right beside it does.
            if ((index == 0 && !chart.Months.Skip(1).Take(3).Any(next => next.Month == 1)) || month.Month == 1) writer.Text(X(index, chart), Height - 2, month.Year.ToString(System.Globalization.CultureInfo.InvariantCulture), "middle", quiet: true);
        }
    }

    private static void Line(MarkupWriter writer, LineChart chart, int index, decimal top, List<decimal> ends)
    {
        var line = chart.Lines[index];
        if (line.Values.Count == 0) return;
        var (name, colour, dash) = Looks[index % Looks.Length];
        writer.Add($"<path class=\"{name}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\" stroke-linejoin=\"round\" stroke-dasharray=\"{dash}\" d=\"M");
        for (var point = 0; point < line.Values.Count; point++) writer.Add($"{X(point, chart)} {Y(line.Values[point], top)} ");
        writer.Add($"\"/>");
        var end = Y(line.Values[^1], top);

        // Two names at one height would cover each other.
        while (ends.Any(other => Math.Abs(other - end) < 14)) end -= 14;
        ends.Add(end);
        writer.Add($"<circle class=\"{name} end\" fill=\"{colour}\" cx=\"{X(line.Values.Count - 1, chart)}\" cy=\"{Y(line.Values[^1], top)}\" r=\"3\"/>");
        writer.Text(SvgChart.Width - Right + 10, end + 4, SvgChart.Fit(line.Name, 17), strong: true);
    }

    private static decimal X(int index, LineChart chart) =>
        Left + (chart.Months.Count < 2 ? 0 : (decimal)index / (chart.Months.Count - 1) * (SvgChart.Width - Left - Right));

    private static decimal Y(decimal value, decimal top) => Height - Bottom - (value / top * (Height - Top - Bottom));
}
