using Peppi.Domain.Shared;

namespace Peppi.Application.Reports.Document;

/// <summary>
/// What a report says, as plain data: figures keep their types, and each renderer (PDF, Excel, mail) writes them its own way.
/// </summary>
public sealed record ReportDocument
{
    /// <summary>Names this one report, in its footer and its file; never a person's words.</summary>
    public required string Reference { get; init; }

    /// <summary>Language of every text in it.</summary>
    public required Language Language { get; init; }

    /// <summary>What it is: "Situation des projets".</summary>
    public required string Title { get; init; }

    /// <summary>What it is about: a project's name, or the portfolio.</summary>
    public required string Scope { get; init; }

    /// <summary>The answer in one line: "12 projets, 3 en alerte".</summary>
    public required string Headline { get; init; }

    /// <summary>The moment of its figures, at the offset of its reader.</summary>
    public required DateTimeOffset AsOf { get; init; }

    /// <summary>Whose rights bounded it.</summary>
    public required string Reader { get; init; }

    /// <summary>What narrowed it: period, project.</summary>
    public IReadOnlyList<ReportFact> Filters { get; init; } = [];

    /// <summary>The figures that answer first; five at most read well.</summary>
    public IReadOnlyList<KpiCard> Cards { get; init; } = [];

    /// <summary>Charts, tables and texts, in order.</summary>
    public IReadOnlyList<ReportBlock> Blocks { get; init; } = [];

    /// <summary>How figures were made and what they leave out.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Where the figures come from, for the footer.</summary>
    public required string Source { get; init; }
}

/// <summary>A name and its value, for the head of a report.</summary>
/// <param name="Name">E.g. "Période".</param>
/// <param name="Value">E.g. "2026".</param>
public sealed record ReportFact(string Name, string Value);

/// <summary>How well something stands. Shown by a shape and a word as well as by a colour.</summary>
public enum ReportStatus
{
    /// <summary>Nobody measured it.</summary>
    Unknown,

    /// <summary>As planned.</summary>
    Good,

    /// <summary>To be watched.</summary>
    Watch,

    /// <summary>Somebody must act.</summary>
    Bad,
}

/// <summary>A status and the word for it.</summary>
/// <param name="Status">How well.</param>
/// <param name="Word">In the document's language: "En retard".</param>
public sealed record StatusCell(ReportStatus Status, string Word);

/// <summary>What sort of thing a figure or a column holds.</summary>
public enum ValueKind
{
    /// <summary>A text; whatever it begins with, it never becomes a formula.</summary>
    Text,

    /// <summary>A <see cref="DateOnly"/>.</summary>
    Date,

    /// <summary>A <see cref="decimal"/> in the currency of the column or card.</summary>
    Amount,

    /// <summary>A <see cref="decimal"/> ratio: 0.5 is half.</summary>
    Percent,

    /// <summary>A whole number.</summary>
    Count,

    /// <summary>A <see cref="decimal"/> of no unit.</summary>
    Number,

    /// <summary>A <see cref="StatusCell"/>.</summary>
    Status,
}

/// <summary>Which way a figure went since the period before.</summary>
public enum Trend
{
    /// <summary>It did not move.</summary>
    Flat,

    /// <summary>More than before.</summary>
    Up,

    /// <summary>Less than before.</summary>
    Down,
}

/// <summary>One figure that answers.</summary>
public sealed record KpiCard
{
    /// <summary>What it measures.</summary>
    public required string Label { get; init; }

    /// <summary>Sort of figure.</summary>
    public required ValueKind Kind { get; init; }

    /// <summary>The figure; null where it cannot be told, and then <see cref="Detail"/> says why.</summary>
    public required decimal? Value { get; init; }

    /// <summary>Its currency, for an amount.</summary>
    public Currency? Currency { get; init; }

    /// <summary>How well it stands.</summary>
    public ReportStatus Status { get; init; } = ReportStatus.Unknown;

    /// <summary>The word for its status; null for a plain fact, which wears none.</summary>
    public string? StatusWord { get; init; }

    /// <summary>What stands beside it: "sur 12 projets".</summary>
    public string? Detail { get; init; }

    /// <summary>How it moved, where there is something to compare with.</summary>
    public CardTrend? Trend { get; init; }
}

/// <summary>How a figure moved.</summary>
/// <param name="Direction">Which way.</param>
/// <param name="Text">By how much and since when: "+4,2 % sur un an".</param>
public sealed record CardTrend(Trend Direction, string Text);

/// <summary>A part of a report.</summary>
/// <param name="Title">Its heading.</param>
public abstract record ReportBlock(string Title);

/// <summary>A table. A cell's type is that of its column, or null for nothing.</summary>
/// <param name="Title">Its heading.</param>
/// <param name="Columns">The columns.</param>
/// <param name="Rows">Cells by row and column.</param>
public sealed record ReportTable(string Title, IReadOnlyList<ReportColumn> Columns, IReadOnlyList<IReadOnlyList<object?>> Rows) : ReportBlock(Title)
{
    /// <summary>The last row, where adding up has a meaning.</summary>
    public IReadOnlyList<object?>? Total { get; init; }

    /// <summary>What to say where there is no row, and the one next step.</summary>
    public string? Empty { get; init; }

    /// <summary>A line under the table.</summary>
    public string? Note { get; init; }
}

/// <summary>A column of a table.</summary>
/// <param name="Title">Its head; the renderer adds the currency.</param>
/// <param name="Kind">Sort of its cells.</param>
public sealed record ReportColumn(string Title, ValueKind Kind)
{
    /// <summary>The currency of an amount column, named once in its head.</summary>
    public Currency? Currency { get; init; }

    /// <summary>A column of long texts, given what room is left.</summary>
    public bool Wide { get; init; }
}

/// <summary>A picture of figures. Each chart's figures also stand in a table of the same report.</summary>
/// <param name="Title">Its heading.</param>
/// <param name="Description">What it shows, for those who hear it.</param>
public abstract record ReportChart(string Title, string Description) : ReportBlock(Title)
{
    /// <summary>Currency of its amounts; null for plain numbers.</summary>
    public Currency? Currency { get; init; }
}

/// <summary>Horizontal bars, one a category, for comparing amounts.</summary>
/// <param name="Title">Its heading.</param>
/// <param name="Description">What it shows.</param>
/// <param name="Bars">The bars, in reading order.</param>
public sealed record BarChart(string Title, string Description, IReadOnlyList<Bar> Bars) : ReportChart(Title, Description);

/// <summary>One bar.</summary>
/// <param name="Label">Its category.</param>
/// <param name="Value">Its length.</param>
/// <param name="Status">How well it stands.</param>
public sealed record Bar(string Label, decimal Value, ReportStatus Status = ReportStatus.Unknown);

/// <summary>Budget against actual, one line a category: a thick bar for what was spent, a pale one for what is committed, a tick for the budget.</summary>
/// <param name="Title">Its heading.</param>
/// <param name="Description">What it shows.</param>
/// <param name="Bullets">The lines.</param>
/// <param name="ActualName">Name of the thick bar.</param>
/// <param name="CommittedName">Name of the pale one.</param>
/// <param name="BudgetName">Name of the tick.</param>
public sealed record BulletChart(
    string Title, string Description, IReadOnlyList<Bullet> Bullets, string ActualName, string CommittedName, string BudgetName)
    : ReportChart(Title, Description);

/// <summary>One line of a <see cref="BulletChart"/>.</summary>
/// <param name="Label">Its category.</param>
/// <param name="Budget">The tick.</param>
/// <param name="Committed">The pale bar: actual and what is ordered.</param>
/// <param name="Actual">The thick bar.</param>
/// <param name="Status">How well it stands.</param>
public sealed record Bullet(string Label, decimal Budget, decimal Committed, decimal Actual, ReportStatus Status);

/// <summary>Lines over months.</summary>
/// <param name="Title">Its heading.</param>
/// <param name="Description">What it shows.</param>
/// <param name="Months">The first day of each month, in order.</param>
/// <param name="Lines">The lines.</param>
public sealed record LineChart(string Title, string Description, IReadOnlyList<DateOnly> Months, IReadOnlyList<ChartLine> Lines)
    : ReportChart(Title, Description);

/// <summary>One line.</summary>
/// <param name="Name">Written at its end.</param>
/// <param name="Values">One a month.</param>
public sealed record ChartLine(string Name, IReadOnlyList<decimal> Values);

/// <summary>Words of people, each with who and when: field messages.</summary>
/// <param name="Title">Its heading.</param>
/// <param name="Entries">Newest first.</param>
/// <param name="Empty">What to say where there is none.</param>
public sealed record ReportVoices(string Title, IReadOnlyList<Voice> Entries, string Empty) : ReportBlock(Title);

/// <summary>What somebody said.</summary>
/// <param name="Author">Who.</param>
/// <param name="Place">About which project.</param>
/// <param name="At">When, at the reader's offset.</param>
/// <param name="Text">Their words.</param>
public sealed record Voice(string Author, string Place, DateTimeOffset At, string Text);
