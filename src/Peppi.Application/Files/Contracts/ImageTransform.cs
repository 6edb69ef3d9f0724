using System.Globalization;
using System.Text.Json;
using Peppi.Domain.Shared;

namespace Peppi.Application.Files.Contracts;

/// <summary>How an image is brought into the size that was asked for.</summary>
public enum ImageFit
{
    /// <summary>It fills the size, and what stands out is cut off on both sides.</summary>
    Cover,

    /// <summary>All of it stands within the size.</summary>
    Contain,

    /// <summary>It is stretched into the size.</summary>
    Fill,
}

/// <summary>How an image is wanted. It is never made larger than it is, except by <see cref="ImageFit.Fill"/>.</summary>
/// <param name="Width">Pixels; null to follow the height.</param>
/// <param name="Height">Pixels; null to follow the width.</param>
/// <param name="Fit">How it is brought into them.</param>
/// <param name="Quality">20 to 100.</param>
/// <param name="Format"><c>origin</c>, <c>webp</c>, <c>jpeg</c> or <c>png</c>; null for what the reader takes best.</param>
public sealed record ImageTransform(int? Width, int? Height, ImageFit Fit = ImageFit.Cover, int Quality = 80, string? Format = null)
{
    /// <summary>The format that it has already.</summary>
    public const string Origin = "origin";

    private const int Longest = 2500;

    private static readonly string[] Formats = [Origin, "webp", "jpeg", "png"];

    /// <summary>Reads it from the parameters of an address.</summary>
    /// <param name="told">The value of a parameter, null where there is none.</param>
    public static Result<ImageTransform> Read(Func<string, string?> told)
    {
        var fault = FileErrors.InvalidParameter($"width and height are between 1 and {Longest}, quality between 20 and 100, resize is cover, contain or fill, format is {string.Join(", ", Formats)}");
        if (!Number(told("width"), 1, Longest, out var width) || !Number(told("height"), 1, Longest, out var height) || !Number(told("quality"), 20, 100, out var quality)) return fault;
        ImageFit? fit = told("resize") switch { null or "" or "cover" => ImageFit.Cover, "contain" => ImageFit.Contain, "fill" => ImageFit.Fill, _ => null };
        var format = told("format") is { Length: > 0 } given ? given : null;
        return fit is null || (format is not null && !Formats.Contains(format)) ? fault : new ImageTransform(width, height, fit.Value, quality ?? 80, format);
    }

    /// <summary>Reads it from an object as clients send it.</summary>
    public static Result<ImageTransform> Read(JsonElement told) => told.ValueKind != JsonValueKind.Object
        ? FileErrors.InvalidParameter("transform is an object")
        : Read(name => told.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String or JsonValueKind.Number ? value.ToString() : null);

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    public static Result<ImageTransform> Read(string text)
    {
        var parts = text.Split('&').Select(part => part.Split('=', 2)).Where(part => part.Length == 2).ToDictionary(part => part[0], part => part[1], StringComparer.Ordinal);
        return Read(parts.GetValueOrDefault);
    }

    /// <summary>One text for each way.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"width={Width}&height={Height}&resize={(Fit == ImageFit.Cover ? "cover" : Fit == ImageFit.Contain ? "contain" : "fill")}&quality={Quality}&format={Format}");

    /// <summary>What becomes of an image of this size: the size that it gets, and the part of it that is shown, in its own pixels.</summary>
    public ImagePlan Plan(int width, int height)
    {
        if (Fit == ImageFit.Fill && Width is { } fullWidth && Height is { } fullHeight) return new ImagePlan(fullWidth, fullHeight, 0, 0, width, height);
        var (across, down) = ((Width ?? Longest) / (double)width, (Height ?? Longest) / (double)height);
        var cuts = Fit == ImageFit.Cover && Width is not null && Height is not null;
        var scale = Math.Min(1, cuts ? Math.Max(across, down) : Math.Min(across, down));
        var (outWidth, outHeight) = (Side(width * scale, Width), Side(height * scale, Height));
        if (!cuts) return new ImagePlan(outWidth, outHeight, 0, 0, width, height);
        var (cutWidth, cutHeight) = (Math.Min(width, outWidth / scale), Math.Min(height, outHeight / scale));
        return new ImagePlan(outWidth, outHeight, (width - cutWidth) / 2, (height - cutHeight) / 2, cutWidth, cutHeight);
    }

    private static int Side(double length, int? most) => Math.Clamp((int)Math.Round(length), 1, most ?? Longest);

    private static bool Number(string? text, int least, int most, out int? number)
    {
        number = null;
        if (string.IsNullOrEmpty(text)) return true;
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var read) || read < least || read > most) return false;
        number = read;
        return true;
    }
}

/// <summary>What becomes of an image.</summary>
/// <param name="Width">How wide it gets.</param>
/// <param name="Height">How high it gets.</param>
/// <param name="Left">Where the shown part begins.</param>
/// <param name="Top">Where the shown part begins.</param>
/// <param name="CutWidth">How wide the shown part is.</param>
/// <param name="CutHeight">How high the shown part is.</param>
public readonly record struct ImagePlan(int Width, int Height, double Left, double Top, double CutWidth, double CutHeight);
