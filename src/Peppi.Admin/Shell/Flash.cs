using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace Peppi.Admin.Shell;

/// <summary>One message for the next page: what was done, and where to take it back.</summary>
/// <param name="Tone"><c>good</c>, <c>watch</c> or <c>bad</c>.</param>
/// <param name="Text">What happened, to what.</param>
/// <param name="UndoPath">Where a post takes it back, if anywhere.</param>
internal sealed record Flash(string Tone, string Text, string? UndoPath = null)
{
    public void Keep(ITempDataDictionary store)
    {
        store["flash-tone"] = Tone;
        store["flash-text"] = Text;
        store["flash-undo"] = UndoPath;
    }

    public static Flash? Take(ITempDataDictionary store) =>
        store["flash-text"] is string text ? new Flash(store["flash-tone"] as string ?? "good", text, store["flash-undo"] as string) : null;
}
