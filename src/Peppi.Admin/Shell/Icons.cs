using System.Collections.Frozen;
using System.Reflection;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Peppi.Admin.Shell;

/// <summary>The drawings of <c>Icons/</c>, read once.</summary>
internal static class Icons
{
    public static FrozenDictionary<string, string> All { get; } = Assembly.GetExecutingAssembly().GetManifestResourceNames()
        .Where(name => name.StartsWith("icon/", StringComparison.Ordinal))
        .ToFrozenDictionary(name => name["icon/".Length..], Read);

    private static string Read(string resource)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(resource)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Trim().Replace("<svg ", "<svg class=\"icon\" aria-hidden=\"true\" focusable=\"false\" ", StringComparison.Ordinal);
    }
}

/// <summary><c>&lt;icon name="users" /&gt;</c>: an inlined drawing, hidden from screen readers since a word always stands beside it.</summary>
[HtmlTargetElement("icon", TagStructure = TagStructure.WithoutEndTag)]
public sealed class IconTagHelper : TagHelper
{
    /// <summary>File name in <c>Icons/</c>, without extension.</summary>
    public string Name { get; set; } = "";

    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = null;
        output.Content.SetHtmlContent(Icons.All[Name]);
    }
}
