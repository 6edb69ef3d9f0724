using Peppi.Application.Reports.Document;
using Peppi.Domain.Projects;
using Peppi.Domain.Shared;

namespace Peppi.Application.Reports.Contents;

/// <summary>What a report is about and for whom: everything its builder may know besides the rows that its reader may see.</summary>
internal sealed record ReportScope
{
    public required string Reference { get; init; }

    public required Language Language { get; init; }

    public required DateTimeOffset AsOf { get; init; }

    public required string Reader { get; init; }

    /// <summary>Resources that the reader may read at all: of the others a report says nothing, which is not zero.</summary>
    public required IReadOnlySet<string> Readable { get; init; }

    public Project? Project { get; init; }

    public Period? Period { get; init; }

    public Figures Figures => Figures.In(Language);

    public DateOnly Today => DateOnly.FromDateTime(AsOf.DateTime);

    /// <summary>The day whose state is told: today, or the end of a period that has passed.</summary>
    public DateOnly Until => Period is { } period && period.End < Today ? period.End : Today;

    public bool Reads(string resource) => Readable.Contains(resource);

    public string Say(string french, string english) => Language.Say(french, english);

    /// <summary>A number with its noun, as French and English count: 0 projet, 1 projet, 2 projets; 0 projects, 1 project.</summary>
    public string Count(int number, string french, string frenchMany, string english, string englishMany) =>
        $"{Figures.Count(number)} {(Language == Language.French ? number < 2 ? french : frenchMany : number == 1 ? english : englishMany)}";

    public string ScopeName => Project?.Name ?? Say("Portefeuille", "Portfolio");

    public IReadOnlyList<ReportFact> Filters()
    {
        List<ReportFact> facts = [];
        if (Period is { } period) facts.Add(new(Say("Période", "Period"), $"{Figures.Date(period.Start)} – {Figures.Date(period.End)}"));
        if (Project is { Region: { Length: > 0 } region }) facts.Add(new(Say("Région", "Region"), region));
        return facts;
    }

    /// <summary>What is left out because the reader's role does not read it.</summary>
    public IEnumerable<string> Withheld(params (string Resource, string French, string English)[] parts)
    {
        var missing = parts.Where(part => !Reads(part.Resource)).Select(part => Say(part.French, part.English)).ToList();
        if (missing.Count > 0)
        {
            yield return Say($"Non inclus, car le rôle du lecteur n'y donne pas accès : {string.Join(", ", missing)}.",
                $"Left out, because the reader's role gives no access: {string.Join(", ", missing)}.");
        }
    }
}
