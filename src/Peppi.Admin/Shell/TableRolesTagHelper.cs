using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Peppi.Admin.Shell;

/// <summary>
/// Says the role of each part of a table aloud: on phones the rows are laid out as cards, and browsers drop a table's meaning
/// when its display changes.
/// </summary>
[HtmlTargetElement("table")]
[HtmlTargetElement("thead")]
[HtmlTargetElement("tbody")]
[HtmlTargetElement("tr")]
[HtmlTargetElement("td")]
[HtmlTargetElement("th")]
public sealed class TableRolesTagHelper : TagHelper
{
    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        if (output.Attributes.ContainsName("role")) return;
        output.Attributes.SetAttribute("role", output.TagName switch
        {
            "table" => "table",
            "tr" => "row",
            "td" => "cell",
            "th" => output.Attributes["scope"]?.Value?.ToString() == "row" ? "rowheader" : "columnheader",
            _ => "rowgroup",
        });
    }
}
