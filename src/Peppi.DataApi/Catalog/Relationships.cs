namespace Peppi.DataApi.Catalog;

/// <summary>How many rows stand at the far end.</summary>
internal enum Cardinality
{
    ManyToOne,
    OneToMany,
    OneToOne,
    ManyToMany,
    Computed,
}

/// <summary>A pair of columns that a join compares.</summary>
internal sealed record JoinPair(Column Source, Column Target);

/// <summary>The table between two others, with the keys to both.</summary>
internal sealed record Junction(Relation Table, string SourceConstraint, string TargetConstraint, IReadOnlyList<JoinPair> ToSource, IReadOnlyList<JoinPair> ToTarget);

/// <summary>A way from one relation to another.</summary>
internal sealed record Relationship(Relation Source, Relation Target, Cardinality Cardinality, string Name)
{
    /// <summary>The columns compared, source first; empty for a junction or a function.</summary>
    public IReadOnlyList<JoinPair> Pairs { get; init; } = [];

    public Junction? Junction { get; init; }

    /// <summary>The function that gives the rows.</summary>
    public QualifiedName? Function { get; init; }

    public bool FunctionGivesOne { get; init; }

    /// <summary>The source is the table referred to (the far side of a one-to-one).</summary>
    public bool FromParent { get; init; }

    public bool IsSelf => ReferenceEquals(Source, Target);

    public bool ToOne => Cardinality is Cardinality.ManyToOne or Cardinality.OneToOne || (Cardinality == Cardinality.Computed && FunctionGivesOne);
}
