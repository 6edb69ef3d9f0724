namespace Peppi.Admin.Shell;

/// <summary>A filter with a list to choose from, each choice a link that can be sent on.</summary>
/// <param name="Name">What is filtered.</param>
/// <param name="AllLink">Where no choice leads; null where one choice is always in force.</param>
/// <param name="Choices">The choices.</param>
internal sealed record Pick(string Name, string? AllLink, IReadOnlyList<PickChoice> Choices);

/// <summary>One choice.</summary>
/// <param name="Word">What it is called.</param>
/// <param name="Link">Where it leads.</param>
/// <param name="Chosen">It is in force.</param>
/// <param name="Count">How many there are.</param>
internal sealed record PickChoice(string Word, string Link, bool Chosen, int? Count = null);
