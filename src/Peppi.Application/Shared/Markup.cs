using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace Peppi.Application.Shared;

/// <summary>HTML or SVG that may go out as it is.</summary>
/// <param name="Text">The markup.</param>
public readonly record struct Markup(string Text)
{
    /// <inheritdoc/>
    public override string ToString() => Text;
}

/// <summary>
/// Writes HTML and SVG from interpolated texts whose every hole is encoded: a person's words cannot become markup,
/// because only a <see cref="Markup"/> passes unencoded.
/// </summary>
public sealed class MarkupWriter
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private readonly StringBuilder text = new();

    /// <summary>Appends markup whose holes are encoded.</summary>
    public MarkupWriter Add([InterpolatedStringHandlerArgument("")] ref Handler markup)
    {
        _ = markup;
        return this;
    }

    /// <summary>Appends markup as it is.</summary>
    public MarkupWriter Add(Markup markup)
    {
        text.Append(markup.Text);
        return this;
    }

    /// <summary>What was written.</summary>
    public Markup Done() => new(text.ToString());

    /// <inheritdoc/>
    public override string ToString() => text.ToString();

    /// <summary>Called by the compiler for an interpolated text.</summary>
    [InterpolatedStringHandler]
    public readonly ref struct Handler
    {
        private readonly StringBuilder text;

        /// <summary>Made by the compiler.</summary>
        public Handler(int literalLength, int formattedCount, MarkupWriter writer)
        {
            _ = formattedCount;
            text = writer.text;
            text.EnsureCapacity(text.Length + literalLength);
        }

        /// <summary>The fixed parts.</summary>
        public void AppendLiteral(string literal) => text.Append(literal);

        /// <summary>A person's or the system's words.</summary>
        public void AppendFormatted(string? value)
        {
            if (value is not null) text.Append(Encoder.Encode(value));
        }

        /// <summary>Markup.</summary>
        public void AppendFormatted(Markup value) => text.Append(value.Text);

        /// <summary>A coordinate or a count.</summary>
        public void AppendFormatted(int value) => text.Append(value);

        /// <summary>A coordinate, to a tenth.</summary>
        public void AppendFormatted(decimal value) => text.Append(Math.Round(value, 1).ToString("0.#", System.Globalization.CultureInfo.InvariantCulture));
    }
}
