using Peppi.Domain.Shared;

namespace Peppi.Domain.Commercial;

/// <summary>Buyers at one stage, in one currency.</summary>
/// <param name="Stage">One of <see cref="PipelineStages"/>.</param>
/// <param name="IsOpen">Whether they are still there, rather than lost or given up from there.</param>
/// <param name="Currency">The currency; null where none was written.</param>
/// <param name="Count">How many.</param>
/// <param name="Worth">What they are worth.</param>
/// <param name="Expected">What they are worth by their chance of success.</param>
public sealed record PipelineCell(string Stage, bool IsOpen, Currency? Currency, int Count, decimal Worth, decimal Expected);

/// <summary>How many buyers stand at which stage, and how many of those who came to one came to the next.</summary>
/// <param name="Cells">The counts.</param>
public sealed record SalesPipeline(IReadOnlyList<PipelineCell> Cells)
{
    /// <summary>How many stand there now.</summary>
    public int At(string stage) => Cells.Where(cell => cell.IsOpen && cell.Stage == stage).Sum(cell => cell.Count);

    /// <summary>How many came to it, wherever they stand now and whether or not they were lost since.</summary>
    public int Reached(string stage)
    {
        var place = Place(stage);
        return Cells.Where(cell => Place(cell.Stage) >= place).Sum(cell => cell.Count);
    }

    /// <summary>Of those who came to a stage, the share that came to the next; none of the last stage.</summary>
    public Measure Conversion(string stage) =>
        Place(stage) == PipelineStages.All.Count - 1 ? Measure.None(MissingReason.NothingDue)
        : Measure.Ratio(Reached(PipelineStages.All[Place(stage) + 1]), Reached(stage), MissingReason.NoRows);

    private static int Place(string stage)
    {
        for (var place = 0; place < PipelineStages.All.Count; place++)
        {
            if (PipelineStages.All[place] == stage) return place;
        }

        return 0;
    }
}
