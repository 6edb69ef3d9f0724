using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Peppi.Admin.Shell;

/// <summary>
/// <c>&lt;status tone="good"&gt;Conforme&lt;/status&gt;</c>: a state by word, shape and colour, so that none of the three is needed.
/// </summary>
[HtmlTargetElement("status")]
public sealed class StatusTagHelper : TagHelper
{
    /// <summary><c>good</c> (disc), <c>watch</c> (triangle), <c>bad</c> (square) or <c>unknown</c> (ring).</summary>
    public string Tone { get; set; } = "unknown";

    /// <summary>Without the tinted ground.</summary>
    public bool Bare { get; set; }

    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "span";
        output.Attributes.SetAttribute("class", $"status status--{Tone}{(Bare ? " status--bare" : "")}");
        output.PreContent.SetHtmlContent($"<svg viewBox=\"0 0 12 12\" aria-hidden=\"true\" focusable=\"false\">{Shape(Tone)}</svg>");
    }

    internal static string Shape(string tone) => tone switch
    {
        "good" => "<circle cx=\"6\" cy=\"6\" r=\"5\" fill=\"currentColor\"/>",
        "watch" => "<path d=\"M6 .8 11.6 11H.4Z\" fill=\"currentColor\"/>",
        "bad" => "<rect x=\"1\" y=\"1\" width=\"10\" height=\"10\" rx=\"1\" fill=\"currentColor\"/>",
        _ => "<circle cx=\"6\" cy=\"6\" r=\"4.25\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.5\" stroke-dasharray=\"2.2 1.6\"/>",
    };
}
